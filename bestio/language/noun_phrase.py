"""A French noun with what goes round it: adjectives in their places, articles, "de" and "à" with their contractions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bestio.language import agreement
from bestio.language.agreement import Gender, Number
from bestio.language.agreement_tables import BEFORE
from bestio.language.compounds import plural as plural_of
from bestio.language.elision import Aspiration, begins_with_vowel, elided


@dataclass(frozen=True)
class AdjectiveForms:
    """An adjective, masculine singular; a form that is written out overrules the rule. `before` None: as usual."""

    lemma: str
    feminine: str | None = None
    plural: str | None = None
    feminine_plural: str | None = None
    before: bool | None = None

    @property
    def stands_before(self) -> bool:
        """Whether it stands before its noun ("une grande tour")."""
        return self.lemma in BEFORE if self.before is None else self.before

    def agreed(self, gender: Gender, number: Number) -> str:
        """The form for `gender` and `number`: the one written out, else by rule."""
        if gender == "f":
            if number == "p":
                if self.feminine_plural:
                    return self.feminine_plural
                if self.feminine:
                    return plural_of(self.feminine)
            elif self.feminine:
                return self.feminine
        elif number == "p" and self.plural:
            return self.plural
        return agreement.agree(self.lemma, gender, number)


@dataclass(frozen=True)
class NounPhrase:
    """A noun (singular) and its surroundings; `number` "p" makes all of it plural; `of` is a complement."""

    lemma: str
    gender: Gender
    number: Number = "s"
    plural: str | None = None
    h: Aspiration | None = None
    adjectives: tuple[AdjectiveForms, ...] = ()
    of: str = ""
    _core: list[str] = field(default_factory=list, repr=False, compare=False, hash=False)

    @property
    def noun(self) -> str:
        """The noun alone, in its number."""
        if self.number == "s":
            return self.lemma
        return self.plural or plural_of(self.lemma)

    @property
    def core(self) -> str:
        """The noun with its adjectives and complement, without an article: "vieux hibou rouillé"."""
        if not self._core:
            self._core.append(self._build())
        return self._core[0]

    def with_number(self, number: Number) -> NounPhrase:
        """The same in the singular or the plural."""
        if number == self.number:
            return self
        return NounPhrase(self.lemma, self.gender, number, self.plural, self.h, self.adjectives, self.of)

    @property
    def has_front_adjective(self) -> bool:
        """Whether an adjective comes first."""
        return any(adjective.stands_before for adjective in self.adjectives)

    def _build(self) -> str:
        noun = self.noun
        front = [a for a in self.adjectives if a.stands_before]
        back = [a.agreed(self.gender, self.number) for a in self.adjectives if not a.stands_before]
        attached = [text for text in back if is_complement(text)]
        agreed = [text for text in back if not is_complement(text)]
        parts = [noun, self.of, *attached, " et ".join(agreed)]
        text = " ".join(part.replace("'", "’") for part in parts if part)
        for adjective in reversed(front):
            form = adjective.agreed(self.gender, self.number)
            if self.gender == "m" and self.number == "s":
                h = self.h if text.startswith(noun) else None
                form = agreement.before_noun(adjective.lemma, text, self.gender, self.number, h)
            text = f"{form} {text}"
        return text

    @property
    def vowel(self) -> bool:
        """Whether what comes before the whole is elided."""
        return begins_with_vowel(self.core, None if self.has_front_adjective else self.h)

    @property
    def indefinite(self) -> str:
        """With un, une or des ("de" before an adjective: "de grandes pinces")."""
        if self.number == "p":
            return self.de if self.has_front_adjective else f"des {self.core}"
        return f"{'un' if self.gender == 'm' else 'une'} {self.core}"

    @property
    def definite(self) -> str:
        """With le, la, l’ or les."""
        return self._with("le", "la", "les")

    @property
    def de(self) -> str:
        """After a bare "de": "de hibou rouillé", "d’aspirateur"."""
        return elided("de", self.core, None if self.has_front_adjective else self.h) + self.core

    @property
    def du(self) -> str:
        """With "de" and the definite article: du, de la, de l’, des."""
        return self._with("du", "de la", "des", "de l’")

    @property
    def au(self) -> str:
        """With "à" and the definite article: au, à la, à l’, aux."""
        return self._with("au", "à la", "aux", "à l’")

    @property
    def quelque(self) -> str:
        """With quelque or quelques."""
        return f"quelque{'s' if self.number == 'p' else ''} {self.core}"

    @property
    def ce(self) -> str:
        """With ce, cet, cette or ces."""
        if self.number == "p":
            return f"ces {self.core}"
        if self.gender == "f":
            return f"cette {self.core}"
        return f"{'cet' if self.vowel else 'ce'} {self.core}"

    def possessed(self, person: Literal["je", "il"]) -> str:
        """With mon/son, ma/sa, mes/ses: "son antenne", because of the vowel."""
        return possessive(person, self.gender, self.number, self.vowel) + " " + self.core

    def _with(self, masculine: str, feminine: str, plural: str, vowel: str = "l’") -> str:
        if self.number == "p":
            return f"{plural} {self.core}"
        if self.vowel:
            return vowel + self.core
        return f"{masculine if self.gender == 'm' else feminine} {self.core}"


def possessive(person: Literal["je", "il"], gender: Gender, number: Number, vowel: bool) -> str:
    """mon, ma, mes (`je`) or son, sa, ses; the masculine form before a vowel."""
    letter = "m" if person == "je" else "s"
    if number == "p":
        return letter + "es"
    return letter + ("on" if gender == "m" or vowel else "a")


def is_complement(text: str) -> bool:
    """Whether an "adjective" is a complement that clings to the noun ("à ressort", "en fer", "d’occasion")."""
    return text.startswith(("à ", "en ", "de ", "d’", "sans ", "du ", "des ", "sous ", "au ", "aux "))
