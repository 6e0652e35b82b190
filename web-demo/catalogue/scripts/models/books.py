# SPDX-License-Identifier: Apache-2.0
"""Cloth-bound books and notebooks."""

import materials as m
import shapes as s


def _book(width, height, thick, cover, ink, title=None, at=(0, 0, 0), turn=0, band=None, size=None):
    """A closed hardback lying on its back, spine to the left, front cover up."""
    import bpy

    before = set(bpy.data.objects)
    board = 0.003
    s.box(width - 0.006, height - 0.008, thick - 2 * board, m.pages("Z"), 0.0004, at=(0.003, 0, thick / 2))
    cloth = m.fabric(cover, 0.0008, 0.16, kind="Object", sheen=0.2, bump=0.5)
    for z in (board / 2, thick - board / 2):
        s.box(width, height, board, cloth, 0.0012, at=(0, 0, z))
    spine = s.curve([(0, 0), (-0.004, thick * 0.2), (-0.0055, thick * 0.5), (-0.004, thick * 0.8), (0, thick)], 6)
    s.sweep([(-width / 2 + 0.001, -height / 2, 0), (-width / 2 + 0.001, 0, 0), (-width / 2 + 0.001, height / 2, 0)],
            [(q.x, q.y) for q in spine] + [(0.003, thick), (0.003, 0)], cloth, up=(0, 0, 1))
    top = thick + 0.0002
    if band:
        s.box(width * 0.016 + 0.003, height + 0.002, 0.001, m.paint(band, 0.7), 0.0004, at=(width * 0.36, 0, top))
    if title:
        # Foil shows the ceiling, which is dark here: gold print reads better than gold leaf.
        print_ = m.paint("#dcb877", 0.35) if ink == "gold" else m.paint(ink, 0.6)
        s.letters(title, size or width * 0.13, print_, lead=0.95,
                  at=(0.004, height * 0.2, top))
        s.box(width * 0.16, 0.0008, 0.0003, print_, 0.0001,
              at=(0.004, -height * 0.36, top))
    import math

    from mathutils import Matrix

    bpy.context.view_layer.update()
    move = Matrix.Translation(at) @ Matrix.Rotation(math.radians(turn), 4, "Z")
    for made in set(bpy.data.objects) - before:
        made.matrix_world = move @ made.matrix_world


def book(cover="oxblood", ink="gold", title="The Quiet\nHouse", width=0.15, height=0.22, thick=0.028, band=None):
    """One book, seen from above its foot."""
    _book(width, height, thick, cover, ink, title, band=band)
    return {"pitch": 48, "turn": -16, "fill": 0.7}


def stack(covers=("sage", "bone", "rust"), titles=None, ink="gold"):
    """A pile; each lies a little askew."""
    z = 0.0
    sizes = [(0.2, 0.27, 0.034), (0.18, 0.25, 0.028), (0.155, 0.22, 0.024)]
    for k, (cover, (width, height, thick)) in enumerate(zip(covers, sizes)):
        _book(width, height, thick, cover, ink, titles if k == len(covers) - 1 else None, at=(0.004 * k, 0.003 * k, z),
              turn=(-4, 5, -7)[k])
        z += thick
    return {"pitch": 26, "turn": -24, "shape": "wide"}


def notebook(cover="ink", band="rust", width=0.14, height=0.21, thick=0.016, title=None, ink="gold"):
    """A soft book with an elastic band."""
    _book(width, height, thick, cover, ink, title, band=band)
    return {"pitch": 46, "turn": -18, "fill": 0.7}
