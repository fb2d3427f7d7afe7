# SPDX-License-Identifier: Apache-2.0
"""Which stored arrays belong to which layer of a Keras model, under which names, in every layout that Keras has used.

Up to Keras 2, and in `.h5` of Keras 3: `model_weights/<layer>/<name of the variable>`, ordered by the attributes
`layer_names` and `weight_names`. In `.weights.h5` and `.keras`: `layers/<class>_<count>/…/vars/<number>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from cutaway.description.variables import Role
from cutaway.formats.keras_config import Node
from cutaway.formats.keras_weight_names import COPY, NOT_TRAINED, variable_names
from cutaway.wire.hdf5 import Contents, Dataset, Hdf5

LEGACY_GROUP = "model_weights"
LEGACY_OPTIMIZER = "optimizer_weights"
_CONTAINERS = ("layers", "_layer_checkpoint_dependencies")
_MOST_PARTS = 24
_OLD_STATISTICS = ("_running_mean", "_running_std")  # Keras 1
_BOOKKEEPING = re.compile(r"(^|/|_)(seed_generator|(compile_)?metrics|loss_tracker|_loss)(/|_|$|\d)")


@dataclass(frozen=True, slots=True)
class Stored:
    """An array in the file and what it is to the model.

    owners: the layers it belongs to, from the outermost in. label: its name inside the innermost of them.
    """

    source: Hdf5
    dataset: Dataset
    owners: tuple[Node, ...]
    name: str
    role: Role
    trainable: bool | None


def split_attribute(attributes: Mapping[str, object], name: str) -> list[str]:
    """A list of names that Keras cuts up into `name0`, `name1`, … where it takes more than 64 kB."""
    if name in attributes:
        return _texts(attributes[name])
    found: list[str] = []
    number = 0
    while f"{name}{number}" in attributes:
        found.extend(_texts(attributes[f"{name}{number}"]))
        number += 1
    return found


def is_legacy(contents: Contents, attributes: Mapping[str, object]) -> bool:
    """Whether the layout is that of Keras 1 and 2: one group for each layer."""
    return LEGACY_GROUP in contents.groups or "layer_names" in attributes or "layer_names0" in attributes


def is_store(contents: Contents) -> bool:
    """Whether the layout is that of `.weights.h5`: arrays with numbers in groups named `vars`."""
    if any(name in contents.groups for name in (*_CONTAINERS, "vars")):
        return True
    return any(dataset.path.split("/")[-2:-1] == ["vars"] for dataset in contents.datasets)


def legacy(source: Hdf5, contents: Contents, model: Node | None) -> list[Stored]:
    """The model's variables in the layout of Keras 1 and 2, in the order of layers and weights; its optimizer's not."""
    prefix = LEGACY_GROUP if LEGACY_GROUP in contents.groups else ""
    start = f"{prefix}/" if prefix else ""
    inside = [d for d in contents.datasets if d.path.startswith(start) and not _in(d.path, LEGACY_OPTIMIZER)]
    order = _legacy_order(source, contents, start)
    inside.sort(key=lambda dataset: order.get(dataset.path, len(order)))
    found = []
    known = _Names(model)
    for dataset in inside:
        rest = dataset.path.removeprefix(start)
        owners, label = known.owners(rest)
        name = label.removesuffix(":0")
        last = name.rsplit("/", 1)[-1]
        trainable = _trainable(owners, last) if model is not None or last in NOT_TRAINED else None
        role: Role = "other" if _BOOKKEEPING.search(name) else "weight"
        found.append(Stored(source, dataset, owners, label, role, False if role == "other" else trainable))
    return _with_quantized(found)


def legacy_optimizer(contents: Contents) -> list[Dataset]:
    """Arrays of the optimizer beside the model's weights."""
    return [dataset for dataset in contents.datasets if _in(dataset.path, LEGACY_OPTIMIZER)]


