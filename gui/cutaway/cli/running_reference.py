# SPDX-License-Identifier: Apache-2.0
"""Writes docs/running.md: how models are run from the command line, with the sources of inputs from their table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from cutaway.cli.options import BY_NAME
from cutaway.description.sources import SOURCES, SourceOption

_HEADER = """# Running models

`cutaway run MODEL` gives a model inputs and tells what it answers. The model runs in a process of its own, which the
system holds: no network, no files but the model's, no writing outside a temporary folder, an end to time and memory
([security](security.md)). Opening a model never runs it; a model with findings of severity danger is run only with
`--trust`, or after the window asked.

```sh
cutaway run MODEL                                                # random inputs, and what comes out
cutaway run MODEL --input image=cat.jpg --labels labels.txt      # the five best classes, by their names
cutaway run MODEL --input image=cat.jpg --input-option image:mean=127.5 --input-option image:deviation=127.5
cutaway run MODEL --input pictures=folder/ --output answers.npz  # a batch, and all outputs in a file
cutaway run MODEL --input x=value:[[1],[2]] --input mode=text:fast
cutaway run MODEL --input inputs.npz                             # every input by its name in the archive
cutaway run MODEL --dim tokens:1=128 --seed 7                    # sizes of dynamic axes, another draw
cutaway run MODEL --tap block_3/relu:0 --json                    # the value of a tensor inside
cutaway run MODEL --repeat 100 --profile                         # how long it takes, and where
```

Keras files are run by the Keras that wrote them (Keras 3, or tf-keras for Keras 1 and 2), `.tflite` files by LiteRT,
everything else by TensorFlow; `--runner` chooses another.

## Options

"""

_SOURCES = """
## Inputs

An input is named as `cutaway show` prints it, or by its position from 0 on. `--input NAME=SOURCE` says where its values
come from; without one they are random. Values have to fit: a batch axis of 1 is added where it is missing, one typed
value is repeated over the whole input, tables are arranged where the number of values is right, types are converted
where no value changes but for the rounding of floats, and each of these is told. Anything else is refused, naming the
input, before the model gets anything. Options of a source are given as `--input-option NAME:OPTION=VALUE`.

Ragged inputs take rows of unequal length: `--input ids=value:[[1,2],[3]]`. Where a signature takes such an input by its
parts, as TensorFlow exports it (`ids` and `ids_1`), the row splits are made from the rows, unless they are given too.

| source | what it is |
| --- | --- |
"""

_OPTIONS = """
### Options of sources

`auto` is decided by the input: its type, its shape and, in a `.tflite`, the model's own metadata.

| source | option | values | default | what it does |
| --- | --- | --- | --- | --- |
"""

_REST = """
Pictures are read as (pixel × scale − mean) ÷ deviation, pixels from 0 to 255. Where nothing is told, the normalisation
in a `.tflite` file's metadata is used; without one, inputs of floats get values from 0 to 1, `uint8` the pixels as they
are, `int8` the pixels less 128. Pictures beyond 64 million pixels are refused before they are decoded. An input of
strings gets the bytes of a picture or a sound, as a file holds them.

Random values are those of `numpy.random.default_rng(seed)`: `standard_normal` for floats, `integers(0, 10)` for
integers, `random() < 0.5` for bool, in the order of the inputs' sorted names. So the same inputs are made by a script:

```python
rng = numpy.random.default_rng(0)
inputs = {name: rng.standard_normal(shape).astype("float32") for name, shape in sorted(shapes.items())}
```

`.npy` and `.npz` files that hold pickled objects are refused. `--input-set` takes the choices that the window saved.

## What is seen inside

`--tap` takes a tensor as `cutaway graph --search` spells it (`NODE:INDEX`, inside functions behind the names of the
calls) or, of a Keras file, a layer by its path (`LAYER`, `MODEL/LAYER:1` for what its second call gives). Of a loop
all turns are told, along a first axis of their own; of a loop in a `.tflite` file that changes variables, only the
last, and a note says so. What the signature does not execute has no value, and a note says why; handles of variables
and lists of tensors have none either. Tapping runs the model once more, without TensorFlow's optimisation and in a
session of its own, so that a model which changes its variables is seen in the state that it was loaded in.

Times by operation come from TensorFlow's run metadata; those of Keras layers are taken while the model is called
layer by layer. `how` says what such figures are, and what they are not.

## Outputs

The text shows type, shape, range, mean and first values of each output. `--output FILE.npz` saves all of them, then the
taps under their tensors' names, and with `--with-inputs` the inputs as `in__NAME`. Strings are bytes of one width, with
`NAME__lengths` where one ends in a zero byte; bfloat16 becomes float32; ragged values have `NAME__row_splits_0`, …,
sparse ones `NAME__indices` and `NAME__dense_shape`.

`--json` gives one object:

```
{"schema": 1, "path": str, "signature": str, "runner": str,
 "inputs":  [{"name": str, "dtype": str, "shape": [int | null], "source": str, "notes": [str],
              "statistics": {…} | null}],
 "outputs": [{"name": str, "tensor": str, "dtype": str, "shape": [int | null],
              "kind": "dense" | "strings" | "ragged" | "sparse", "statistics": {…} | null,
              "values": nested lists of at most 1,000 elements, null for what is not finite, "is_complete": bool,
              "labels": [[{"index": int, "label": str | null, "value": float}]] | null, "note": str}],
 "taps": [ the same, without labels; without a value, `note` says why ],
 "timing": {"load": s, "first": s, "runs": int, "median": s, "p95": s, "least": s, "throughput": samples a second},
 "profile": {"how": str, "total": s, "operators": [{"node": str, "op": str, "seconds": s, "calls": int}]} | null,
 "peak_bytes": int | null, "arena_bytes": int | null, "sandbox": [str], "not_enforced": [str],
 "output": {"file": str, "bytes": int, "names": [str], "notes": [str]} | null, "notes": [str],
 "findings": [ as in `show` ]}
```

Exit status: 0 done, 1 the model, an input or the request is at fault, 2 wrong usage, 4 it crashed, ran out of its time
or memory, or was cancelled.
"""


def markdown() -> str:
    """The whole page."""
    return _HEADER + "".join(_flags()) + _SOURCES + "".join(_kinds()) + _OPTIONS + "".join(_options()) + _REST


def _flags() -> Iterator[str]:
    yield "| option | what it does |\n| --- | --- |\n"
    for option in BY_NAME["run"].options:
        yield f"| `{option.name} {option.value}".rstrip() + f"` | {option.help} |\n"


def _kinds() -> Iterator[str]:
    for kind in SOURCES:
        endings = f" ({', '.join(f'`{ending}`' for ending in kind.endings)})" if len(kind.endings) > 1 else ""
        yield f"| `{kind.spelling}` | {kind.help}{endings} |\n"


def _options() -> Iterator[str]:
    for kind in SOURCES:
        for option in kind.options:
            yield f"| {kind.title} | `{option.name}` | {values(option)} | {option.default or '–'} | {option.help} |\n"


def values(option: SourceOption) -> str:
    """What an option takes, in words."""
    if option.choices:
        return ", ".join(option.choices)
    return {
        "number": "a number",
        "numbers": "a number, or one for each channel",
        "integer": "a whole number above 0",
    }.get(option.type, "text")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(markdown(), encoding="utf-8")
