"""Can the words of a voice be told apart, and the voice from others? Two measures, with numpy only.

*Identification*: each of 40 French words, said by the voice, is looked for among the same words said by the plain
voice; the part that is found is 0..1 (chance: 0.025). Words are compared by mel-frequency cepstra (Davis and
Mermelstein, 1980) and dynamic time warping (Sakoe and Chiba, 1978). As people do, the listener gets used to the size of
the mouth first (Lee and Rose, 1996), and to whatever colours all of a word (mean and variance are taken away).

*Distance*: root mean square, over statistics of pitch, spectrum and cepstra, of the difference between two voices in
standard deviations of a set of voices. Two sentences of one voice are about 0.3 apart, two voices drawn at random 1.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

from bestio.speech.hearing import spaced
from bestio.speech.speech import Samples
from bestio.speech.voice import Voice

Features = npt.NDArray[np.floating]
Say = Callable[[Voice, str], tuple[Samples, int]]  # the sound of a text and its samples a second

WORDS = (
    "oiseau", "forêt", "robot", "lumière", "montagne", "chapeau", "fenêtre", "papillon", "couteau", "rivière",
    "machine", "soleil", "tambour", "école", "poisson", "jardin", "orage", "musique", "crocodile", "valise",
    "bouton", "cerise", "dragon", "étoile", "fantôme", "grenouille", "horloge", "image", "kangourou", "lampe",
    "mystère", "nuage", "ombre", "plume", "question", "ressort", "secret", "trésor", "usine", "voyage",
)  # fmt: skip
SENTENCES = (
    "Le petit robot traverse la forêt sans faire de bruit.",
    "Quand vient la nuit, une machine chante sous la montagne.",
    "Personne ne sait où dorment les oiseaux de fer.",
)
ENOUGH_IDENTIFIED = 0.8
ENOUGH_DISTANCE = 0.6

# Of 240 voices asked 12 words, the ones that knew 11 or more knew 85 % of all 40.
_CLEAR = 0.9
_HOPELESS = 0.5

_STEP = 0.010
_FRAME = 0.025
_BANDS = 26
_CEPSTRA = 10
_QUIET = 10 ** (-28 / 10)  # power next to the loudest frame: what is weaker at both ends is not the word
_FLOOR = 1e-4  # power next to the loudest band: keeps silence from looking like a sound
_MOUTHS = (0.75, 0.87, 1.0, 1.15, 1.35)  # sizes of mouth that the listener tries
_TRIED = 8  # words by which it chooses one


class Ear(msgspec.Struct, frozen=True):
    """The plain words that a voice's words are compared with. Make one with `listen`; it can be kept and used again."""

    words: tuple[str, ...]
    plain: tuple[Features, ...]

    @classmethod
    def listen(cls, say: Say, plain: Voice, words: Sequence[str] = WORDS) -> Ear:
        """Have the `plain` voice say all the `words`."""
        return cls(tuple(words), tuple(cepstra(*say(plain, word)) for word in words))

    def identify(self, say: Say, voice: Voice, words: Sequence[str] | None = None) -> float:
        """The part (0..1) of `words` (some of the ear's; usually all) that are recognised when `voice` says them."""
        asked = self.words if words is None else tuple(words)
        sounds = [say(voice, word) for word in asked]
        known = [self.plain[self.words.index(word)] for word in asked[:_TRIED]]
        tried = [cepstra(*sound, mouth) for mouth in _MOUTHS for sound in sounds[:_TRIED]]
        costs = _warped(tried, known).min(axis=1).reshape(len(_MOUTHS), -1).mean(axis=1)
        mouth = _MOUTHS[int(costs.argmin())]
        nearest = _warped([cepstra(*sound, mouth) for sound in sounds], self.plain).argmin(axis=1)
        return float(np.mean([self.words[found] == word for word, found in zip(asked, nearest, strict=True)]))

    def gate(self, say: Say, words: int = 12) -> Callable[[Voice], bool]:
        """What `invention` and `modulation` take as `accepts`: whether enough of the words are recognised.

        The first `words` are asked; where they leave it open, all of them.
        """

        def accepts(voice: Voice) -> bool:
            found = self.identify(say, voice, self.words[:words])
            if _HOPELESS < found < _CLEAR and words < len(self.words):
                found = self.identify(say, voice)
            return found >= ENOUGH_IDENTIFIED

        return accepts


