"""What the app wears: its colours and whether it moves. Somebody chooses them once, and they are kept in a file."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter

from bestio.errors import BestioError, reason_of
from bestio.i18n import _
from bestio.library import Library
from bestio.session.settings import Settings, read_settings, write_settings
from bestio.tui.compat.going import EndsQuietly
from bestio.tui.few_colours import TEXT, FewColours, terminal_of
from bestio.tui.text import plain
from bestio.tui.theme import LEAST, NIGHT, THEMES
from bestio.tui.upright import Upright

DIM = ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled")
"""The theme’s colours of letters that are paler than the others."""


class DressedApp(EndsQuietly):
    """An app with the colours and the movement that were chosen last; it knows too whether it `welcomed` somebody."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        settings = read_settings(library)
        self._welcomed = settings.welcomed
        self._large = settings.large
        self._dys = settings.dys
        self._few: FewColours | None = None
        self._upright = Upright()
        self.limit_colours(self.console.color_system)
        self._dress(settings)

    def limit_colours(self, system: str | None) -> None:
        """Paint with the colours of a terminal that rich calls `system`: "standard" (16), "256" or "truecolor"."""
        terminal = terminal_of(system)
        self._few = FewColours(terminal, lambda: LEAST.get(self.theme, TEXT)) if terminal is not None else None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every painted line goes through."""
        filters = super().get_line_filters()
        filters = [*filters, self._upright] if self._dys else filters
        return filters if self._few is None else [*filters, self._few]

    @property
    def welcomed(self) -> bool:
        """Whether somebody has been shown the way here before."""
        return self._welcomed

    def keep_welcomed(self) -> None:
        """Show nobody the way again."""
        self._welcomed = True
        with contextlib.suppress(OSError):  # the workshop tells that nothing can be written
            self._write_settings()

    @property
    def large(self) -> bool:
        """Whether what is said stands on stage and replay in large letters, for an audience."""
        return self._large

    def toggle_large(self) -> None:
        """Large letters for an audience, or not."""
        self._large = not self._large
        self._keep_settings()

    @property
    def dys(self) -> bool:
        """Whether texts are laid out for dyslexic readers: lines apart, nothing slanted, dim or centred."""
        return self._dys

    def toggle_dys(self) -> None:
        """That layout, in high contrast; or as before, by night."""
        wanted = Settings(dys=self._dys).reading(easy=not self._dys)
        self.theme = wanted.theme
        self.lay_out(dys=wanted.dys)
        self.notify(_("Easy reading is on.") if self._dys else _("Easy reading is off."))
        self._keep_settings()

    def lay_out(self, *, dys: bool) -> None:
        """Lay texts out for dyslexic readers, or as usual, in the colours that there are."""
        from bestio.tui.widgets.prose import Prose  # noqa: PLC0415 (after the first screen)

        if dys == self._dys:
            return
        self._dys = dys
        self.set_class(dys, "-dys")
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            for text in screen.query(Prose):
                text.space()
            screen.refresh(layout=True)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; nothing is dim where that is wanted."""
        variables = super().get_css_variables()
        full = variables["foreground"]
        return {**variables, **dict.fromkeys(DIM, full)} if getattr(self, "_dys", False) else variables

    def complain(self, error: BestioError) -> None:
        """Show an error: what happened, and what to do; that the disk refuses is to be answered."""
        from bestio.journal.save_status import refusal  # noqa: PLC0415
        from bestio.tui.screens.unsaved import describe_refusal  # noqa: PLC0415 (after the first screen)

        if refusal(error) is not None:
            self.push_screen(describe_refusal(error))
            return
        message = plain(f"{error.message} {error.hint}".strip()).plain
        self.notify(message, title=error.title, severity="warning", timeout=10, markup=False)

    def next_theme(self) -> None:
        """Night, day, high contrast, night."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        self._keep_settings()

    def toggle_motion(self) -> None:
        """Let things move by themselves, or not."""
        self.animation_level = "none" if self.animation_level == "full" else "full"
        self.notify(_("Motion is off.") if self.animation_level == "none" else _("Motion is on."))
        self._keep_settings()

    def _dress(self, settings: Settings) -> None:
        """Take on colours and movement before the first screen: Textual then reads the styles once less."""
        for theme, _label in THEMES.values():
            self.register_theme(theme)
        self.set_class(settings.dys, "-dys", update=False)
        self.set_reactive(App.theme, settings.theme if settings.theme in THEMES else NIGHT.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        if not settings.motion:
            self.animation_level = "none"

    def _keep_settings(self) -> None:
        try:
            self._write_settings()
        except OSError as error:
            self.complain(BestioError(_("The settings cannot be saved ({reason}).").format(reason=reason_of(error))))

    def _write_settings(self) -> None:
        chosen = Settings(
            theme=self.theme, motion=self.animation_level == "full", welcomed=self._welcomed, large=self._large,
            dys=self._dys,
        )  # fmt: skip
        write_settings(self.library, chosen)
