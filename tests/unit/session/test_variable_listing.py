# SPDX-License-Identifier: Apache-2.0
"""The table of variables orders, filters and adds up what a person asks for, at once."""

import time

import pytest

from cutaway.description.statistics import Statistics
from cutaway.description.variables import Role, Variable, title
from cutaway.session.variable_listing import Column, Filter, VariableListing, in_file, shared_folder


def variable(
    name: str, shape: tuple[int, ...] = (2, 3), role: Role = "weight", dtype: str = "float32"
) -> Variable:
    return Variable(name, f"path/{name}", dtype, shape, 24, role)


def listing(*variables: Variable, statistics: dict[str, Statistics] | None = None) -> VariableListing:
    return VariableListing(variables, statistics or {})


def names(of: VariableListing) -> list[str]:
    return [of.variables[index].name for index in of.order]


def test_the_order_of_the_file_comes_first() -> None:
    assert names(listing(variable("b"), variable("a"))) == ["b", "a"]


def test_numbers_in_names_count_as_numbers() -> None:
    of = listing(variable("layer_10"), variable("layer_9"), variable("Layer_1"))
    of.sort(Column.NAME)
    assert names(of) == ["Layer_1", "layer_9", "layer_10"]


def test_figures_that_are_not_known_stay_last_in_both_directions() -> None:
    known = {"a": Statistics(6, minimum=1.0), "c": Statistics(6, minimum=-1.0)}
    of = listing(variable("a"), variable("b"), variable("c"), statistics=known)
    of.sort(Column.MINIMUM)
    assert names(of) == ["c", "a", "b"]
    of.sort(Column.MINIMUM, descending=True)
    assert names(of) == ["a", "c", "b"]


@pytest.mark.parametrize("column", Column)
def test_every_column_sorts_both_ways(column: Column) -> None:
    of = listing(variable("b", ()), variable("a", (3,)), variable("", (2, 3)))
    of.sort(column, descending=True)
    assert sorted(names(of)) == ["", "a", "b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KERNEL", ["conv/kernel", "dense/kernel"]),
        ("dense kernel", ["dense/kernel"]),
        ("*/bias", ["dense/bias"]),
        ("dense/?e*", ["dense/kernel"]),
        ("path/conv", ["conv/kernel"]),
        ("  ", ["conv/kernel", "dense/kernel", "dense/bias"]),
        ("[", []),
    ],
)
def test_text_finds_words_and_patterns_in_name_and_path(text: str, found: list[str]) -> None:
    of = listing(variable("conv/kernel"), variable("dense/kernel"), variable("dense/bias"))
    of.filter(Filter(text))
    assert names(of) == found


def test_roles_and_types_are_filtered_together() -> None:
    of = listing(variable("a"), variable("b", role="optimizer"), variable("c", dtype="int64"))
    of.filter(Filter(roles=frozenset({"weight"}), dtypes=frozenset({"float32"})))
    assert names(of) == ["a"]


def test_only_odd_values_are_shown_when_asked() -> None:
    of = listing(variable("a"), variable("b"), statistics={"b": Statistics(6, nans=2), "a": Statistics(6)})
    of.filter(Filter(only_odd=True))
    assert names(of) == ["b"]


def test_totals_are_of_what_is_shown() -> None:
    of = listing(variable("a"), variable("b", (10,)))
    of.filter(Filter("b"))
    assert (of.totals.shown, of.totals.count, of.totals.elements, of.totals.bytes) == (1, 2, 10, 24)


def test_twenty_thousand_rows_are_sorted_at_once() -> None:
    of = VariableListing(
        [variable(f"block_{i % 97}/layer_{i}/kernel", (i % 50, 3)) for i in range(20_000)], {}
    )
    of.sort(Column.NAME)  # makes the keys
    started = time.perf_counter()
    of.sort(Column.NAME, descending=True)
    of.filter(Filter("layer_1"))
    # A tenth of a second is the promise; a shared machine may be three times as slow.
    assert time.perf_counter() - started < 0.3


@pytest.mark.parametrize(
    ("names", "shared"),
    [
        (["net/conv_1/w", "net/conv_2/w"], "net/"),
        (["net/conv/w", "net/conv/b"], "net/conv/"),
        (["net/w", "other/w"], ""),
        (["net/w"], ""),
        (["a/b", "a/b"], "a/"),
        (["", "a"], ""),
    ],
)
def test_what_all_names_share_is_found(names: list[str], shared: str) -> None:
    assert shared_folder(names) == shared


def test_keys_of_object_checkpoints_give_way_to_paths() -> None:
    key = variable("x")._replace(name="layer-0/kernel/.ATTRIBUTES/VARIABLE_VALUE", path="conv/kernel")
    assert (title(key), in_file(key)) == ("conv/kernel", key.name)
    assert title(key._replace(path="")) == "layer-0/kernel"
    assert (title(variable("a")), in_file(variable("a"))) == ("a", "path/a")