class Measured(msgspec.Struct, frozen=True):
    """What `survey` found of a voice: words identified (0..1), and the voice nearest to it with its distance."""

    identified: float
    nearest: str
    distance: float


def survey(say: Say, voices: Mapping[str, Voice], plain: Voice) -> dict[str, Measured]:
    """Both measures for each of `voices` (two or more), by id."""
    ear = Ear.listen(say, plain)
    far = distances({name: profile(say, voice) for name, voice in voices.items()})
    found: dict[str, Measured] = {}
    for name, voice in voices.items():
        pair, distance = next((pair, distance) for pair, distance in far.items() if name in pair)
        found[name] = Measured(ear.identify(say, voice), pair[pair[0] == name], distance)
    return found


def profile(say: Say, voice: Voice, sentences: Sequence[str] = SENTENCES) -> Features:
    """Statistics of how `voice` sounds: pitch, spectrum, cepstra; one number each, in no common unit."""
    sounds = [say(voice, sentence) for sentence in sentences]
    return statistics(np.concatenate([samples for samples, _rate in sounds]), sounds[0][1])


def distances(profiles: Mapping[str, Features]) -> dict[tuple[str, str], float]:
    """The distance between each two of `profiles`, in standard deviations of all of them; the nearest pair first."""
    names = list(profiles)
    table = np.array([profiles[name] for name in names])
    scores = table / np.maximum(table.std(axis=0), 1e-9)
    found = {
        (names[a], names[b]): float(np.sqrt(np.mean((scores[a] - scores[b]) ** 2)))
        for a, b in combinations(range(len(names)), 2)
    }
    return dict(sorted(found.items(), key=lambda item: item[1]))


def cepstra(samples: Samples, sample_rate: int, mouth: float = 1.0) -> Features:
    """Mel-frequency cepstra of the sound between its silences: frames (one every 10 ms) x 18, centred and scaled.

    9 coefficients and how they change. `mouth` is the factor by which the speaker's resonances are taken to be higher.
    """
    bands = _bands(_frames(samples, sample_rate), sample_rate, mouth)
    kept = _cosines(bands[_loud(bands)])[:, 1:]
    kept = (kept - kept.mean(axis=0)) / np.maximum(kept.std(axis=0), 1e-3)
    padded = np.pad(kept, ((2, 2), (0, 0)), mode="edge")
    slopes = (2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]) / 10
    return np.hstack([kept, 2 * slopes])


def statistics(samples: Samples, sample_rate: int) -> Features:
    """What `profile` holds, of one sound."""
    frames = _frames(samples, sample_rate)
    bands = _bands(frames, sample_rate)
    loud = _loud(bands)
    table, frames = _cosines(bands[loud]), frames[loud]
    power = np.abs(np.fft.rfft(frames)) ** 2 + 1e-12
    hertz = np.fft.rfftfreq(frames.shape[1], 1 / sample_rate)
    share = power / power.sum(axis=1, keepdims=True)
    centre = share @ hertz
    spread = np.sqrt(np.maximum((share * (hertz - centre[:, None]) ** 2).sum(axis=1), 0))
    flatness = np.log(power).mean(axis=1) - np.log(power.mean(axis=1))
    pitch, voiced = _pitch(samples, sample_rate)
    return np.concatenate(
        [
            [np.median(pitch), np.subtract(*np.percentile(pitch, [90, 10])), voiced.mean(), voiced.std()],
            [
                np.log2(centre).mean(),
                np.log2(centre).std(),
                np.log2(spread + 1).mean(),
                flatness.mean(),
                flatness.std(),
            ],
            table[:, 1:].mean(axis=0),
            table.std(axis=0),
        ]
    )


def _frames(samples: Samples, sample_rate: int) -> Features:
    size, step = int(_FRAME * sample_rate), int(_STEP * sample_rate)
    sound = np.pad(samples, (0, max(0, 2 * size - len(samples))))
    window = np.hamming(size).astype(np.float32)
    return np.lib.stride_tricks.sliding_window_view(sound, size)[::step] * window


