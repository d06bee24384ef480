"""What a teacher writes and YAML reads otherwise: told with the line and a remedy, in the file's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.cli.checker import Checker
from bestio.documents import yamlio
from bestio.documents.blanks import NO_BREAK, ODD, mend
from bestio.library import Library

ROOT = Path(__file__).parents[2]
VOICE = """bestio: voice/1
id: robot-test
title: Robot de la mare
description: Une voix de vis.
engine: espeak
language: fr
rate: 150
timbre:
  pitch_hz: [190, 280]
  formants: 1.36
effects:
  - {type: gsm}
"""
LEXICON = """bestio: lexicon/1
id: mini
title: Mini
language: fr
slots:
  tete:
    title: La tête
    strip: head
    traits:
      poisson:
        noun: {lemma: poisson, gender: m}
        adjectives: [mal luné]
        says: [blub, "blub, non"]
      meduse:
        noun: {lemma: méduse, gender: f}
  peur:
    title: Sa peur
    traits:
      orage:
        clause: "{craindre} l’orage"
sources:
  nuit:
    author: Bestio
    title: La nuit
    text: |
      La nuit : tout dort #3.
"""
GUARD = "bestio: guard/1\ntitle: Garde\nblock:\n  - zut\n  - flûte alors\nwarn: [crotte]\n"


def told(
    text: str, tmp_path: Path, name: str = "robot-test.yaml", encoding: str = "utf-8"
) -> list[tuple[int, str, str]]:
    """Line, level, message and hint of what the check says."""
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return [
        (p.where.line or 0, p.level, f"{p.message} {p.hint}".replace("\u00a0", " ").replace("\u202f", " "))
        for p in Checker(Library(ROOT, tmp_path / "workspace")).file(path)
    ]


def changed(sound: str, old: str, new: str) -> str:
    assert old in sound
    return sound.replace(old, new, 1)


MISTAKES = {
    "a dash for a hyphen": (VOICE, "  - {type: gsm", "  – {type: ring, hz: 38", 12, "error", "tiret court du clavier"),
    "a bullet for a hyphen": (VOICE, "  - {type: gsm", "  • {type: ring, hz: 38", 12, "error", "« • » ne commence pas"),
    "a stuck hyphen": (VOICE, "  - {type: gsm", "  -{type: ring, hz: 38", 12, "error", "espace après le tiret"),
    "a semicolon between braces": (VOICE, "{type: gsm}", "{type: ring; hz: 38}", 12, "error", "une virgule entre"),
    "an end in the middle": (VOICE, "effects:", "...\neffects:", 11, "error", "termine le fichier"),
    "the marks of a message": (VOICE, "bestio:", "```yaml\nbestio:", 1, "error", "Retirez cette ligne"),
    "a margin before the first line": (VOICE, "bestio:", " bestio:", 1, "error", "Retirez les espaces"),
    "a French name": (VOICE, "rate: 150", "vitesse: 150", 7, "error", "Peut-être « rate »"),
    "a misspelt choice": (VOICE, "type: gsm", "type: rign", 12, "error", "Peut-être « ring »"),
    "a French choice": (VOICE, "type: gsm", "type: écho", 12, "error", "Peut-être « delay »"),
    "a capital in a choice": (VOICE, "espeak", "Espeak", 5, "error", "Peut-être « espeak »"),
    "curly marks round a choice": (VOICE, "type: gsm", "type: “gsm”", 12, "error", "Peut-être « gsm »"),
    "accents read twice": (VOICE, "Une voix", "Une voix dâ€™Ã©tÃ©", 4, "warning", "« â€™ »"),
    "a mark that none opens": (VOICE, "de la mare", 'de la mare"', 3, "warning", "qu’aucun n’ouvre"),
    "numbers for texts": (LEXICON, '[blub, "blub, non"]', "[1, 2]", 13, "error", "entre guillemets"),
    "a comma in a number between braces": (
        LEXICON, "adjectives: [mal luné]", "voice: {pitch: 0,8}", 12, "error", "« 8 » n’est pas connu ici",
    ),
    # a voice: what is replaced, by what, the line, the level, a piece of the message
    "no space": (VOICE, "rate: 150", "rate:150", 7, "error", "Écrivez « rate: 150 »"),
    "no space on the first line": (VOICE, "bestio: voice/1", "bestio:voice/1", 1, "error", "« bestio: voice/1 »"),
    "no space on the last": (VOICE, "{type: gsm}", "{type:gsm}", 12, "error", "une espace après le deux-points"),
    "no space before a list": (VOICE, "pitch_hz: [", "pitch_hz:[", 9, "error", "« pitch_hz: [190, 280] »"),
    "no colon": (VOICE, "engine: espeak", "engine espeak", 5, "error", "un deux-points après la clé"),
    "a no-break space before": (VOICE, "title:", "title\u00a0:", 3, "error", "insécable avant le deux-points"),
    "a narrow one": (VOICE, "title:", "title\u202f:", 3, "error", "insécable avant le deux-points"),
    "a no-break space after": (VOICE, "title: ", "title:\u00a0", 3, "error", "insécable après le deux-points"),
    "on both sides": (VOICE, "timbre:", "timbre\u00a0:\u00a0", 8, "error", "insécable avant le deux-points"),
    "in an indentation": (VOICE, "  formants", "\u00a0\u00a0formants", 10, "error", "insécable au début"),
    "in half of one": (VOICE, "  formants", " \u00a0formants", 10, "error", "insécable au début"),
    "after a hyphen": (VOICE, "  - {", "  -\u00a0{", 12, "error", "insécable après le tiret"),
    "before a hyphen": (VOICE, "  - {", "\u00a0\u00a0- {", 12, "error", "insécable au début"),
    "what nobody sees": (VOICE, "title:", "title\u200b:", 3, "error", "caractère invisible"),
    "a tab": (VOICE, "  formants", "\tformants", 10, "error", "tabulation"),
    "a tab after a hyphen": (VOICE, "  - {", "  -\t{", 12, "error", "tabulation"),
    "a hash": (VOICE, "Une voix de vis.", "La note #3 du robot", 4, "warning", "« #3 du robot » n’est pas lu"),
    "a hash and a space": (VOICE, "Une voix de vis.", "La note # 3", 4, "warning", "« # 3 » n’est pas lu"),
    "a hash at once": (VOICE, "Une voix de vis.", "#robot", 4, "warning", "« #robot » n’est pas lu"),
    "marks in marks": (VOICE, "Une voix de vis.", '"Il dit "boum" fort"', 4, "error", "écrivez « … », ou bien \\\""),
    "marks at the end": (VOICE, "Une voix de vis.", '"Il dit "boum""', 4, "error", "un guillemet ferme"),
    "marks at the start": (VOICE, "Une voix de vis.", '"Boum" dit-il', 4, "error", "un guillemet ferme"),
    "an apostrophe": (VOICE, "Une voix de vis.", "'L'été'", 4, "error", "une apostrophe ferme"),
    "an open mark": (VOICE, "Robot de la mare", '"Robot de la mare', 3, "error", "n’est pas fermé"),
    "an open apostrophe": (VOICE, "Robot de la mare", "'Robot de la mare", 3, "error", "n’est pas fermé"),
    "an open mark before another": (
        VOICE, "Robot de la mare\ndescription: Une voix de vis.", '"Robot\ndescription: "Oui"', 3, "error", "pas fermé",
    ),
    "an open bracket": (VOICE, "280]", "280", 9, "error", "« [ » qui s’ouvre sur cette ligne"),
    "an open brace": (VOICE, "gsm}", "gsm", 12, "error", "« { » qui s’ouvre sur cette ligne"),
    "a bracket too many": (VOICE, "280]", "280]]", 9, "error", "n’a pas été ouvert"),
    "another bracket": (VOICE, "280]", "280}", 9, "error", "Écrivez « ] »"),
    "a list for a text": (VOICE, "Robot de la mare", "[Robot]", 3, "error", "« [ » ouvre une liste"),
    "a group for a text": (VOICE, "Robot de la mare", "{Robot}", 3, "error", "« { » ouvre une liste"),
    "a word in brackets": (VOICE, "Robot de la mare", "[Robot] de la mare", 3, "error", "« [ » au début"),
    "a name for a word": (VOICE, "Robot de la mare", "&robot de la mare", 3, "warning", "« &robot » au début"),
    "a colon": (VOICE, "Robot de la mare", "Robot : de la mare", 3, "error", "entre guillemets"),
    "a colon in curly marks": (VOICE, "Robot de la mare", "“Robot: la mare”", 3, "error", "guillemets droits"),
    "a hyphen alone": (VOICE, "  - {type", "  -{type", 12, "warning", "après le tiret"),
    "a long dash": (VOICE, "  - {type", "  – {type", 12, "warning", "tiret court du clavier"),
    # a lexicon
    "a no-break space in brackets": (LEXICON, "{lemma: poisson", "{lemma:\u00a0poisson", 11, "error", "insécable"),
    "one before a key": (LEXICON, "poisson, gender", "poisson,\u00a0gender", 11, "error", "entre les crochets"),
    "no space between brackets": (LEXICON, "gender: m", "gender:m", 11, "error", "« gender: m »"),
    "curly marks in a list": (LEXICON, "[blub, ", "[“blub, non”, ", 13, "warning", "guillemets droits"),
    "French marks in a list": (LEXICON, "[blub, ", "[« blub, non », ", 13, "warning", "« « blub, non » »"),
    "parentheses in a list": (LEXICON, "[blub, ", "[blub (non, oui), ", 13, "warning", "en deux"),
    "a hash between brackets": (LEXICON, "[blub, ", "[blub #1, ", 13, "error", "« # » après une espace"),
    "a star": (LEXICON, "mal luné", "*mal luné", 12, "error", "« * »"),
    "no quotation marks": (LEXICON, '"{craindre} l’orage"', "{craindre} l’orage", 20, "error", 'clause: "{craindre}'),
    "a key of one entry": (LEXICON, "clause: ", "clause:\u00a0", 20, "error", "insécable après"),
    "a title of nothing": (LEXICON, "title: Mini", "title: [Mini, Maxi]", 3, "error", "un texte"),
    # the word guard
    "a word with a hash": (GUARD, "- zut", "- zut #1", 4, "warning", "« #1 » n’est pas lu"),
    "words on one line": (GUARD, "- zut", "- zut, flûte", 4, "warning", "la virgule ne sépare pas"),
    "a sign": (GUARD, "- zut", "- @zut", 4, "error", "« @ » au début"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["", "windows"])
def test_a_mistake_is_told_where_it_was_made(mistake: str, end: str, tmp_path: Path) -> None:
    sound, old, new, line, level, says = MISTAKES[mistake]
    name = {VOICE: "robot-test.yaml", LEXICON: "mini.yaml", GUARD: "garde.yaml"}[sound]
    assert told(sound.replace("\n", end), tmp_path, name) == []
    found = told(changed(sound, old, new).replace("\n", end), tmp_path, name)
    assert (line, level) in [(at, grade) for at, grade, _said in found], found
    assert any(says.lower() in said.lower() for at, _grade, said in found if at == line), found


@pytest.mark.parametrize(
    "sign",
    ["!", "! ", "!!", "%", "@", "`", "*", "* ", "**", "& ", "|", "| ", ">", "> ", "- ", "? ", ": ", ", ", "] ", "} "],
)
@pytest.mark.parametrize("place", ["title: {}Robot", "description: {}boum.", "base: {}x"])
def test_a_sign_at_the_start_of_a_text_is_named(sign: str, place: str, tmp_path: Path) -> None:
    key = place.partition(":")[0]
    old = next((line for line in VOICE.split("\n") if line.startswith(f"{key}:")), "engine: espeak")
    new = place.format(sign) + ("\nengine: espeak" if old.startswith("engine") else "")
    found = told(changed(VOICE, old, new), tmp_path)
    line = VOICE.split("\n").index(old) + 1
    assert [at for at, _level, _said in found] == [line]
    assert f"{sign.strip()[0]}" in found[0][2]
    assert "guillemets" in found[0][2] or sign == ", "


@pytest.mark.parametrize(
    "text",
    [
        VOICE.replace("rate: 150", "rate: 150 # mots par minute"),
        VOICE.replace("rate: 150", "rate: 150 #mots"),
        VOICE.replace("engine: espeak", "engine: espeak   # le moteur"),
        VOICE.replace("engine: espeak", "engine: espeak # le moteur"),
        VOICE.replace("Une voix de vis.", '"La note #3 du robot"'),
        VOICE.replace("Une voix de vis.", "Une voix à 3#4 vis."),
        VOICE.replace("Une voix de vis.", "Une voix\u00a0:\u00a0celle de vis\u202f!"),
        VOICE.replace("Une voix de vis.", "« Une voix, de vis »"),
        VOICE.replace("Une voix de vis.", "Une voix de vis.\u00a0"),
        VOICE.replace("Une voix de vis.", '"Une voix: “vis”, (bof) & co"'),
        VOICE.replace("timbre:\n", "timbre: # la gorge\n"),
        VOICE.replace("timbre:\n", "# timbre:150 et « rien, du tout\ntimbre:\n"),
    ],
)
def test_what_is_right_is_left_in_peace(text: str, tmp_path: Path) -> None:
    assert text != VOICE
    assert told(text, tmp_path) == []


@pytest.mark.parametrize(
    "says",
    [
        '[bip, "blub, non"]',
        '["« blub, non »"]',
        "[« blub », « non »]",
        "[“blub”, “non”]",
        "[blub :), bip (1)]",
        "[l’eau, l'air]",
    ],
)
def test_marks_that_hold_one_word_are_left_in_peace(says: str, tmp_path: Path) -> None:
    assert told(changed(LEXICON, '[blub, "blub, non"]', says), tmp_path, "mini.yaml") == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"])
def test_a_file_is_checked_as_the_app_reads_it(encoding: str, tmp_path: Path) -> None:
    text = VOICE.replace("Une voix", "La voix rouillée")
    assert told(text, tmp_path, encoding=encoding) == []
    broken = told(text.replace("rate: 150", "rate:150"), tmp_path, encoding=encoding)
    assert [at for at, _level, _said in broken] == [7]
    assert yamlio.kind_of(tmp_path / "robot-test.yaml") == "voice"


@pytest.mark.parametrize(
    "first", ["bestio\u00a0: voice/1", "bestio:\u00a0voice/1", "bestio:voice/1", '"bestio": voice/1']
)
def test_the_kind_of_a_file_is_known_though_its_first_line_is_wrong(first: str, tmp_path: Path) -> None:
    found = told(changed(VOICE, "bestio: voice/1", first), tmp_path)
    assert all(at == 1 for at, _level, _said in found)
    assert not any("sorte de fichier" in said for _at, _level, said in found)


def test_the_beginning_of_a_file_may_end_within_a_letter() -> None:
    raw = "bestio: voice/1\ntitle: é".encode()
    assert yamlio.decode(raw[:-1], beginning=True) == "bestio: voice/1\ntitle: "
    assert yamlio.decode("été".encode("cp1252")) == "été"


def test_odd_blanks_are_read_as_spaces_and_kept_in_texts() -> None:
    text = 'a\u00a0: Où\u00a0?\nb:\u202f[x,\u00a0y]\nc:\n\u00a0\u00a0d: "\u00a0z"\ne: |\n  Il dit\u00a0:\u00a0« oui »\n'
    assert yamlio.parse(text).data == {
        "a": "Où\u00a0?", "b": ["x", "y"], "c": {"d": "\u00a0z"}, "e": "Il dit\u00a0:\u00a0« oui »\n",
    }  # fmt: skip
    prose = "liste:\n  - Attention\u00a0:\u00a0danger\n  - [« Non\u00a0:\u00a0jamais »]\n"
    assert yamlio.parse(prose).data == {"liste": ["Attention\u00a0:\u00a0danger", ["« Non\u00a0:\u00a0jamais »"]]}


@given(st.text(alphabet=f"ab:-{{}}[]\"'|#, \n{ODD}", max_size=60))
def test_mending_changes_blanks_only(text: str) -> None:
    mended, slips = mend(text)
    spared = str.maketrans("", "", " " + ODD)
    assert mended.translate(spared) == text.translate(spared)
    assert mended.count("\n") == text.count("\n")
    assert (mended == text) == (slips == [])
    assert all(0 <= slip.line <= text.count("\n") for slip in slips)


@given(st.text(alphabet=f"ab:-{{}}[]\"'|#&*!, \n\t{NO_BREAK}", max_size=60))
def test_any_text_is_looked_at_without_harm(text: str) -> None:
    for problem in yamlio.slips(text, "f.yaml"):
        assert problem.where.line is not None
        assert 1 <= problem.where.line <= text.count("\n") + 1
        assert problem.message
        assert problem.hint
