"""The drawings that ship: they all load, join, speak and blink."""

from itertools import combinations, product
from pathlib import Path

import pytest

from bestio.documents import yamlio
from bestio.errors import Problem
from bestio.persona.portrait import HEIGHT, HEIGHTS, WIDTH, Look, Part, Strips, draw, draw_strip, read_strips
from bestio.persona.portrait_strip import KINDS, NECK, SECTIONS, WAIST

LEXICONS = Path(__file__).parents[2] / "lexicons"


@pytest.fixture(scope="module")
def strips() -> Strips:
    problems: list[Problem] = []
    found = {}
    for path in sorted(LEXICONS.glob("portraits*.yaml")):
        found.update(read_strips(yamlio.read(path), problems.append))
    assert problems == []
    return found


def ids(strips: Strips, kind: str) -> list[str]:
    return [strip.id for strip in strips.values() if strip.kind == kind]


def test_every_combination_joins_at_the_neck_and_the_waist(strips: Strips) -> None:
    neck, waist = HEIGHTS["head"], HEIGHTS["head"] + HEIGHTS["body"]
    drawn = {(k, i): draw_strip(strips, k, Part(i)) for k in KINDS for i in ids(strips, k)}
    for head, body, limbs in product(*(ids(strips, kind) for kind in KINDS)):
        rows = drawn["head", head] + drawn["body", body] + drawn["limbs", limbs]
        assert len(rows) == HEIGHT
        assert all(rows[y][x] is not None for y in (neck - 1, neck) for x in NECK), (head, body)
        assert all(rows[y][x] is not None for y in (waist - 1, waist) for x in WAIST), (body, limbs)


def test_every_mouth_and_every_eye_moves(strips: Strips) -> None:
    for head in ids(strips, "head"):
        shapes = {str(draw_strip(strips, "head", Part(head), mouth=opening)) for opening in (0, 1, 2)}
        assert len(shapes) == 3, head
        awake, asleep = (draw_strip(strips, "head", Part(head), eyes=eyes) for eyes in ("open", "closed"))
        changed = sum(
            a != b for above, below in zip(awake, asleep, strict=True) for a, b in zip(above, below, strict=True)
        )
        assert changed >= 4, head


def test_every_livery_changes_every_strip(strips: Strips) -> None:
    for strip in strips.values():
        plain = draw_strip(strips, strip.kind, Part(strip.id))
        for livery in strip.liveries:
            assert draw_strip(strips, strip.kind, Part(strip.id, livery)) != plain, (strip.key, livery)


def test_strips_fill_their_frame_and_say_what_they_picture(strips: Strips) -> None:
    assert set(SECTIONS) == {strip.kind for strip in strips.values()}
    for strip in strips.values():
        columns = {x for row in strip.rows for x, letter in enumerate(row) if letter != "."}
        assert len(columns) >= 14, strip.key
        assert strip.words, strip.key


def test_no_two_strips_of_a_kind_look_alike(strips: Strips) -> None:
    for kind in KINDS:
        drawn = {strip.id: "".join(strip.rows) for strip in strips.values() if strip.kind == kind}
        for one, other in combinations(drawn, 2):
            differing = sum(a != b for a, b in zip(drawn[one], drawn[other], strict=True))
            assert differing >= 80, (kind, one, other)


def test_a_whole_creature_is_drawn_in_its_frame(strips: Strips) -> None:
    look = Look.named(ids(strips, "head")[0], ids(strips, "body")[0], ids(strips, "limbs")[0])
    pixels = draw(strips, look)
    assert len(pixels) == HEIGHT
    assert {len(row) for row in pixels} == {WIDTH}
