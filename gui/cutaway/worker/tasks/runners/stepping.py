# SPDX-License-Identifier: Apache-2.0
"""Time by operator from the run metadata of TensorFlow's sessions, with the names that the graph is drawn with."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cutaway.description.running import OperatorTime, Profile
from cutaway.worker.tasks.runners.call_paths import CallTree
from cutaway.worker.tasks.runners.session import GraphSession

HOW = (
    "Times are those that TensorFlow's run metadata gives each operation on the processor, the median of {runs} traced "
    "run{s}. The graph ran as TensorFlow optimises it: operations that were merged count for the one that is left, and "
    "those that were computed beforehand are missing. Operations run at the same time, so their sum is not the total."
)
# What TensorFlow puts between the name of a loop or branch and the names of the nodes in it.
_INLINED = re.compile(r"(?:^|/)(?:body|cond|then|else|branch\d*)/_\d+(?=/)")
_KERNEL = re.compile(r"^_(MklNative|Mkl)?(?=[A-Z])(?!Arg|Retval|Send|Recv|Host)")
_BORDER = frozenset({"_Arg", "_Retval", "_Send", "_Recv", "_HostSend", "_HostRecv"})


def profile(session: GraphSession, fetches: Any, feeds: Mapping[Any, Any], repeat: int) -> Profile:  # noqa: ANN401
    """Run `repeat` times with tracing, after one run that is not counted. fetches, feeds: of the session."""
    from tensorflow.compat import v1

    options = v1.RunOptions(trace_level=v1.RunOptions.SOFTWARE_TRACE)
    runs = max(repeat, 1)
    session.run(fetches, feeds)
    found: list[dict[tuple[str, str], tuple[float, int]]] = []
    totals = []
    for _ in range(runs):
        metadata = v1.RunMetadata()
        begun = time.perf_counter()
        session.run(fetches, feeds, options=options, run_metadata=metadata)
        totals.append(time.perf_counter() - begun)
        found.append(times(metadata.step_stats))
    names = Names(CallTree(session.graph_def))
    return medians(found, totals, HOW.format(runs=runs, s="s" if runs != 1 else ""), names.shown)


def times(step_stats: Any) -> dict[tuple[str, str], tuple[float, int]]:  # noqa: ANN401 - a StepStats
    """Seconds and calls by node and op."""
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for device in step_stats.dev_stats:
        for node in device.node_stats:
            op = _op(node.timeline_label)
            if op in _BORDER or node.node_name in ("_SOURCE", "_SINK"):
                continue
            seconds, calls = found.get((node.node_name, op), (0.0, 0))
            elapsed = (node.op_end_rel_nanos - node.op_start_rel_nanos) / 1e9
            found[node.node_name, op] = (seconds + max(elapsed, 0.0), calls + 1)
    return found


def medians(
    found: Sequence[Mapping[tuple[str, str], tuple[float, int]]],
    totals: Sequence[float],
    how: str,
    shown: Callable[[str], str] = str,
) -> Profile:
    """The median of each row over the runs, the slowest first."""
    keys = dict.fromkeys(key for each in found for key in each)
    rows = []
    for node, op in keys:
        seconds = statistics.median(each.get((node, op), (0.0, 0))[0] for each in found)
        calls = max(each.get((node, op), (0.0, 0))[1] for each in found)
        rows.append(OperatorTime(shown(node), op, seconds, calls))
    rows.sort(key=lambda row: -row.seconds)
    return Profile(tuple(rows), how, statistics.median(totals))


class Names:
    """Finds how the graph is drawn with a node that TensorFlow names while it runs."""

    def __init__(self, tree: CallTree) -> None:
        self._tree = tree
        self._calls = [node.name for node in tree.main.nodes.values() if any(tree.callees(node))]
        self._last = ""

    def shown(self, name: str) -> str:
        """The path in the graph; the name itself for what TensorFlow added."""
        bare = _INLINED.sub("", name).lstrip("/")
        # The functions of the main graph are not always inlined: then names begin inside the call.
        for outer in ("", *((self._last,) if self._last else ()), *self._calls):
            path = f"{outer}/{bare}" if outer else bare
            if self._tree.find(path) is not None:
                self._last = outer or self._last
                return path
        return bare


def _op(label: str) -> str:
    """The op in a label, `name = Op(input, input)`, without the marks of the library whose kernel it is."""
    return _KERNEL.sub("", label.partition(" = ")[2].partition("(")[0])
