"""Step by step: before each word, all that could come, with its chance on a hundred-sided die; somebody decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Self

from msgspec import to_builtins
from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, Chance, Choose, Lack, Move, Number, Option, Prompt, Words
from bestio.classroom.progress import Place
from bestio.creation.describe_die import describe_faces, describe_factor, describe_turn
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.die import MOST_FACE, face_named

if TYPE_CHECKING:
    from bestio.phrases.phrase import Phrase
    from bestio.phrases.stepper import Choice, Stepper

MOST = 60
"""Words that may come next, of which one chooses; all that a side of the die gives are there in any case."""
LONGEST = 60
"""Words after which the machine stops of itself when it finishes."""
DIE = 100
LEAST_FACE = 1 / 8
FACES: Mapping[str, Callable[[float], float]] = {
    "plus": lambda factor: min(MOST_FACE, factor * 2),
    "minus": lambda factor: max(LEAST_FACE, factor / 2),
    "never": lambda _factor: 0.0,
}
"""What the moves that change a face do to it."""
FAIR = N_("The die is as the texts have it.")


class DiceActivity(Activity, frozen=True, kw_only=True):
    """Makes a phrase word by word: from the short text of the plan alone where it has one, else from the texts."""

    way = "dice"
    named = N_("Step by step")
    explained = N_(
        "The machine puts one word after another.\n"
        "Before each, here is all that could come.\n"
        "The die (D), the machine (M) or you (Enter): who takes the next word?\n"
        "T draws a thousand times: does what was announced come?\n"
        "F finishes and keeps the phrase."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move("die", "d", N_("Throw it"), N_("Throw the hundred-sided die: its side gives the word."), typed="d"),
        Move("machine", "m", N_("Machine"), N_("Let the machine draw."), typed="m"),
        Move(GO_ON, "enter", N_("My choice"), N_("Take the word in hand in the list.")),
        Move("real_die", "n", N_("Real die"), N_("Type what your own dice show, from 1 to 100."), typed="d …"),
        Move("thousand", "t", N_("A thousand"), N_("Draw a thousand times: does what was announced come?"), typed="t"),
        Move(
            "plus",
            "p",
            N_("More"),
            N_("The face in hand counts twice as much, for all that follows."),
            typed="p …",
            on_hand=True,
        ),
        Move("minus", "i", N_("Less"), N_("The face in hand counts half as much."), False, typed="i …", on_hand=True),
        Move(
            "never",
            "s",
            N_("Never"),
            N_("The face in hand never comes (Z: as it was)."),
            False,
            typed="s …",
            on_hand=True,
        ),
        Move(
            "fair", "z", N_("As it was"), N_("All faces of the die are again as the texts have them."), False, typed="z"
        ),
        Move("wider", "o", N_("Order"), N_("Look back at one word more, or at one only."), typed="o"),
        Move("back", "backspace", N_("Back"), N_("Take the last word off."), shown=False, typed="r"),
        Move("finish", "f", N_("Finish"), N_("Let the machine finish, and keep the phrase in the list."), typed="f"),
    )

    text: str = ""
    """The only text that is read; "" for those of the group."""
    title: str = ""
    stepper: Stepper | None = None
    """The phrase in the making; None while the machine reads."""
    said: str = ""
    word: str = ""
    """The word in hand, where one has just changed its face."""
    asking: bool = False
    """Whether what real dice show is to be written now."""
    phrase: Phrase | None = None
    """The phrase, once it is finished."""
    made: str = ""
    """Its id."""
    lack: Lack | None = None

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """No word is there; the machine is still to read."""
        return cls(setting=setting, text=place.activity.text.strip(), title=place.activity.title)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def view(self) -> Prompt:
        stepper = self.stepper
        if self.lack is not None:
            return Words(text=f"{self.lack.message} {self.lack.hint}".strip(), lack=self.lack, last=True)
        if stepper is None:
            return Words(text=_("The machine is reading the texts…"), working=True)
        if self.phrase is not None:
            return Words(text=f"{self.made} : {self.phrase.text}", last=True)
        if stepper.ended:
            return Words(
                about=stepper.text,
                text="",
                said=self.said,
                keys=_("The phrase is finished. F keeps it, Backspace takes its end off."),
            )
        words = self._words(stepper)
        if not self.asking:
            return words
        return Number(
            question=_("What do the dice show?"),
            hint=_("From 1 to 100: a die for the tens, a die for the units."),
            least=1, most=DIE, letters=len(str(DIE)), behind=words,
        )  # fmt: skip

    def _words(self, stepper: Stepper) -> Choose:
        choices = stepper.next_words(MOST)
        begun = bool(stepper.taken or self.said)
        return Choose(
            about=stepper.text,
            question=_question(stepper, len(choices)),
            options=tuple(_option(choice, stepper.faces) for choice in choices),
            hand=next((place for place, choice in enumerate(choices) if choice.word == self.word), 0),
            said=self.said,
            lines="" if begun else _(
                "At each word: a number chooses it in the list; d throws the die; d 57 if your own dice show 57; m "
                "lets the machine draw; t draws a thousand times; o changes how many words it looks back at; r takes "
                "the last word off; f finishes the phrase; p 3 lets the face of word 3 count twice as much, i 3 half "
                "as much, s 3 never, z all as the texts have them."
            ),
            typed=_("And now? (number, d, m, t, o, r, f, p, i, s, z)"),
        )  # fmt: skip

    # --- what is answered ---------------------------------------------------------------------------------------------

    def answer(self, value: int | str) -> Turn:
        stepper = self._next()
        if stepper.ended:
            return self._finished(stepper)
        if self.asking:
            return self._thrown(stepper, int(value))
        word = stepper.next_words(MOST)[int(value)].word
        return self._taken(stepper, _("You have chosen"), stepper.take_word(word))

    def move(self, name: str) -> Turn:
        if self.stepper is None or self.phrase is not None:
            return Turn(self)
        if self.asking:
            return Turn(replace(self, asking=False))
        stepper = self._next()
        turn: Turn | None = None
        if name == "back" and stepper.undo():
            turn = Turn(replace(self, stepper=stepper, said=""))
        elif name == "finish":
            turn = self._finished(stepper)
        elif name == "wider":
            stepper.look_back = stepper.look_back % stepper.machine.settings.order + 1
            said = _("The machine looks back at {n} now.").format(n=stepper.look_back)
            turn = Turn(replace(self, stepper=stepper, said=said))
        elif name == "fair":
            turn = self._loaded(stepper, {}, "")
        elif not stepper.ended:
            turn = self._decided(name, stepper)
        return turn or Turn(self)

    def move_on(self, place: int, name: str) -> Turn:
        """Change the face of a word."""
        if self.stepper is None or self.stepper.ended or self.asking or name not in FACES:
            return Turn(self)
        stepper = self._next()
        word = stepper.next_words(MOST)[place].word
        face = face_named(word)
        faces = {**stepper.faces, face: FACES[name](stepper.faces.get(face, 1.0))}
        return self._loaded(stepper, {one: factor for one, factor in faces.items() if factor != 1}, word)

    def _loaded(self, stepper: Stepper, faces: Mapping[str, float], word: str) -> Turn:
        """Draw with a changed die from here on; where the group's texts are read, its machine does so too."""
        stepper.load(faces)
        told = describe_faces(faces)
        said = _("The die was changed by hand: {faces}.").format(faces=told) if told else _(FAIR)
        event = ("machine.set", {"faces": dict(faces) or None})
        own = self.setting.creation.settings.get("faces") or {}
        return Turn(
            replace(self, stepper=stepper, said=said, word=word),
            () if self.text or own == dict(faces) else (event,),
        )

    def _decided(self, name: str, stepper: Stepper) -> Turn | None:
        """What gives a word, or looks at what could."""
        if name == "die":
            return self._thrown(stepper, stepper.throw())
        if name == "machine":
            return self._taken(stepper, _("The machine has drawn"), stepper.take_machine())
        if name == "real_die":
            return Turn(replace(self, asking=True))
        return Turn(self, draws=self._draws(stepper)) if name == "thousand" else None

    def _next(self) -> Stepper:
        """The phrase in the making, to be gone on with: what stands here stays as it is."""
        assert self.stepper is not None
        return self.stepper.copy()

    def _thrown(self, stepper: Stepper, side: int) -> Turn:
        return self._taken(stepper, _("The die shows {side}").format(side=side), stepper.take_die(side))

    def _taken(self, stepper: Stepper, said: str, word: str) -> Turn:
        return Turn(replace(self, stepper=stepper, asking=False, word="", said=f"{said} → {word or _('(the end)')}"))

    def _draws(self, stepper: Stepper) -> Any:
        from bestio.phrases.thousand import Draws  # noqa: PLC0415 (only here)

        return Draws(stepper, Random(self.setting.studio.new_seed()))

    def _finished(self, stepper: Stepper) -> Turn:
        while not stepper.ended and len(stepper.words) < LONGEST:
            stepper.take_machine()
        phrase = stepper.phrase()
        made = self.setting.studio.told_phrase(phrase, seed=None)
        then = replace(self, stepper=stepper, phrase=phrase, made=str(made["id"]), said="")
        return Turn(then, (("phrase.make", made),), over=True)

    # --- what takes its time ------------------------------------------------------------------------------------------

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        try:
            yield Turn(replace(self, stepper=self._begun()))
        except BestioError as error:
            yield Turn(replace(self, lack=Lack(error.message, error.hint)))

    def _begun(self) -> Stepper:
        from bestio.activities.by_hand import corpus_of, step_by_hand  # noqa: PLC0415
        from bestio.phrases.stepper import Stepper  # noqa: PLC0415 (numpy: only where a phrase is made)

        studio = self.setting.studio
        if self.text:
            corpus = corpus_of(self.title, self.setting.plan.title, self.text)
            return step_by_hand(corpus, studio.guard, Random(studio.new_seed()))
        machine = studio.machine()
        return Stepper(machine, Random(studio.new_seed()))

    def result(self) -> Any:
        return None if self.phrase is None else {"id": self.made, **to_builtins(self.phrase)}


