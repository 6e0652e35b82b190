# SPDX-License-Identifier: Apache-2.0
from tables.row import row

STOOLS, POUFS, TABLES = "Furniture > Stools & benches", "Furniture > Poufs", "Furniture > Side tables"

ROWS = [
    row("sea-stool-oak", "Three-legged stool", "Kirev", STOOLS, 145, "oak", "oak",
        "Three legs never wobble, whatever the floor.", "seating.stool", {}),
    row("sea-pouf-chalk", "Boucle pouf", "Pell & Ruse", POUFS, 189, "chalk", "boucle wool",
        "Eight seams draw the wool in.", "seating.pouf", {}),
    row("sea-drum-travertine", "Travertine drum", "Tamsin Oake", TABLES, 420, "sand", "travertine",
        "A side table from one core of stone.", "seating.drum", {"stone": "travertine"}),
    row("sea-bench-walnut", "Long bench", "Kirev", STOOLS, 385, "walnut", "walnut",
        "A single plank, as long as the tree allowed.", "seating.bench", {"wood": "walnut"}),
    row("sea-tray-brass", "Tray table", "Brask", TABLES, 210, "brass", "brass",
        "The rim keeps a cup from sliding off.", "seating.tray_table", {}),
    row("sea-stool-cognac", "Stool with leather seat", "Kirev", STOOLS, 198, "cognac", "ash and leather",
        "Vegetable-tanned leather over a dished seat.", "seating.stool",
        {"wood": "ash", "legs": 4, "seat": ("leather", "cognac")}),
    row("sea-pouf-tobacco", "Leather pouf", "Pell & Ruse", POUFS, 265, "tobacco", "leather",
        "It darkens where feet rest.", "seating.pouf", {"cover": "leather", "color": "tobacco", "seams": 12}),
    row("sea-tripod-walnut", "Tripod table", "Kirev", TABLES, 240, "walnut", "walnut",
        "A round top that lifts off its three legs.", "seating.tripod", {}),
    row("sea-drum-fluted", "Fluted oak drum", "Kirev", TABLES, 330, "oak", "oak",
        "Sixty staves, glued edge to edge.", "seating.drum",
        {"wood": "oak", "flutes": {"count": 60, "depth": 0.035, "sharp": 0.6}}),
    row("sea-stool-black", "High stool", "Kirev", STOOLS, 176, "black", "stained beech",
        "Counter height, with four slender legs.", "seating.stool", {"wood": "black", "legs": 4, "height": 0.63, "radius": 0.16}),
    row("sea-bench-moss", "Upholstered bench", "Pell & Ruse", STOOLS, 445, "moss", "beech and wool",
        "A wool cushion the length of the plank.", "seating.bench", {"wood": "beech", "seat": ("cloth", "moss"), "length": 0.95}),
    row("sea-drum-concrete", "Waisted concrete table", "Ostara Works", TABLES, 260, "grey", "concrete",
        "Cast in one piece, for indoors and out.", "seating.drum", {"concrete": "#a39d94", "waist": 0.22}),
    row("sea-tripod-marble", "Marble tripod table", "Tamsin Oake", TABLES, 395, "white", "marble and oak",
        "A honed top on oiled oak.", "seating.tripod", {"wood": "oak", "stone": "marble"}),
    row("sea-pouf-rust", "Woven pouf", "Pell & Ruse", POUFS, 155, "rust", "cotton",
        "Handwoven cotton, filled with wool.", "seating.pouf", {"cover": "cloth", "color": "rust", "seams": 0, "radius": 0.28, "height": 0.3}),
]
