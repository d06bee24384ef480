"""piper's neural voices, where a teacher has installed piper and put a voice file in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bestio.speech.engines import EngineFailed, EngineMissing, Sound, Surroundings
from bestio.speech.protocol import PLAIN, Manner, Recipe

USUAL_RATE = 165
"""Words a minute that piper's voices speak at by themselves."""
_SUFFIX = ".onnx"


def make(surroundings: Surroundings) -> PiperEngine:
    """The engine. Raises EngineMissing where piper is not installed."""
    return PiperEngine(surroundings.models)


class PiperEngine:
    """Speaks with the models found in `folders`; each is loaded once, on first use (a second or two)."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        try:
            import piper  # noqa: PLC0415 (optional, and slow to load)
        except ImportError as error:
            raise EngineMissing(f"piper: {error}") from error
        self.piper: Any = piper
        self.folders = folders
        self.loaded: dict[Path, Any] = {}

    def speak(self, text: str, recipe: Recipe, manner: Manner = PLAIN) -> Sound:
        """The sound of `text` in the model that `recipe.base` names. It gives no times."""
        model = self._model(recipe.base or "")
        settings = self.piper.SynthesisConfig(length_scale=USUAL_RATE / recipe.rate)
        chunks = list(model.synthesize(text, syn_config=settings))
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        if not pcm:
            raise EngineFailed("piper gave no sound")
        return Sound(pcm, int(chunks[0].sample_rate))

    def _model(self, name: str) -> Any:
        path = find_model(self.folders, name)
        if path is None:
            raise EngineMissing(f"no model {name}{_SUFFIX}")
        if path not in self.loaded:
            try:
                self.loaded[path] = self.piper.PiperVoice.load(str(path))
            except Exception as error:  # (the errors of its runtime have no common family)
                raise EngineMissing(f"{path.name}: {error!r}") from error
        return self.loaded[path]


def find_model(folders: tuple[Path, ...], name: str) -> Path | None:
    """The file of the model `name` (with or without its ending) that has its settings beside it."""
    stem = name.removesuffix(_SUFFIX)
    if not stem or Path(stem).name != stem:
        return None
    found = (folder / f"{stem}{_SUFFIX}" for folder in folders)
    return next((path for path in found if path.is_file() and path.with_name(f"{path.name}.json").is_file()), None)
