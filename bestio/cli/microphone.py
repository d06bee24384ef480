"""Recording with a microphone, in lines: a word is shown, one says it, hears it, keeps it or does it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bestio.cli.output import tell
from bestio.cli.prompts import Left, Talk
from bestio.cli.speaking import AudioOutput
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.speech.microphone import Microphone
from bestio.speech.recorded import intake
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.speech.recorded.sound_file import SoundRefused, checked
from bestio.speech.speech import Samples, Speech
from bestio.text.fold import fold

SKIP, HEAR, AGAIN = "p", "e", "r"
_TOO_SOFT = 0.05


class NoMicrophone(BestioError):  # noqa: N818 (it says what is the matter)
    """This computer has no microphone that can be heard."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no microphone here."),
            hint=_(
                "Record with a telephone or a recorder, then give the files: bestio record CLASS FILE --who NAME"
                " --words LIST"
            ),
        )


def record_aloud(
    texts: Sequence[str],
    keep: Callable[[Sequence[Cut]], object],
    pronounce: intake.Pronounce,
    mouth: AudioOutput,
    *,
    talk: Talk,
    microphone: Microphone | None = None,
) -> int:
    """Have each of `texts` said into the microphone, and `keep` what is good; how many were kept.

    Raises NoMicrophone, and what `keep` raises.
    """
    microphone = microphone or Microphone()
    kept = 0
    try:
        if not microphone.open():
            raise NoMicrophone
        for number, text in enumerate(texts, start=1):
            talk.say(_("{n} of {total}: “{text}”").format(n=number, total=len(texts), text=text))
            cut = _one(text, pronounce, mouth, talk, microphone)
            if cut is not None:
                keep([cut])
                kept += 1
    except Left:
        pass
    finally:
        microphone.close()
    return kept


def _one(text: str, pronounce: intake.Pronounce, mouth: AudioOutput, talk: Talk, microphone: Microphone) -> Cut | None:
    """One text as it was said at last; None where it was passed over. Raises Left."""
    while True:
        if fold(talk.ask(_("Enter: record. p: pass over. q: stop."))) == SKIP:
            return None
        if not microphone.start():
            raise NoMicrophone
        talk.ask(_("Speak… then Enter."))
        samples = microphone.stop()
        try:
            recording = checked(samples, text)
        except SoundRefused as error:
            tell(str(error))
            continue
        taken = intake.take_one(recording, text, pronounce)
        for trouble in (*taken.troubles, *describe_level(samples)):
            tell(trouble)
        while True:
            answer = fold(talk.ask(_("Enter: keep. e: hear. r: again. p: pass over.")))
            if answer == HEAR:
                mouth.say(Speech(text, taken.cuts[0].samples, RATE))
            elif answer == AGAIN:
                break
            else:
                return None if answer == SKIP else taken.cuts[0]


def describe_level(samples: Samples) -> tuple[str, ...]:
    """Whether somebody spoke too softly, in words; the too loud is told by `checked`."""
    loudest = float(abs(samples).max(initial=0.0))
    return (_("This is very soft: come nearer."),) if loudest < _TOO_SOFT else ()
