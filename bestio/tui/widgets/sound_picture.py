"""The last thing that was said, as a picture: its loudness over time, or its frequencies."""

from __future__ import annotations

import numpy as np
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.widget import Widget

from bestio.i18n import _
from bestio.speech.picture import spectrogram, waveform
from bestio.speech.speech import Speech

EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = " ·░▒▓█"


class SoundPicture(Widget):
    """Draws `speech`; `part` (0..1) is where the sound is now."""

    DEFAULT_CSS = """
    SoundPicture { height: 1fr; width: 1fr; }
    """
    COMPONENT_CLASSES = {"sound-picture--heard", "sound-picture--silent"}

    speech: reactive[Speech | None] = reactive(None)
    frequencies: reactive[bool] = reactive(False)
    part: reactive[float] = reactive(1.0, repaint=False)

    def watch_part(self, before: float, part: float) -> None:
        """Paint the columns that have been heard since."""
        width, height = self.content_size
        start, end = sorted((round(before * width), round(part * width)))
        if start < end:
            self.refresh(Region(start, 0, end - start, height))

    def render_lines(self, crop: Region) -> list[Line]:
        style = self.rich_style
        heard, ahead = (
            style + self.get_component_rich_style(f"sound-picture--{part}", partial=True)
            for part in ("heard", "silent")
        )
        self._place = (self.content_size, style, heard, ahead)  # the same for all the lines, and dear
        return super().render_lines(crop)

    def render_line(self, y: int) -> Line:
        (width, height), style, heard, ahead = self._place
        if self.speech is None or not width or not len(self.speech.samples):
            text = _("Nothing has been said yet.") if y == height // 2 else ""
            return Line([Segment(f"{text:^{width}}", style + Style(dim=True))])
        rows = self._rows(width, height)
        at = round(self.part * width)
        return Line([Segment(rows[y][:at], heard), Segment(rows[y][at:], ahead)])

    def _rows(self, width: int, height: int) -> list[str]:
        key = (id(self.speech), self.frequencies, width, height)
        if getattr(self, "_key", None) != key:
            self._key = key
            draw = _spectrum if self.frequencies else _wave
            self._drawn = draw(self.speech, width, height)  # type: ignore[arg-type]
        return self._drawn


def _wave(speech: Speech, width: int, height: int) -> list[str]:
    """Bars from the bottom, as high as the sound is loud."""
    peaks = np.abs(waveform(speech.samples, width)).max(axis=1)
    levels = [round(float(level) * height * 8) for level in peaks / max(1e-6, float(peaks.max()))]
    return [
        "".join(EIGHTHS[min(8, max(0, level - (height - 1 - row) * 8))] for level in levels) for row in range(height)
    ]


def _spectrum(speech: Speech, width: int, height: int) -> list[str]:
    """Shades: low frequencies at the bottom, loud ones dark."""
    grid = spectrogram(speech.samples, speech.sample_rate, width, height)
    return ["".join(SHADES[min(len(SHADES) - 1, int(float(v) * len(SHADES)))] for v in row) for row in grid]
