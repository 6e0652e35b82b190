# SPDX-License-Identifier: Apache-2.0
from tables.row import row

TUMBLERS, STEMS, CARAFES = "Glass > Tumblers", "Glass > Stemware", "Glass > Carafes"

ROWS = [
    row("gla-tumbler-clear", "Plain tumbler", "Vetro Calma", TUMBLERS, 18, "clear", "glass",
        "A heavy bottom and a thin lip.", "glassware.cup", {"drink": "#c9702a", "share": 0.4}),
    row("gla-wine-clear", "Wine glass", "Vetro Calma", STEMS, 34, "clear", "crystal",
        "The stem is drawn from the bowl, not joined.", "glassware.stem", {"drink": "#5a1420", "share": 0.62}),
    row("gla-carafe-smoke", "Carafe", "Vetro Calma", CARAFES, 62, "smoke", "glass",
        "Holds a litre and pours without a drip.", "glassware.cup", {"form": "carafe", "tint": "#b9b4ac", "drink": "#e9eef0"}),
    row("gla-bubble-amber", "Bubble glass", "Vetro Calma", TUMBLERS, 22, "amber", "glass",
        "Blown round, to be held in the palm.", "glassware.cup", {"form": "bubble", "tint": "#dd9a4e"}),
    row("gla-coupe-green", "Coupe with green foot", "Maison Orvelle", STEMS, 42, "green", "glass",
        "A clear bowl on a bottle-green stem.", "glassware.stem", {"form": "coupe", "foot": "#4f7a54", "drink": "#f0e2b0", "share": 0.85}),
    row("gla-flask-sea", "Flask", "Vetro Calma", CARAFES, 74, "sea green", "glass",
        "A pharmacist's shape in the colour of shallow water.", "glassware.cup", {"form": "flask", "tint": "#a9d3c6"}),
    row("gla-highball-fluted", "Fluted highball", "Maison Orvelle", TUMBLERS, 26, "clear", "glass",
        "Twenty flutes, pressed in an old mould.", "glassware.cup",
        {"form": "highball", "flutes": {"count": 20, "depth": 0.05, "sharp": 0.8}}),
    row("gla-goblet-blush", "Goblet", "Maison Orvelle", STEMS, 38, "blush", "glass",
        "Short in the stem, for tables that move.", "glassware.stem", {"form": "goblet", "tint": "#edc4b6"}, {"shape": "square"}),
    row("gla-tumbler-three", "Tumblers, set of three", "Vetro Calma", TUMBLERS, 48, "blue", "glass",
        "Three of a kind in a pale blue.", "glassware.cup", {"tint": "#b4cfe0", "count": 3}, {"shape": "square", "pitch": 16}),
    row("gla-flute-clear", "Champagne flute", "Vetro Calma", STEMS, 36, "clear", "crystal",
        "Tall, so that the bubbles have a way to go.", "glassware.stem", {"form": "flute", "drink": "#ecd58a"}),
    row("gla-bowl-smoke", "Glass bowl", "Vetro Calma", CARAFES, 58, "smoke", "glass",
        "For fruit, or a single floating flower.", "glassware.cup", {"form": "bowl", "tint": "#a8a39b", "wall": 0.003}, {"shape": "wide", "pitch": 18}),
    row("gla-bubble-plum", "Bubble glass", "Vetro Calma", TUMBLERS, 22, "plum", "glass",
        "The same bubble in plum.", "glassware.cup", {"form": "bubble", "tint": "#a9768e"}, group="bubble-glass"),
    row("gla-carafe-amber", "Carafe", "Vetro Calma", CARAFES, 62, "amber", "glass",
        "The carafe in the colour of honey.", "glassware.cup", {"form": "carafe", "tint": "#e0a65e"}, group="carafe"),
]
