"""What is said for formulas of sciences: NaCl, Cu²⁺, λ, f(x), v = d/t, 2x - 5 = 3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.initials import spelt

_TWO_LETTERS = "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Br|Ag|Sn|Ba|Au|Hg|Pb"
_ELEMENT = rf"(?:{_TWO_LETTERS}|[HBCNOFPSKIU])"
# Engines spell what is in capitals and figures alone; a small letter makes them see words.
_MOLECULE = re.compile(
    rf"(?<![\w.'-])(?=[A-Z\d]*[A-Z][a-z])(?:(?:{_ELEMENT}\d{{0,2}}){{2,8}}|(?:{_TWO_LETTERS})\d)(?![\w'])"
)
_SYMBOL = re.compile(_ELEMENT + r"|\d+")
_CHARGED = re.compile(rf"(?<![\w'])((?:{_ELEMENT}\d?){{1,3}})(?= \d? ?(?:plusse|moins)(?: |$))")
_SIGNED = re.compile(r"(?<![\w'])(Na|K|Li|Ag|H|Cl|Br|I|OH|NH4|NO3|H3O|HO)([+-])(?![\w+-])")
_IN_BRACKETS = re.compile(r"(?<= \()(Fe|Cu|Au|Ag|Na|Zn|Pb|Hg|Al|Cl|Ca|Mg|He|Li|Ti)(?=\))")
_ARROW = re.compile(r"(?<=[A-Z\d)] )(→|->)(?= (?:\d{1,2} ?)?[A-Z])")
_GREEK = re.compile(r"(?<![Ͱ-Ͽ])[ΔΣΦΨΓαβγδεηθλμνρστφψω](?![Ͱ-Ͽ])")
_NAMES = {
    "Δ": "delta", "Σ": "sigma", "Φ": "fi", "Ψ": "psi", "Γ": "gamma", "α": "alfa", "β": "bêta", "γ": "gamma",
    "δ": "delta", "ε": "epsilone", "η": "êta", "θ": "têta", "λ": "lambda", "μ": "mu", "ν": "nu", "ρ": "rô",
    "σ": "sigma", "τ": "tau", "φ": "fi", "ψ": "psi", "ω": "oméga",
}  # fmt: skip
_FUNCTION = re.compile(r"(?<![\w'])[fgh](\()(?=(?:[xyztnab]|-?\d{1,4})\))")
_LETTERS_DIVIDED = re.compile(r"(?<=[=≈] )[A-Za-zρ]( ?/ ?)[A-Za-zΔ](?![^\W\d_]{2}|/)")
_COMPARES = re.compile("[=<>≤≥≠]")
# A minus between terms, of which one at least is no number: 2x - 5, a - b, 2x-5.
_TERMS = re.compile(
    r"(?<![^\W\d_]{2} )(?<=[a-z)²³] )[-–](?= (?:\d|\(|[a-z](?![^\W\d_])))|"
    r"(?<=\d )[-–](?= (?:\d{0,4}[a-z]|\()(?![^\W\d_]))|"
    r"(?:(?<=\d[a-z])|(?<=[a-z][²³]))[-–](?=\d|[a-z](?![^\W_]))"
)
_LINE = re.compile(r"[^\n]+")
_DOTTED_TIMES = re.compile(r"(?<=\d) ?[·⋅] ?(?=\d)")
_BELONGS = re.compile(r"(?<=[\w)] )∈(?= )")
_TIMES_MORE = re.compile(r"(?<=\d)x(?= (?:plus|moins)\b)")
_DAYS_BEFORE = re.compile(r"(?<![\w'-])[JH](-)(?=\d{1,3}(?![\w-]))")
_RATIO = re.compile(r"(?i)\bratio\b[^\d.!?\n]{0,24}\d+( ?: ?)(?=\d)")


def formulas(text: str) -> Iterator[Edit]:
    """NaCl, Na+, Cu²⁺, le fer (Fe), CH4 → CO2."""
    for match in _MOLECULE.finditer(text):
        yield [Part(*match.span(), _read(match[0]))]
    for match in _CHARGED.finditer(text):
        yield [Part(*match.span(), _read(match[1]))]
    for match in _SIGNED.finditer(text):
        yield [Part(*match.span(1), _read(match[1])), Part(*match.span(2), " plusse" if match[2] == "+" else " moins")]
    for match in _IN_BRACKETS.finditer(text):
        yield [Part(*match.span(), spelt(match[0].upper()))]
    for match in _ARROW.finditer(text) if "+" in text else ():
        yield [Part(*match.span(), "donne")]


def _read(molecule: str) -> str:
    return " ".join(piece if piece.isdigit() else spelt(piece.upper()) for piece in _SYMBOL.findall(molecule))


def letters(text: str) -> Iterator[Edit]:
    """λ, Δt, f(x), v = d/t, 2x - 5 = 3, 2,5·10³, 2x plus, J-3, x ∈ [0 ; 5], un ratio 2:3."""
    for match in _GREEK.finditer(text):
        yield [Part(*match.span(), f" {_NAMES[match[0]]} ")]
    for match in _FUNCTION.finditer(text):
        yield [Part(*match.span(1), " de ")]
    for match in _DOTTED_TIMES.finditer(text):
        yield [Part(*match.span(), " fois ")]
    for match in _TIMES_MORE.finditer(text):
        yield [Part(*match.span(), " fois")]
    for match in _DAYS_BEFORE.finditer(text):
        yield [Part(*match.span(1), " moins ")]
    for match in _BELONGS.finditer(text):
        yield [Part(*match.span(), "appartient à")]
    for match in _RATIO.finditer(text):
        yield [Part(*match.span(1), " pour ")]
    if not _COMPARES.search(text):
        return
    for match in _LETTERS_DIVIDED.finditer(text):
        yield [Part(*match.span(1), " sur ")]
    for line in _LINE.finditer(text):
        for match in _TERMS.finditer(line[0]) if _COMPARES.search(line[0]) else ():
            yield [Part(line.start() + match.start(), line.start() + match.end(), " moins ")]
