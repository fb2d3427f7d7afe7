#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Opens a model in the window; where there is no display, tells what it is and takes a screenshot of the window instead.
#   packaging/run.sh MODEL
set -euo pipefail
cd "$(dirname "$0")/.."

model=$1
if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/cutaway "$model"
fi
echo "There is no display, so the window opens out of sight."
echo
.venv/bin/cutaway show "$model"
mkdir -p build
QT_QPA_PLATFORM=offscreen .venv/bin/python -m cutaway.qt.preview "$model" build/window.png >/dev/null
test -s build/window.png
echo
echo "The window, as it would look: $PWD/build/window.png"
