"""Who is the author? Bet on a phrase, sign in percentages, go on choosing at the bench, or count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from bestio.activities.bet import BetActivity
from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, Choose, Move, Option, Prompt
from bestio.activities.sign import SignActivity
from bestio.activities.ways import author_way
from bestio.classroom.plan import AuthorWay
from bestio.classroom.progress import Place
from bestio.i18n import N_, _

WAYS: Mapping[AuthorWay, str] = {
    "bet": N_("Bet, then open the glass box: what is copied, and from whom?"),
    "sign": N_("Sign in percentages: who has made your phrases?"),
    "keep": N_("Keep, throw away, touch up: to the phrases"),
    "count": N_("Count: drawn, picked, written by hand, copied. Who is the author?"),
}
PLACES: Mapping[AuthorWay, str] = {"keep": "phrases", "count": "author"}


class AuthorshipActivity(Activity, frozen=True, kw_only=True):
    """The ways to look for the author; the one that the activity is about is in hand."""

    way = "authorship"
    explained = N_(
        "Several ways to look for the author of a phrase.\n"
        "Choose one, come back, choose another.\n"
        "What you bet and how you sign is written in your notes."
    )
    moves: ClassVar[tuple[Move, ...]] = (Move(GO_ON, "enter", N_("Open"), N_("Do what the line in hand says.")),)

    place: Place

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """Nothing is chosen."""
        return cls(setting=setting, place=place)

    def view(self) -> Prompt:
        return Choose(
            question=_("Who is the author?"),
            options=tuple(Option(_(text)) for text in WAYS.values()),
            hand=list(WAYS).index(author_way(self.place.activity)),
            stays=True,
        )

    def answer(self, value: int | str) -> Turn:
        way = list(WAYS)[int(value)]
        if way in PLACES:
            return Turn(self, opens=PLACES[way])
        activity = BetActivity if way == "bet" else SignActivity
        return Turn(self, opens=activity.open(self.setting, self.place))
