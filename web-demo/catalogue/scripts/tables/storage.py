# SPDX-License-Identifier: Apache-2.0
from tables.row import row

BASKETS, TRAYS, BOXES = "Storage > Baskets", "Storage > Trays", "Storage > Boxes"

ROWS = [
    row("sto-basket-natural", "Round basket", "Sorrel & Finch", BASKETS, 68, "natural", "rattan",
        "Woven over thirty-two upright stakes.", "storage.basket", {}),
    row("sto-tray-oak", "Turned tray", "Kirev", TRAYS, 84, "oak", "oak",
        "Thirty-eight centimetres, from one board.", "storage.tray", {}),
    row("sto-box-walnut", "Keepsake box", "Kirev", BOXES, 95, "walnut", "walnut",
        "A brass knob and a lid that closes with a sigh.", "storage.box", {"wood": "walnut"}),
    row("sto-stack-cherry", "Bentwood boxes, set of three", "Kirev", BOXES, 118, "cherry", "cherry",
        "Three sizes that stand on one another.", "storage.stack", {"wood": "cherry"}),
    row("sto-basket-band", "Two-tone basket", "Sorrel & Finch", BASKETS, 76, "rust", "seagrass",
        "The upper third is dyed before it is woven.", "storage.basket",
        {"radius": 0.18, "height": 0.22, "band": "#8c4528", "rim": "#8c4528", "rows": 16}),
    row("sto-tray-lacquer", "Lacquer tray", "Maison Orvelle", TRAYS, 72, "oxblood", "lacquered wood",
        "Eleven coats, rubbed down between each.", "storage.tray", {"color": "oxblood", "radius": 0.17}),
    row("sto-box-linen", "Linen box", "Linnet Press", BOXES, 42, "oat", "linen",
        "For letters, or what should not be found.", "storage.box", {"cloth": "oat", "knob": None}),
    row("sto-basket-handles", "Log basket", "Sorrel & Finch", BASKETS, 112, "natural", "willow and leather",
        "Leather handles, strong enough for firewood.", "storage.basket",
        {"radius": 0.21, "height": 0.26, "handles": True, "color": "#a98452", "rows": 16}),
    row("sto-tray-oval", "Oval tray", "Kirev", TRAYS, 88, "walnut", "walnut",
        "Wide enough for breakfast.", "storage.tray", {"wood": "walnut", "oval": 0.66, "radius": 0.23}),
    row("sto-stack-colour", "Round boxes, set of three", "Ostara Works", BOXES, 98, "sage", "painted beech",
        "Sage, bone and ochre.", "storage.stack", {"color": ["sage", "bone", "ochre"]}),
    row("sto-box-indigo", "Lacquer box", "Maison Orvelle", BOXES, 105, "indigo", "lacquered wood",
        "A shallow box with a deep shine.", "storage.box", {"color": "indigo", "height": 0.07, "width": 0.22}),
    row("sto-basket-tall", "Tall basket", "Sorrel & Finch", BASKETS, 89, "smoked", "rattan",
        "Smoked rattan, for umbrellas or rolled paper.", "storage.basket",
        {"radius": 0.13, "height": 0.4, "rows": 26, "color": "#6b4e33", "rim": "#4a3423", "flare": 0.05}, {"shape": "tall"}),
]
