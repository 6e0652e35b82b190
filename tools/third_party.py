# SPDX-License-Identifier: Apache-2.0
"""Reads what Debian's copyright files say of single files.

Standard input is a JSON list of {"copyright": path, "files": [name inside of that source]}; standard output
one of {"holders": [...], "texts": {name: text}} for each. `texts` has every licence that the paragraphs of
these files name, those that stand apart included.
"""

import json
import re
import sys

from debian.copyright import Copyright


def plain(text):
    """The text without the marks of the format: its indentation, and the dots of empty lines."""
    return "\n".join(re.sub(r"^ ?\.?$", "", line) for line in text.splitlines()).strip("\n")


def facts(path, names):
    with open(path, encoding="utf-8") as file:
        copyright_file = Copyright(file, strict=False)
    holders, texts = [], {}
    for name in names:
        paragraph = copyright_file.find_files_paragraph(name)
        if paragraph is None:
            raise SystemExit(f"{path}: no paragraph is about {name}")
        lines = [line.strip() for line in paragraph.copyright.splitlines()]
        holders += [line for line in lines if line and line not in holders]
        texts |= licences(copyright_file, paragraph.license)
    return {"holders": holders, "texts": texts}


def licences(copyright_file, licence):
    named = re.split(r" or | and | with |/", licence.synopsis)
    texts = {
        each.license.synopsis: plain(each.license.text)
        for each in copyright_file.all_license_paragraphs()
        if each.license.synopsis in named
    }
    if licence.text:
        texts = {licence.synopsis: plain(licence.text), **texts}
    return texts


json.dump([facts(each["copyright"], each["files"]) for each in json.load(sys.stdin)], sys.stdout)
