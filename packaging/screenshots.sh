#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Takes the pictures in docs/images from the real window on the sample models, out of sight.
#   packaging/screenshots.sh [--window]     --window: without the graphs in docs/images/graphs
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen

# The window shows where a model is: a place that tells nothing of the machine that took the picture.
models=/tmp/models
mkdir "$models" # fails where it is there already: it is not ours
trap 'rm -r "$models"' EXIT
cp -r resources/samples/. "$models"

picture() { # NAME MODEL THEME [options of cutaway.qt.preview]
    local file=docs/images/$1-$3.png
    .venv/bin/python -m cutaway.qt.preview "$models/$2" "$file" --theme "$3" "${@:4}" >/dev/null
    [[ $1 == run ]] || .venv/bin/python packaging/graph_pictures.py --shrink "$file" # its picture has all colours
    echo "$file"
}

.venv/bin/python -m cutaway convert "$models/resnet8_cifar10.h5" --to tflite --option quantization=dynamic \
    --output "$models/resnet8_int8.tflite" --no-proof >/dev/null

cat >"$models/edits.json" <<'EOF'
{"schema": 1, "edits": [
  {"op": "rename_input", "signature": "serving_default", "name": "input_2", "to": "audio"},
  {"op": "set_shape", "signature": "serving_default", "name": "audio", "shape": [1, 43844, 1], "side": "input"},
  {"op": "rename_output", "signature": "serving_default", "name": "note", "to": "notes"}
]}
EOF

for theme in light dark; do
    picture overview basic_pitch "$theme"
    picture signatures half_plus_two "$theme" --page signatures
    picture variables resnet8_cifar10.h5 "$theme" --page variables --choose variable:conv2d_1/kernel:0
    picture layers sleep_stages.keras "$theme" --page layers
    picture graph resnet8_cifar10.h5 "$theme" --page graph --choose node:conv2d_1
    picture studio basic_pitch "$theme" --page studio --edits "$models/edits.json"
    picture convert resnet8_cifar10.h5 "$theme" --page convert --steps 3
    picture run resnet8_cifar10.h5 "$theme" --page run --run outputs
    picture compare resnet8_cifar10.h5 "$theme" --page compare --with "$models/resnet8_int8.tflite" --part weights
done

[[ ${1:-} == --window ]] || .venv/bin/python packaging/graph_pictures.py
