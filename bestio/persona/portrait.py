"""Portraits: pixel strips that always join, read from lexicons and drawn as half blocks.

The one place to import portraits from; files of pictures are made by `bestio.export.picture`.
"""

from bestio.persona.portrait_colour import FLAT, RGB
from bestio.persona.portrait_drawing import Cell, Pixels, draw, draw_strip, enlarge, half_blocks, shrink
from bestio.persona.portrait_gaze import AHEAD, Gaze
from bestio.persona.portrait_look import Look, Part, choose_look, choose_part, find_strip, gather_strips
from bestio.persona.portrait_reader import read_strips
from bestio.persona.portrait_strip import HEIGHT, HEIGHTS, KINDS, WIDTH, Eyes, Kind, Livery, Opening, Strip, Strips

__all__ = [
    "AHEAD",
    "FLAT",
    "HEIGHT",
    "HEIGHTS",
    "KINDS",
    "RGB",
    "WIDTH",
    "Cell",
    "Eyes",
    "Gaze",
    "Kind",
    "Livery",
    "Look",
    "Opening",
    "Part",
    "Pixels",
    "Strip",
    "Strips",
    "choose_look",
    "choose_part",
    "draw",
    "draw_strip",
    "enlarge",
    "find_strip",
    "gather_strips",
    "half_blocks",
    "read_strips",
    "shrink",
]
