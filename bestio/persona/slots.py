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
# Slot → the kinds that its traits may say they are of (`kind:` in a lexicon), so that what leads in to them fits. What
# fits any leads in to a trait without one: a kind is a help, never asked for.
#   energie: food is eaten or drunk, fuel is burnt or run on, charge is taken in, work is done for it
#   peur: worry for what could be, shake at what is there, flee from it, wary of it
KINDS: Mapping[str, tuple[str, ...]] = {
    "energie": ("food", "fuel", "charge", "work"),
    "peur": ("worry", "shake", "flee", "wary"),
}
STRIPS: Mapping[str, Strip] = {"tete": "head", "corps": "body", "membres": "limbs"}
