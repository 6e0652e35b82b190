#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tools/release.sh TAG REPOSITORY FOLDER [CHANGELOG]: what a release consists of, from a tree that is built and
# tested: the npm package, its bill of materials, the changelog's section and their checksums. REPOSITORY is
# the address that the package's provenance names.
set -euo pipefail
if [ $# -lt 3 ] || [ $# -gt 4 ]; then
  echo "usage: tools/release.sh TAG REPOSITORY FOLDER [CHANGELOG]" >&2
  exit 2
fi
tag=$1 repository=$2 folder=$3 changelog=${4:-CHANGELOG.md}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/env.sh

rm -rf "$folder"
mkdir -p "$folder"
node tools/release-notes.mjs "$tag" "$changelog" >"$folder/NOTES.md"

# The repository is where it is built; only a copy of the package says so, and leads to the documentation there.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd wasm && npm pack --ignore-scripts --silent --pack-destination "$copy" >/dev/null)
tar -xzf "$copy"/*.tgz -C "$copy"
(cd "$copy/package" && npm pkg set "repository.type=git" "repository.url=git+$repository.git" \
  "repository.directory=wasm" "homepage=$repository#readme" "bugs=$repository/issues")
sed -i -E "s#\`(docs/[^\`]+)\`#[\1]($repository/blob/$tag/\1)#g" "$copy/package/README.md"
npm pack "$copy/package" --ignore-scripts --silent --pack-destination "$folder" >/dev/null

node tools/sbom.mjs "$folder/vitrine-sdk-${tag#v}.cdx.json"
(cd "$folder" && sha256sum -- *.tgz *.json >SHA256SUMS)
