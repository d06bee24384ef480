"""The nine slots of a creature: the same in every lexicon, so that lexicons combine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Strip = Literal["head", "body", "limbs"]
SlotKind = Literal["noun", "clause"]

# Slot → what its traits say: a noun (with the strip that pictures it) or a clause. In the order of the wheels.
SLOTS: Mapping[str, SlotKind] = {
    "tete": "noun",
    "corps": "noun",
    "membres": "noun",
    "energie": "clause",
    "habitude": "clause",
    "secret": "clause",
    "peur": "clause",
    "souhait": "clause",
    "parole": "clause",
}
STRIPS: Mapping[str, Strip] = {"tete": "head", "corps": "body", "membres": "limbs"}
