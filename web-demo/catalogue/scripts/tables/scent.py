# SPDX-License-Identifier: Apache-2.0
from tables.row import row

CANDLES, DIFFUSERS, BOTTLES = "Scent > Candles", "Scent > Diffusers", "Scent > Sprays & oils"

ROWS = [
    row("sce-candle-amber", "Candle, fig leaf", "Maison Orvelle", CANDLES, 39, "amber", "glass and soy wax",
        "Burns for forty-five hours.", "scent.candle", {"lid": "oak"}),
    row("sce-diffuser-honey", "Reed diffuser, cedar", "Maison Orvelle", DIFFUSERS, 48, "amber", "glass",
        "Seven reeds, and the scent of a pencil box.", "scent.diffuser", {}),
    row("sce-bottle-brown", "Room spray, No. 4", "Aldous Merrow", BOTTLES, 32, "brown", "glass",
        "Black tea and smoke.", "scent.bottle", {}),
    row("sce-pillars-ivory", "Pillar candles, set of three", "Sorrel & Finch", CANDLES, 36, "ivory", "beeswax",
        "Three heights of undyed wax.", "scent.pillars",
        {"colors": ("#efe6d2", "#efe6d2", "#efe6d2"), "sizes": ((0.035, 0.17), (0.035, 0.12), (0.035, 0.08))}),
    row("sce-candle-stone", "Candle, rain", "Ostara Works", CANDLES, 44, "grey", "concrete and soy wax",
        "Poured into a cast cup that is a pot afterwards.", "scent.candle", {"vessel": "concrete", "concrete": "#a39d94"}),
    row("sce-diffuser-smoke", "Reed diffuser, vetiver", "Aldous Merrow", DIFFUSERS, 52, "smoke", "glass",
        "A squared bottle with a dark collar.", "scent.diffuser",
        {"square": True, "tint": "#9a958d", "collar": "gunmetal", "reeds": "#3d2a20", "oil": "#d9cdae"}),
    row("sce-twist-rust", "Twisted candle", "Sorrel & Finch", CANDLES, 18, "rust", "beeswax",
        "Turned while the wax was warm.", "scent.pillars",
        {"colors": ("#9c4a2c",), "sizes": ((0.022, 0.24),), "twist": 4.0, "ribs": 4}),
    row("sce-bottle-green", "Pillow mist, No. 7", "Aldous Merrow", BOTTLES, 29, "green", "glass",
        "Lavender and hay.", "scent.bottle", {"tint": "#3f6b4c", "words": "No. 7", "wood": "oak"}),
    row("sce-candle-celadon", "Candle, green tea", "Halden Atelier", CANDLES, 46, "celadon", "porcelain and soy wax",
        "In a cup glazed like old celadon.", "scent.candle", {"vessel": "cup", "glaze": {"color": "celadon", "rough": 0.16, "coat": 0.4, "size": 0.09}}),
    row("sce-pillar-sage", "Ribbed pillar", "Sorrel & Finch", CANDLES, 24, "sage", "beeswax",
        "Eighteen ribs that soften as it burns.", "scent.pillars", {"colors": ("#9aa68e",), "sizes": ((0.042, 0.15),), "ribs": 18}),
    row("sce-bottle-blue", "Bath oil, No. 2", "Aldous Merrow", BOTTLES, 41, "blue", "glass",
        "Rosemary, in cobalt glass.", "scent.bottle", {"tint": "#2f4f8a", "words": "No. 2", "cap": "chalk", "height": 0.16}),
    row("sce-diffuser-clear", "Reed diffuser, linen", "Maison Orvelle", DIFFUSERS, 48, "clear", "glass",
        "Clean cotton and a little salt.", "scent.diffuser", {"tint": "#eef2f0", "collar": "nickel", "oil": "#eef0e4", "reeds": "#d8c49a"}, group="reed-diffuser"),
    row("sce-candle-plum", "Candle, dark plum", "Maison Orvelle", CANDLES, 39, "plum", "glass and soy wax",
        "A winter scent in plum-coloured glass.", "scent.candle", {"tint": "#7a4760", "lid": "walnut", "wax": "#e8dcd2"}, group="candle-glass"),
]
