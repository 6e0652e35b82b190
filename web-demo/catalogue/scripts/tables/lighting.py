# SPDX-License-Identifier: Apache-2.0
from tables.row import row

TABLE, DESK, SOFT = "Lighting > Table lamps", "Lighting > Desk lamps", "Lighting > Lanterns"

ROWS = [
    row("lit-gourd-celadon", "Gourd table lamp", "Lyskaer", TABLE, 219, "celadon", "porcelain",
        "A double gourd carries a linen drum.", "lighting.shaded",
        {"form": "gourd", "glaze": {"color": "celadon", "rough": 0.18, "coat": 0.5, "mottle": 0.16}}),
    row("lit-globe-marble", "Globe on marble", "Brask", TABLE, 165, "white", "opal glass",
        "Mouth-blown opal glass rests on a turned puck, held by its own weight.", "lighting.globe", {"stone": "marble"}),
    row("lit-mushroom-ochre", "Mushroom lamp", "Lyskaer", TABLE, 149, "ochre", "steel",
        "One sheet of steel, spun into a dome that hides the bulb.", "lighting.mushroom", {"color": "ochre"}),
    row("lit-lantern-round", "Paper lantern, round", "Tamsin Oake", SOFT, 78, "white", "paper",
        "Mulberry paper on bamboo rings.", "lighting.lantern", {}),
    row("lit-desk-ink", "Reading lamp", "Brask", DESK, 132, "ink", "steel",
        "The head turns on a brass arm and stays where it is left.", "lighting.desk", {"color": "ink"}),
    row("lit-moon-bone", "Moon table lamp", "Halden Atelier", TABLE, 239, "bone", "stoneware",
        "The moon jar's curve, closed at the top and wired.", "lighting.shaded",
        {"form": "moon", "height": 0.22, "glaze": {"color": "bone", "speckle": 0.16, "rough": 0.4}, "shade": (0.19, 0.15, 0.19)}),
    row("lit-globe-brass", "Globe on a stem", "Brask", TABLE, 198, "brass", "brass",
        "A brass stem lifts the light to eye level.", "lighting.globe", {"base": "stem", "radius": 0.09}),
    row("lit-mushroom-sage", "Mushroom lamp", "Lyskaer", TABLE, 149, "sage", "steel",
        "The same dome in a grey green.", "lighting.mushroom", {"color": "sage"}, group="mushroom-lamp"),
    row("lit-lantern-tall", "Paper lantern, tall", "Tamsin Oake", SOFT, 96, "white", "paper",
        "A slender column made of one sheet of paper.", "lighting.lantern", {"form": "tall", "height": 0.42, "ribs": 20}),
    row("lit-fluted-terracotta", "Fluted column lamp", "Ostara Works", TABLE, 184, "terracotta", "earthenware",
        "Cut flutes below, undyed linen above.", "lighting.shaded",
        {"form": "cylinder", "height": 0.24, "clay": "terracotta", "flutes": {"count": 36, "depth": 0.06, "sharp": 0.6},
         "shade": (0.16, 0.12, 0.18), "cloth": "#e6d8c0"}),
    row("lit-desk-olive", "Reading lamp", "Brask", DESK, 132, "olive", "steel",
        "In olive, with the same brass arm.", "lighting.desk", {"color": "olive"}, group="reading-lamp"),
    row("lit-travertine", "Travertine table lamp", "Tamsin Oake", TABLE, 268, "sand", "travertine",
        "A bottle turned from one block of stone.", "lighting.shaded",
        {"form": "teardrop", "height": 0.25, "stone": "travertine", "shade": (0.18, 0.13, 0.2), "cloth": "#efe9dd"}),
    row("lit-globe-green", "Globe on green marble", "Brask", TABLE, 175, "green", "opal glass",
        "The small globe, on green stone.", "lighting.globe", {"stone": "green", "radius": 0.085}, group="globe-lamp"),
]