def _bands(frames: Features, sample_rate: int, mouth: float = 1.0) -> Features:
    """The power of each frame in 26 bands as wide as the ear's, whose limits are multiplied by `mouth`."""
    power = np.abs(np.fft.rfft(frames)) ** 2
    hertz = np.fft.rfftfreq(frames.shape[1], 1 / sample_rate)
    edges = spaced(80, min(8000, sample_rate / 2), _BANDS + 2)
    edges = np.minimum(edges * mouth, sample_rate / 2 * np.linspace(0.97, 1, len(edges)))
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    bands: Features = power @ np.maximum(0, np.minimum(rising, falling)).T
    return bands + max(float(bands.max()) * _FLOOR, 1e-12)


def _cosines(bands: Features) -> Features:
    """10 cepstra a frame, the first being the mean of the bands' logarithms."""
    turns = np.pi / _BANDS * np.arange(_CEPSTRA)[:, None] * (np.arange(_BANDS) + 0.5)
    table: Features = np.log(bands) @ np.cos(turns).T / _BANDS
    return table


def _loud(bands: Features) -> npt.NDArray[np.bool_]:
    """The frames from the first to the last that is not quiet next to the loudest."""
    strength = bands.sum(axis=1)
    clear = np.flatnonzero(strength >= strength.max() * _QUIET)
    kept = np.zeros(len(bands), dtype=bool)
    kept[clear[0] : clear[-1] + 1] = True
    return kept


def _pitch(samples: Samples, sample_rate: int) -> tuple[Features, Features]:
    """The pitch of the voiced frames in octaves over 1 Hz, and how voiced (0..1) each loud frame is."""
    size, step = int(0.05 * sample_rate), int(0.02 * sample_rate)
    sound = np.pad(samples, (0, max(0, 2 * size - len(samples))))
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::step] * np.hanning(size).astype(np.float32)
    strength = np.sqrt((frames**2).mean(axis=1))
    frames = frames[strength >= strength.max() * 10 ** (-25 / 20)]
    spectra = np.abs(np.fft.rfft(frames, n=2 * size)) ** 2
    likeness = np.fft.irfft(spectra)[:, :size]
    alone = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(size), n=2 * size)) ** 2)[:size]
    likeness = likeness / np.maximum(likeness[:, :1], 1e-12) / np.maximum(alone / alone[0], 1e-3)
    shortest, longest = int(sample_rate / 600), int(sample_rate / 45)
    window = likeness[:, shortest:longest]
    # Twice the period is as alike as the period: the first that is nearly as good as the best is taken.
    first = (window >= 0.9 * window.max(axis=1, keepdims=True)).argmax(axis=1)
    voiced = np.clip(window.max(axis=1), 0, 1)
    octaves = np.log2(sample_rate / (first + shortest))
    clear = voiced > 0.5
    return (octaves[clear] if clear.any() else np.array([0.0])), voiced


def _warped(heard: Sequence[Features], plain: Sequence[Features]) -> Features:
    """The cost of the best alignment of each of `heard` with each of `plain`, for a frame: heard x plain."""
    left, left_sizes = _stacked(heard)
    right, right_sizes = _stacked(plain)
    a, b = left.shape[1], right.shape[1]
    pairs = len(heard) * len(plain)
    squares = (left**2).sum(-1)[:, None, :, None] + (right**2).sum(-1)[None, :, None, :]
    products = np.einsum("qid,rjd->qrij", left, right, optimize=True)
    local = np.sqrt(np.maximum(squares - 2 * products, 0)).reshape(pairs, a, b).transpose(1, 2, 0).copy()
    best = np.full((a + 1, b + 1, pairs), np.inf, np.float32)
    best[0, 0] = 0
    for i in range(a):
        for j in range(b):
            here = local[i, j]
            sideways = np.minimum(best[i, j + 1], best[i + 1, j]) + here
            best[i + 1, j + 1] = np.minimum(sideways, best[i, j] + 2 * here)
    rows = np.repeat(left_sizes, len(plain))
    columns = np.tile(right_sizes, len(heard))
    costs: Features = best[rows, columns, np.arange(pairs)] / (rows + columns)
    return costs.reshape(len(heard), len(plain))


def _stacked(tables: Sequence[Features]) -> tuple[Features, npt.NDArray[np.int64]]:
    sizes = np.array([len(table) for table in tables])
    out = np.zeros((len(tables), int(sizes.max()), tables[0].shape[1]), np.float32)
    for index, table in enumerate(tables):
        out[index, : len(table)] = table
    return out, sizes
