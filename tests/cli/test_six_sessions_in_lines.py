"""The whole sequence, from the first session to the last, by lines alone: nothing of it needs the app."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = """Quand la nuit tombe, je sors de la machine à laver et je compte les étoiles dans la soupe. La lune me regarde,
mais je ne dis rien. Personne ne sait que je dors dans la boîte du facteur et que je mange des boulons le matin.
Le chat du voisin chante dans la nuit. Le facteur chante aussi, mais personne ne répond. Quand il pleut, je prends la
clé du garage et je pars dans la rue avec la lune. La rue est longue et la nuit est courte. Un matin, le chat a mangé
la clé. Depuis, je dors dans la rue et la lune dort dans le garage. Personne ne cherche la clé, mais moi, je cherche
encore la lune dans la soupe du voisin."""


@pytest.mark.slow
def test_the_six_sessions_are_done_line_by_line(line: Any) -> None:
    def act(*words: str, answers: tuple[str, ...] = ()) -> str:
        said: str = line("act", "les-ours", *words, answers=answers)
        return said

    def activity(number: str, *answers: str) -> str:
        return act("activité", number, answers=answers)

    (line.home / "nuit.txt").write_text(TEXT, encoding="utf-8")
    line("class", "--new", "5e B", "--group", "Les Ours")
    # session 1
    activity("1.1")
    activity("1.2", *["1"] * 6, "oui", *["2"] * 6, "non")
    activity("1.3", *["un phare", "le grave"] * 5)
    activity("1.4", "Une machine est un robot quand elle décide.", "")
    activity("1.5")
    for _draw in range(3):
        act("tourner")
    act("nommer", "Zig", "Zag")
    activity("1.6", "Mais qui parle ?", "")
    # session 2
    activity("2.1")
    activity("2.2", "27", "oui", "1000", "non")
    activity("2.3")
    act("verrouiller", "tête")
    act("verrouiller", "peur")
    for _draw in range(3):
        act("tourner")
    activity("2.4")
    act("déverrouiller", "tête")
    heads = line.data("act", "les-ours", "traits", "tête")["result"]
    for head in list(heads)[:4]:
        act("choisir", "tête", head)
    activity("2.5")
    act("inventer", "souhait", "verbe=collectionner", "suite=les flaques")
    activity("2.6", "Nous avons choisi la tête.", "")
    # session 3
    for number in ("3.1", "3.2", "3.3"):
        activity(number)
    activity("3.4", "d", "m", "f")
    assert "écrire" in activity("3.5")
    act("écrire", str(line.home / "nuit.txt"))
    act("partager", "nuit")
    act("fabriquer")
    activity("3.6", "Le perroquet sait répéter, mais il ne sait pas pourquoi.", "")
    # session 4
    activity("4.1")
    act("régler", "départ=non")
    for order in ("1", "2", "3"):
        act("régler", f"ordre={order}")
        for seed in range(3):
            act("fabriquer", "--seed", f"{order}{seed}")
    activity("4.2", "1", "1", "4", "1", "oui", "2", "5", "1", "non")
    activity("4.3", "3")
    for phrase in ("2", "3", "4", "5"):
        act("garder", phrase)
    activity("4.4", "2", "40", "10", "10", "30", "10", "parce que nous avons choisi")
    activity("4.5", "Tirée par la machine, choisie par nous.", "")
    # session 5
    activity("5.1", *["un gardien", "l’écho"] * 5)
    activity("5.2", "Nous avons tous vu un gardien.", "")
    activity("5.3")
    act("accorder", "vitesse=180")
    activity("5.4", "Une seule voix, et cinq personnes qui l’ont prêtée.", "")
    activity("5.5")
    act("dire")
    activity("5.6")
    act("dire")
    # session 6
    activity("6.1", *["1"] * 300)
    said = activity("6.2", *["1", "2"] * 5)
    assert "Ton groupe" in said
    activity("6.3", "1")
    act("interroger")
    activity("6.4", "Auteur, non ; complice, oui : il tire, nous gardons.", "")
    activity("6.5", *["3"] * 6, "oui", *["4"] * 6, "non")
    activity("6.6")
    act("dire")
    act("portrait")

    places = line.data("act", "les-ours", "étape")["result"]
    assert [place["number"] for place in places if not place["done"]] == []
    assert "Zig Zag" in line("replay", "les-ours", "--plain")
    row = line.data("class", "5e B")[0]
    assert row["kept"] == 4
    assert not row["trouble"]
