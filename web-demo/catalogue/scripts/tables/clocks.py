# SPDX-License-Identifier: Apache-2.0
from tables.row import row

SHELF, WALL = "Clocks > Shelf clocks", "Clocks > Wall clocks"

ROWS = [
    row("clo-round-brass", "Round shelf clock", "Aldous Merrow", SHELF, 128, "brass", "brass",
        "A drum of brass with a quiet movement.", "clocks.round_clock", {"metal": "brass"}),
    row("clo-wall-oak", "Wall clock", "Kirev", WALL, 142, "oak", "oak",
        "A turned ring around a plain white dial.", "clocks.wall_clock", {"wood": "oak", "numbers": True}),
    row("clo-arch-walnut", "Arched clock", "Kirev", SHELF, 118, "walnut", "walnut",
        "A doorway with the time in it.", "clocks.block_clock", {"arch": True, "tall": 0.19, "wood": "walnut"}),
    row("clo-block-marble", "Marble clock", "Tamsin Oake", SHELF, 176, "white", "marble",
        "A cube of marble that tells the time.", "clocks.block_clock", {"stone": "marble", "hands": "brass"}),
    row("clo-wall-ink", "Wall clock", "Brask", WALL, 98, "ink", "steel",
        "Black on black, with brass hands.", "clocks.wall_clock", {"color": "ink", "dial": "charcoal", "marks": "bone", "hands": "brass"}),
    row("clo-round-sage", "Round shelf clock", "Aldous Merrow", SHELF, 86, "sage", "steel",
        "Powder-coated, with a red second hand.", "clocks.round_clock", {"color": "sage", "second": "rust", "numbers": True}),
    row("clo-arch-terracotta", "Arched clock", "Ostara Works", SHELF, 92, "terracotta", "painted beech",
        "The arch in the red of roof tiles.", "clocks.block_clock", {"arch": True, "tall": 0.19, "color": "terracotta", "dial": "bone"}),
    row("clo-wall-copper", "Copper wall clock", "Brask", WALL, 164, "copper", "copper",
        "A copper ring that will turn brown in its own time.", "clocks.wall_clock", {"metal": "copper", "dial": "bone", "radius": 0.17}),
    row("clo-block-green", "Green marble clock", "Tamsin Oake", SHELF, 189, "green", "marble",
        "Green stone, brass hands, no numbers.", "clocks.block_clock", {"stone": "green", "hands": "brass", "dial": "bone"}),
    row("clo-round-chalk", "Alarm clock", "Aldous Merrow", SHELF, 64, "chalk", "steel",
        "It wakes with a single soft tone.", "clocks.round_clock", {"color": "chalk", "radius": 0.06, "second": "ochre", "dial": "bone"}),
    row("clo-wall-ochre", "Kitchen clock", "Aldous Merrow", WALL, 88, "ochre", "steel",
        "Large figures, to be read from the stove.", "clocks.wall_clock", {"color": "ochre", "numbers": True, "radius": 0.13}),
    row("clo-block-travertine", "Travertine clock", "Tamsin Oake", SHELF, 158, "sand", "travertine",
        "Every pit in the stone is its own.", "clocks.block_clock", {"stone": "travertine", "wide": 0.17, "tall": 0.13}),
]
