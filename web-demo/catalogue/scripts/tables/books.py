# SPDX-License-Identifier: Apache-2.0
from tables.row import row

BOOKS, NOTES = "Reading > Books", "Reading > Notebooks"

ROWS = [
    row("boo-house-oxblood", "The Quiet House", "Linnet Press", BOOKS, 34, "oxblood", "cloth",
        "Forty rooms and the people who left them alone.", "books.book", {}),
    row("boo-stack-earth", "The Garden Shelf, three volumes", "Linnet Press", BOOKS, 96, "sage", "cloth",
        "Soil, Seed and Season.", "books.stack", {"covers": ("olive", "bone", "terracotta"), "titles": "Season"}),
    row("boo-note-ink", "Notebook, dotted", "Linnet Press", NOTES, 19, "ink", "cloth",
        "Two hundred pages and one elastic band.", "books.notebook", {}),
    row("boo-glaze-celadon", "On Glazes", "Linnet Press", BOOKS, 42, "celadon", "cloth",
        "What fire does to ash, in two hundred recipes.", "books.book", {"cover": "celadon", "ink": "ink", "title": "On\nGlazes"}),
    row("boo-light-ochre", "A Book of Lamps", "Linnet Press", BOOKS, 38, "ochre", "cloth",
        "From tallow to tungsten.", "books.book", {"cover": "ochre", "ink": "ink", "title": "A Book\nof Lamps"}),
    row("boo-note-rust", "Notebook, ruled", "Linnet Press", NOTES, 19, "rust", "cloth",
        "Ruled at seven millimetres.", "books.notebook", {"cover": "rust", "band": "ink"}, group="notebook"),
    row("boo-bread-oat", "Bread, Slowly", "Linnet Press", BOOKS, 36, "oat", "cloth",
        "One dough, thirty loaves, no hurry.", "books.book", {"cover": "oat", "ink": "rust", "title": "Bread,\nSlowly"}),
    row("boo-stack-sea", "Coastal Walks, three volumes", "Linnet Press", BOOKS, 88, "indigo", "cloth",
        "North, West and the long way round.", "books.stack", {"covers": ("indigo", "sky", "bone"), "titles": "North", "ink": "ink"}),
    row("boo-chair-moss", "Chairs and Sitting", "Linnet Press", BOOKS, 45, "moss", "cloth",
        "Why most chairs are wrong.", "books.book", {"cover": "moss", "title": "Chairs\nand Sitting"}),
    row("boo-note-blush", "Notebook, plain", "Linnet Press", NOTES, 19, "blush", "cloth",
        "Nothing on the pages yet.", "books.notebook", {"cover": "blush", "band": "oxblood"}, group="notebook"),
    row("boo-hours-slate", "Small Hours", "Linnet Press", BOOKS, 28, "slate", "cloth",
        "Essays written between two and five.", "books.book", {"cover": "slate", "title": "Small\nHours", "width": 0.125, "height": 0.19, "thick": 0.022}),
    row("boo-album-chalk", "Photograph album", "Linnet Press", NOTES, 52, "chalk", "cloth",
        "Sixty leaves of heavy card.", "books.book", {"cover": "chalk", "title": None, "width": 0.25, "height": 0.25, "thick": 0.034}),
]