def store(source: Hdf5, contents: Contents, model: Node | None) -> list[Stored]:
    """All variables in the layout of `.weights.h5`, in the order of the model's layers."""
    container = _CONTAINERS[_CONTAINERS[1] in contents.groups]  # the second is that of Keras 2.13
    places = dict(_store_places(model, container)) if model is not None else {}
    rank = {path: number for number, path in enumerate(places)}
    groups: dict[str, list[Dataset]] = {}
    for dataset in contents.datasets:
        groups.setdefault(dataset.path.rpartition("/")[0], []).append(dataset)
    found: list[tuple[tuple[int, int], Stored]] = []
    for number, (group, datasets) in enumerate(groups.items()):
        holder = group.removesuffix("/vars") if group != "vars" else ""
        place = _longest(holder, places)
        owners = places.get(place, ()) if place is not None else ()
        inner = holder if place is None or not owners else holder[len(place) :].strip("/")
        optimizer = _in(group, "optimizer")
        names = (
            _optimizer_names(datasets)
            if optimizer
            else _group_names(source, contents, group, owners, inner, datasets)
        )
        datasets.sort(key=lambda dataset: _natural(dataset.path))
        order = (len(rank) + 1 if optimizer else rank.get(place or "", len(rank)), number)
        role: Role = "optimizer" if optimizer else "weight"
        found.extend(
            (order, _stored(source, dataset, owners, names[dataset.path], role)) for dataset in datasets
        )
    return _with_quantized([stored for _, stored in sorted(found, key=lambda item: item[0])])


def _with_quantized(stored: list[Stored]) -> list[Stored]:
    """Weights that were rounded to integers, which a scale beside them tells, are not trained any more."""
    names = {entry.name for entry in stored}
    return [replace(entry, trainable=False) if f"{entry.name}_scale" in names else entry for entry in stored]


def _stored(source: Hdf5, dataset: Dataset, owners: tuple[Node, ...], name: str, role: Role) -> Stored:
    if role == "optimizer":
        return Stored(source, dataset, (), name, "optimizer", False)
    last = name.rsplit("/", 1)[-1]
    if _BOOKKEEPING.search(dataset.path) or last == COPY:
        return Stored(source, dataset, owners, name, "other", False)
    known = not last.isdigit()
    frozen = any(not owner.trainable for owner in owners)
    trainable = _trainable(owners, last) if owners and (known or frozen) else None
    return Stored(source, dataset, owners, name, "weight", trainable)


def _group_names(
    source: Hdf5,
    contents: Contents,
    group: str,
    owners: tuple[Node, ...],
    inner: str,
    datasets: list[Dataset],
) -> dict[str, str]:
    """Names of the arrays in one `vars` group: by the class of the layer, else their numbers."""
    datasets = sorted(datasets, key=lambda dataset: _natural(dataset.path))
    front = "/".join(owner.name for owner in owners)
    if not owners and group in contents.groups:
        told = source.attributes(contents.groups[group]).get("name")
        inner = f"{inner.rpartition('/')[0]}/{told}".lstrip("/") if isinstance(told, str) and told else inner
    labels = variable_names(owners[-1] if owners else None, inner, len(datasets))
    parts = [part for part in (front, inner) if part]
    return {
        dataset.path: "/".join([*parts, labels[number] if labels else dataset.path.rpartition("/")[2]])
        for number, dataset in enumerate(datasets)
    }


def _optimizer_names(datasets: list[Dataset]) -> dict[str, str]:
    """Keras 3 keeps the step and the learning rate ahead of the slots of the variables."""
    found = {}
    for dataset in datasets:
        front, _, number = dataset.path.replace("/vars/", "/").rpartition("/")
        label = (
            {"0": "iteration", "1": "learning_rate"}.get(number, number) if dataset.shape == () else number
        )
        found[dataset.path] = f"{front}/{label}"
    return found


