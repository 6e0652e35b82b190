# SPDX-License-Identifier: Apache-2.0
# The environment of every build and test, for bash and zsh: `source tools/env.sh`. ./dev does it by
# itself; a person needs it only to call cmake or npm directly.

VITRINE_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")/.." && pwd)"
export VITRINE_ROOT

# Where ./dev setup puts what it downloads. Several checkouts can share one folder.
export VITRINE_TOOLS="${VITRINE_TOOLS:-$VITRINE_ROOT/build/tools}"

# Data sets for tests that need them; tests say what they miss and skip. VITRINE_REQUIRE_DATA=1 makes
# such a skip a failure.
export VITRINE_DATA="${VITRINE_DATA:-$(dirname "$VITRINE_ROOT")/shared/data}"
case $VITRINE_DATA in
  /*) ;;
  *) VITRINE_DATA="$PWD/$VITRINE_DATA" ;;
esac

# The browser of the browser tests.
export VITRINE_CHROMIUM="${VITRINE_CHROMIUM:-/usr/bin/chromium}"

# Checkouts in different folders share ccache's objects.
export CCACHE_BASEDIR="$VITRINE_ROOT" CCACHE_NOHASHDIR=1

# Our own tools come first where set-up had to bring them; node_modules has tsc for --emit-tsd.
for vitrine_folder in "$VITRINE_ROOT/node_modules/.bin" "$VITRINE_TOOLS/emscripten" \
  "$VITRINE_TOOLS/node/bin" "$VITRINE_TOOLS/clang-tidy/bin"; do
  case ":$PATH:" in
    *":$vitrine_folder:"*) ;;
    *) if [ -d "$vitrine_folder" ]; then PATH="$vitrine_folder:$PATH"; fi ;;
  esac
done
unset vitrine_folder
export PATH