def _question(stepper: Stepper, choices: int) -> str:
    """Whose turn it is, and what is asked."""
    if not choices:
        return _("Here, all the faces of the die are at 0: no word can come.")
    return " ".join(filter(None, (describe_turn(*stepper.turn), _asked(stepper, choices))))


def _asked(stepper: Stepper, choices: int) -> str:
    if not stepper.words:
        return _("How do the sentences begin? Each word has its sides of the die.")
    after = " ".join(stepper.words[-stepper.order :])
    if stepper.drops:
        return _(
            "After “{words}” alone, what have the texts? The machine forgets a word here, so as not to recite."
        ).format(words=after)
    if choices == 1:
        return _("After “{words}”, the texts have only one sequel.").format(words=after)
    return _("After “{words}”, what have the texts? Each word has its sides of the die.").format(words=after)


def _option(choice: Choice, faces: Mapping[str, float]) -> Option:
    reader = choice.readers[0] if choice.readers else None
    where = _("{n} × in “{title}”").format(n=reader.count, title=reader.title) if reader else ""
    more = " …" if len(choice.readers) > 1 else ""
    factor = faces.get(face_named(choice.word), 1.0)
    chance = Chance(choice.probability, choice.interval, where + more, describe_factor(factor) if factor != 1 else "")
    return Option(choice.word or _("(the end)"), chance=chance)