def _store_places(
    model: Node, container: str, prefix: str = "", owners: tuple[Node, ...] = ()
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Path of each layer's group to the layers it stands for, as `_save_container_state` of Keras names them."""
    used: dict[str, int] = {}
    for layer in model.layers:
        if ".ops" in layer.module:
            continue
        name = snake_case(layer.class_name)
        count = used.get(name, 0)
        used[name] = count + 1
        place = f"{prefix}{container}/{name}{f'_{count}' if count else ''}"
        yield place, (*owners, layer)
        if layer.layers:
            yield from _store_places(layer, container, f"{place}/", (*owners, layer))


@cache
def snake_case(name: str) -> str:
    """`keras.src.utils.naming.to_snake_case`."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _legacy_order(source: Hdf5, contents: Contents, start: str) -> dict[str, int]:
    """Places of the datasets by the file's own lists of layers and weights."""
    attributes = source.attributes(contents.groups[start.rstrip("/")])
    layers = [*split_attribute(attributes, "layer_names"), "top_level_model_weights"]
    order: dict[str, int] = {}
    for layer in layers:
        address = contents.groups.get(f"{start}{layer}")
        if address is not None:
            for weight in split_attribute(source.attributes(address), "weight_names"):
                order.setdefault(f"{start}{layer}/{weight}", len(order))
    return order


class _Names:
    """Finds layers by the parts of a path; what is below a layer is listed once."""

    def __init__(self, model: Node | None) -> None:
        self._top = {layer.name: layer for layer in model.layers} if model is not None else {}
        self._below: dict[str, dict[str, list[tuple[Node, ...]]]] = {}

    def owners(self, rest: str) -> tuple[tuple[Node, ...], str]:
        """The layers that the parts of a path name, and the part of the path that names the variable."""
        parts = rest.split("/")[:_MOST_PARTS]
        first = next(
            (last for last in range(len(parts) - 1, 0, -1) if "/".join(parts[:last]) in self._top), 0
        )
        if not first:
            return (), rest.removeprefix(f"{parts[0]}/")
        top = self._top["/".join(parts[:first])]
        return (top, *self._inner(top, parts[first:-1])), rest.removeprefix(f"{top.name}/")

    def _inner(self, top: Node, parts: list[str]) -> tuple[Node, ...]:
        """The deepest layer inside a nested model that is named; Keras leaves models of models out of some names."""
        if not top.layers:
            return ()
        below = self._below.get(top.name)
        if below is None:
            below = self._below[top.name] = {}
            for chain in _chains(top):
                below.setdefault(chain[-1].name, []).append(chain)
        told = set(parts)
        found: list[tuple[int, int, tuple[Node, ...]]] = []
        for start in range(len(parts)):
            for end in range(len(parts), start, -1):
                chains = below.get("/".join(parts[start:end]), ())
                found.extend(
                    (sum(node.name in told for node in chain), len(chain), chain)
                    for chain in chains[:_MOST_PARTS]
                )
        return max(found, key=lambda item: item[:2])[2] if found else ()


def _chains(model: Node) -> Iterator[tuple[Node, ...]]:
    for layer in model.layers:
        yield (layer,)
        for chain in _chains(layer):
            yield (layer, *chain)


def _trainable(owners: tuple[Node, ...], last: str) -> bool:
    if last in NOT_TRAINED or last.endswith(_OLD_STATISTICS) or any(not owner.trainable for owner in owners):
        return False
    return not (owners and owners[-1].class_name == "Normalization")


def _longest(path: str, places: dict[str, tuple[Node, ...]]) -> str | None:
    while path:
        if path in places:
            return path
        path = path.rpartition("/")[0]
    return None


def _natural(path: str) -> tuple[int, str]:
    last = path.rpartition("/")[2]
    return (int(last), "") if last.isdigit() and last.isascii() and len(last) < 10 else (1 << 31, last)


def _in(path: str, group: str) -> bool:
    return path == group or path.startswith(f"{group}/")


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
