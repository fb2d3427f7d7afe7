# SPDX-License-Identifier: Apache-2.0
"""Two files compared as a child does it: renamed, changed, with a layer added; and always the mirror when turned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import pytest

from cutaway.description.comparison import Compared
from cutaway.formats.opened import silent
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.comparing import compare
from helpers.bundles import v1_whole
from helpers.keras_files import entrance, graph, layer, write_h5

TURNED = {"added": "removed", "removed": "added"}


class Dense(NamedTuple):
    """A layer of a chain. change: what is added to one element of its kernel."""

    name: str
    units: int
    seed: int
    change: float = 0.0


def chain(path: Path, *layers: Dense, entered: str = "x") -> Path:
    """A chain of dense layers; kernels follow from the seeds and the sizes."""
    settings: list[dict[str, Any]] = [entrance(entered, 4)]
    weights: dict[str, dict[str, Any]] = {}
    width, before = 4, entered
    for each in layers:
        config = {"units": each.units, "activation": "linear", "use_bias": False}
        settings.append(layer("Dense", each.name, before, **config))
        kernel = numpy.random.default_rng(each.seed).normal(size=(width, each.units)).astype(numpy.float32)
        kernel[0, 0] += each.change
        weights[each.name] = {f"{each.name}/kernel:0": kernel}
        width, before = each.units, each.name
    return write_h5(path, graph(settings, [before]), weights)


def compared(first: Path, second: Path) -> Compared:
    models = Models()
    try:
        call = Call((str(first), (), ""), {"second": [str(second), [], ""]}, models, silent, lambda _: None)
        return compare(call)
    finally:
        models.close()


PLAIN = (Dense("one", 5, 1), Dense("two", 5, 2), Dense("three", 3, 3))


def test_a_model_is_the_same_as_itself(tmp_path: Path) -> None:
    found = compared(chain(tmp_path / "a.h5", *PLAIN), chain(tmp_path / "b.h5", *PLAIN))
    assert found.differences == ()
    assert (found.changed, found.only_first, found.only_second) == ((), (), ())
    assert (found.structure.only_first, found.structure.only_second) == ((), ())


def test_one_in_which_everything_is_renamed_differs_in_names_alone(tmp_path: Path) -> None:
    renamed = [each._replace(name=f"other_{each.seed}") for each in PLAIN]
    found = compared(chain(tmp_path / "a.h5", *PLAIN), chain(tmp_path / "b.h5", *renamed, entered="sound"))
    assert {each.change for each in found.differences} == {"renamed"}
    told = {(each.part, each.first, each.second) for each in found.differences}
    assert {("layer", each.name, f"other_{each.seed}") for each in PLAIN} <= told
    assert ("input", "x", "sound") in told
    assert [(pair.first.title, pair.second.title) for pair in found.pairs] == [
        (f"{each.name}/kernel", f"other_{each.seed}/kernel") for each in PLAIN
    ]
    assert {pair.match for pair in found.pairs} <= {"value", "shape"}
    assert (found.changed, found.structure.only_first, found.structure.only_second) == ((), (), ())


def test_one_changed_weight_is_the_only_difference(tmp_path: Path) -> None:
    changed = [each._replace(change=0.25) if each.name == "two" else each for each in PLAIN]
    found = compared(chain(tmp_path / "a.h5", *PLAIN), chain(tmp_path / "b.h5", *changed))
    (pair,) = found.changed
    assert pair.first.title == "two/kernel"
    assert pair.figures.max_abs == pytest.approx(0.25)
    assert found.differences == ()


def test_a_layer_that_was_added_is_told_in_every_part(tmp_path: Path) -> None:
    longer = (PLAIN[0], Dense("extra", 5, 9), *PLAIN[1:])
    found = compared(chain(tmp_path / "a.h5", *PLAIN), chain(tmp_path / "b.h5", *longer))
    assert [(each.part, each.change, each.second) for each in found.differences] == [
        ("layer", "added", "extra")
    ]
    assert [each.title for each in found.only_second] == ["extra/kernel"]
    assert (found.structure.only_second, found.structure.only_first) == ((("extra", "Dense"),), ())
    assert (found.changed, found.only_first) == ((), ())


_CONST = """
node {{
  name: "{name}" op: "Const"
  attr {{ key: "dtype" value {{ type: DT_FLOAT }} }}
  attr {{ key: "value" value {{ tensor {{ dtype: DT_FLOAT tensor_shape {{ {dims} }} {values} }} }} }}
}}
"""


def frozen(path: Path, weight: tuple[float, ...], scale: float) -> Path:
    """A frozen graph as text: a weight, and one without an axis."""
    text = ""
    for name, values in (("w", weight), ("scale", (scale,))):
        dims = f"dim {{ size: {len(values)} }}" if len(values) > 1 else ""
        text += _CONST.format(name=name, dims=dims, values=" ".join(f"float_val: {each}" for each in values))
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("weight", "scale", "name"),
    [((1.0, 2.5, 3.0), 4.0, "w"), ((1.0, 2.0, 3.0), 4.25, "scale"), ((1.0, 2.0, 3.0), 4.0, "")],
)
def test_the_changed_weight_of_a_frozen_graph_as_text_is_found(
    weight: tuple[float, ...], scale: float, name: str, tmp_path: Path
) -> None:
    found = compared(
        frozen(tmp_path / "a.pbtxt", (1.0, 2.0, 3.0), 4.0), frozen(tmp_path / "b.pbtxt", weight, scale)
    )
    assert [pair.first.name for pair in found.changed] == ([name] if name else [])
    assert len(found.pairs) == (2 if name == "scale" else 1)


def test_the_changed_weight_of_a_checkpoint_of_version_1_is_found(tmp_path: Path) -> None:
    for name, last in (("a.ckpt", 3.0), ("b.ckpt", 3.5)):
        (tmp_path / name).write_bytes(
            v1_whole(w=numpy.array([1, 2, last], numpy.float32), b=numpy.array([5], numpy.float32))
        )
    found = compared(tmp_path / "a.ckpt", tmp_path / "b.ckpt")
    assert [(pair.first.name, pair.figures.max_abs) for pair in found.changed] == [("w", 0.5)]
    assert len(found.pairs) == 2


def some(random: numpy.random.Generator, source: Sequence[Dense]) -> list[Dense]:
    """The chain with some layers renamed, changed, taken away, added or of another size."""
    found: list[Dense] = []
    for each in source:
        what = random.integers(7)
        if what == 0:
            continue
        made = {
            1: each._replace(name=f"n{random.integers(100)}_{each.name}"),
            2: each._replace(change=float(random.normal())),
            3: each._replace(units=int(random.integers(2, 7))),
        }.get(int(what), each)
        found.append(made)
        if what == 4:
            found.append(Dense(f"new_{each.name}", made.units, int(random.integers(100))))
    return found or [Dense("last", 2, 5)]


@pytest.mark.parametrize("seed", range(12))
def test_compare_a_with_b_mirrors_b_with_a(seed: int, tmp_path: Path) -> None:
    random = numpy.random.default_rng(seed)
    source = [Dense(f"d{place}", int(random.integers(2, 7)), place) for place in range(6)]
    first = chain(tmp_path / "a.h5", *some(random, source))
    second = chain(tmp_path / "b.h5", *some(random, source))
    there, back = compared(first, second), compared(second, first)
    assert {
        (each.part, each.change, each.first, each.second, each.before, each.after)
        for each in there.differences
    } == {
        (each.part, TURNED.get(each.change, each.change), each.second, each.first, each.after, each.before)
        for each in back.differences
    }
    assert {(each.first.name, each.second.name, each.match) for each in there.pairs} == {
        (each.second.name, each.first.name, each.match) for each in back.pairs
    }
    distances = [
        sorted(pair.figures.rmse for pair in found.pairs if pair.figures.rmse is not None)
        for found in (there, back)
    ]
    assert distances[0] == pytest.approx(distances[1])
    assert (set(there.only_first), set(there.only_second)) == (set(back.only_second), set(back.only_first))
    assert {(each.first, each.second) for each in there.structure.pairs} == {
        (each.second, each.first) for each in back.structure.pairs
    }
    assert set(there.structure.only_first) == set(back.structure.only_second)
    assert set(there.structure.only_second) == set(back.structure.only_first)
