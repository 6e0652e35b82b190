#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh catalogue.sh FOLDER: packs the demo shop's feed into FOLDER and copies its pictures there, as a stand-in
# for your own: `vitrine pack feed.xml --out FOLDER/catalogue.vpack`. Needs ./dev build native.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
"$root/build/native/sdk/cli/vitrine" pack "$root/web-demo/catalogue/feed.json" --out "$1/catalogue.vpack"
cp -R "$root/web-demo/catalogue/images" "$1/"
