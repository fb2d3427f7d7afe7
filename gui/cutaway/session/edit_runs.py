# SPDX-License-Identifier: Apache-2.0
"""Runs a signature and its edited form on values that belong together: cast, constant, left out, or tapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cutaway.description.conversion import Proof, Tolerance, Verdict
from cutaway.description.running import InputChoice, RunAnswer
from cutaway.editing.draft import Cast, DraftSignature, Port
from cutaway.errors import CancelledError, CutawayError
from cutaway.session.proving import Samples, Side, answered
from cutaway.session.steps import Steps

if TYPE_CHECKING:
    from cutaway.editing.answers import Loaded
    from cutaway.session.engine import Engine

EXACT = Tolerance(relative=0.0, absolute=0.0)
"""Other names, places and types of the same values."""
ROUNDING = Tolerance(relative=1e-5, absolute=1e-6)
"""Constants, scales and tensors from within change what a library fuses, and so the last bits."""
TWO, ONE = "tf.saved_model.load", "tf.compat.v1.saved_model.loader"
"""Loaders, as `worker.tasks.edit_proving` has them."""
CLI = "saved_model_cli"
RUNNERS = {"litert": "LiteRT", "tensorflow": "A session of TensorFlow"}
"""What runs an edited model that is no SavedModel."""


@dataclass(frozen=True, slots=True)
class LoaderVerdict:
    """What a loader makes of an edited signature. verdict: not_run where it does not take the model itself either."""

    signature: str
    loader: str
    verdict: Verdict
    words: str


@dataclass(slots=True)
class Pair:
    """A signature of the model and its edited form. untold: sentences about what was not compared.

    given, answers, expected: folders of what the edited one took, what it said, and what it has to say.
    asked, taps_asked: folders of what the model was given, and what inside it was asked for.
    failure: why the edited model could not be run where the model itself can. loaders: what each of them makes of it.
    """

    engine: Engine
    draft: DraftSignature
    first: Side
    second: Side
    samples: Samples
    is_saved_model: bool
    given: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    taps_asked: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    failure: str = ""
    loaders: list[LoaderVerdict] = field(default_factory=list)

    def judge(self, loader: str, verdict: Verdict, words: str) -> None:
        """Keep what a loader makes of it."""
        self.loaders.append(LoaderVerdict(self.draft.key, loader, verdict, words))

    @property
    def tolerance(self) -> Tolerance:
        """What is borne."""
        ports = (*self.draft.inputs, *self.draft.outputs)
        moved = any(port.cast not in (None, Cast()) for port in ports)
        return ROUNDING if moved or self.draft.fed or not all(port.source for port in ports) else EXACT

    @property
    def taps(self) -> list[str]:
        """Tensors of the model that the edited signature gives."""
        return [port.spec.tensor for port in self.draft.outputs if not port.source]

    @property
    def why(self) -> str:
        """Why nothing can be compared; empty where something can."""
        return "" if self.names else " ".join(self.untold) or "It gives nothing."

    def run(self, side: Side, folders: Sequence[str], taps: Sequence[str] = ()) -> Steps[list[RunAnswer]]:
        """Run one of the two on the inputs in each folder."""
        found = []
        for folder in folders:
            answer = yield self.engine.run(
                side.source,
                side.runner,
                side.grant(side.folders),
                folder,
                side.signature.key,
                taps=taps,
                options=side.options,
            )
            found.append(answer)
        return found

    def make(self, count: int) -> list[str]:
        """New folders."""
        return [self.second.folders.make() for _ in range(count)]

    def carry(
        self,
        pairs: tuple[Sequence[str], Sequence[str]],
        groups: tuple[Sequence[str], str],
        ports: Sequence[dict[str, Any]],
        constants: Sequence[dict[str, Any]] = (),
    ) -> Steps[list[str]]:
        """See `Engine.carry_over`."""
        undefined: list[str] = yield self.engine.carry_over(
            self.first.source,
            folders=[list(each) for each in zip(*pairs, strict=True)],
            **{"from": list(groups[0]), "to": groups[1]},
            ports=list(ports),
            constants=list(constants),
        )
        return undefined

    def expect(self, folders: Sequence[str], silent: Mapping[str, str]) -> Steps[list[str]]:
        """From what the model said, what the edited one has to say; the folders of it.

        silent: tensors that have no value in the model, each with the reason.
        """
        expected = self.make(len(folders))
        ports, names = [], {}
        for port in self.draft.outputs:
            if not port.source and port.spec.tensor in silent:
                why = f"the tensor has no value in the model. {silent[port.spec.tensor]}"
                self.untold.append(f"The output {port.name} was not compared: {why}")
                continue
            origin = port.source or port.spec.tensor
            label = origin if origin not in names else f"{origin} ({port.name})"
            names[label] = port.name
            ports.append(_moved(port, origin, label, port.spec.dtype, is_input=False))
        undefined = yield from self.carry((folders, expected), (("out", "tap"), "out"), ports)
        for label in undefined:
            name = names.pop(label)
            self.untold.append(
                f"The output {name} was not compared: what the model gives does not fit its type."
            )
        self.names = names
        return expected

    def proven(self, answers: Sequence[str]) -> Steps[Proof]:
        """Compare what came with what has to come."""
        proof: Proof = yield self.engine.prove(
            self.first.source,
            folders=[list(each) for each in zip(self.expected, answers, strict=True)],
            names=self.names,
            quantization={},
            tolerance=asdict(self.tolerance),
            inputs=self.samples.told(),
            is_random=self.samples.is_random,
            needs_data=False,
            noise={},
        )
        return proof


def _moved(port: Port, origin: str, to: str, dtype: str, *, is_input: bool) -> dict[str, Any]:
    cast = port.cast or Cast()
    how = {"dtype": dtype, "scale": cast.scale, "offset": cast.offset, "is_input": is_input}
    return {"from": origin, "to": to, **how}


def _constant(port: Port, value: object) -> dict[str, Any]:
    """A value in the type of callers, for the model's own input."""
    shape = None if port.spec.shape is None else list(port.spec.shape)
    made = _moved(port, "", port.source, port.dtype, is_input=True)
    return {**made, "value": value, "given": port.spec.dtype, "shape": shape}


def _source_inputs(
    pair: Pair, given: Sequence[str], *, left_out: bool = False
) -> Steps[tuple[list[str], str]]:
    """Folders with what the model gets where the edited one gets `given`; or why it cannot be told."""
    draft = pair.draft
    known = {port.source for port in draft.inputs} | {fed.port.source for fed in draft.fed}
    folders = pair.make(len(given))
    if any(spec.name not in known for spec in pair.first.signature.inputs):  # nothing needs them any more
        for folder in folders:
            yield pair.engine.fit(
                pair.first.source, folder, pair.first.signature.key, {}, dimensions={}, seed=0
            )
    constants = [_constant(fed.port, fed.value) for fed in draft.fed if fed.port.source]
    if left_out:
        constants += [_constant(port, port.default[0]) for port in draft.inputs if port.default]
    ports = [_moved(port, port.name, port.source, port.dtype, is_input=True) for port in draft.inputs]
    undefined = yield from pair.carry((given, folders), (("in",), "in"), ports, constants)
    why = f"The values for {undefined[0]} do not fit the model's type." if undefined else ""
    return folders, why


def compared(pair: Pair) -> Steps[str]:
    """Ask the edited signature, then the model what belongs to it; the answer is why that cannot be, else empty."""
    try:
        said = yield from answered(pair.engine, pair.second, pair.samples)
    except CancelledError:
        raise
    except CutawayError as error:
        return (yield from _whose_fault(pair, error))
    pair.given = pair.answers = list(said.folders)
    folders, why = yield from _source_inputs(pair, pair.given)
    if why:
        return why
    pair.asked, pair.taps_asked = folders, pair.taps
    try:
        told = yield from pair.run(pair.first, folders, pair.taps)
    except CancelledError:
        raise
    except CutawayError as error:
        return f"The model itself could not be run: {error.message}"
    pair.expected = yield from pair.expect(folders, _silent(told))
    return pair.why


def _whose_fault(pair: Pair, error: CutawayError) -> Steps[str]:
    """What the model cannot do either is no fault of the edit."""
    try:
        said = yield from answered(pair.engine, pair.first, pair.samples)
        silent = _silent((yield from pair.run(pair.first, said.folders, pair.taps)) if pair.taps else ())
    except CancelledError:
        raise
    except CutawayError as other:
        return f"The model itself could not be run: {other.message}"
    if silent:
        return f"The tensor {next(iter(silent))} has no value in the model: {next(iter(silent.values()))}"
    pair.failure = error.message
    return error.message


def _silent(told: Sequence[RunAnswer]) -> dict[str, str]:
    return {tap.name: tap.note for answer in told for tap in answer.taps if tap.value is None}


def tapped(pair: Pair) -> Steps[str]:
    """Ask the model, and give the edited signature what the tensors are that it takes; as `compared`."""
    chosen = [port for port in pair.draft.inputs if not port.source]
    folders = pair.make(len(pair.samples.given()))
    for folder, (choices, seed) in zip(folders, pair.samples.given(), strict=True):
        fitted = yield pair.engine.fit(
            pair.first.source,
            folder,
            pair.first.signature.key,
            choices,
            dimensions=pair.samples.dimensions,
            seed=seed,
        )
        if fitted.problems:
            return str(fitted.problems[0].message)
    taps = [*(port.spec.tensor for port in chosen), *pair.taps]
    pair.asked, pair.taps_asked = folders, list(dict.fromkeys(taps))
    told = yield from pair.run(pair.first, folders, pair.taps_asked)
    silent = _silent(told)
    for port in chosen:
        if port.spec.tensor in silent:
            return f"The tensor {port.spec.tensor} has no value in the model: {silent[port.spec.tensor]}"
    ports = [
        _moved(port, port.source or port.spec.tensor, port.name, port.spec.dtype, is_input=True)
        for port in pair.draft.inputs
    ]
    pair.given = pair.answers = pair.make(len(folders))
    yield from pair.carry((folders, pair.given), (("in", "tap"), "in"), ports)
    pair.expected = yield from pair.expect(folders, silent)
    if pair.why:
        return pair.why
    try:
        yield from pair.run(pair.second, pair.given)
    except CancelledError:
        raise
    except CutawayError as error:
        pair.failure = error.message
        return error.message
    return ""


def differs_from_itself(pair: Pair) -> Steps[bool]:
    """Whether the model gives another answer when it is asked again, as one that draws random numbers does."""
    told = yield from pair.run(pair.first, pair.asked, pair.taps_asked)
    untold = list(pair.untold)
    again = yield from pair.expect(pair.asked, _silent(told))
    pair.untold = untold
    proof = yield from pair.proven(again)
    return bool(proof.verdict == "fail")


# --- other loaders ---


def loaded(pair: Pair) -> Steps[tuple[Proof | None, list[str]]]:
    """A SavedModel by both loaders of TensorFlow and `saved_model_cli`: what failed, and what is to be told."""
    if not pair.is_saved_model:
        return None, []
    given = pair.given if pair.names else []
    answers = {loader: pair.make(len(given)) for loader in (TWO, ONE)}
    found: Loaded = yield _load(pair, pair.second, [TWO, ONE], given, answers)
    told: list[str] = []
    for loader in (TWO, ONE):
        if loader in found.failures:
            own: Loaded = yield _load(pair, pair.first, [loader], [], {loader: []})
            if loader not in own.failures:
                pair.judge(loader, "fail", f"It does not load the model: {found.failures[loader]}")
                return Proof("fail", f"{loader} does not load it: {found.failures[loader]}"), told
            told.append(f"{loader} does not load the model itself either.")
            pair.judge(loader, "not_run", "It does not load the model itself either.")
            continue
        if not given:
            told.append(f"{loader} loads it.")
            pair.judge(loader, "pass", "It loads the model.")
            continue
        proof = yield from pair.proven(answers[loader])
        pair.judge(loader, proof.verdict, proof.reason)
        if proof.verdict == "fail":
            return Proof("fail", f"By {loader}: {proof.reason}", outputs=proof.outputs), told
        told.append(f"By {loader} it answers alike.")
    missing = [name for name in _ports(pair) if name not in found.shown]
    if missing:
        pair.judge(CLI, "fail", f"It does not show {missing[0]}.")
        return Proof("fail", f"{CLI} does not show {missing[0]}."), told
    told.append(f"{CLI} shows its inputs and outputs.")
    pair.judge(CLI, "pass", "It shows all inputs and outputs.")
    return None, told


def _load(
    pair: Pair, side: Side, loaders: list[str], folders: Sequence[str], answers: dict[str, list[str]]
) -> Any:  # noqa: ANN401 - a job
    return pair.engine.load_edited(
        side.source,
        side.grant(side.folders),
        signature=side.signature.key,
        loaders=loaders,
        folders=list(folders),
        answers=answers,
    )


def _ports(pair: Pair) -> list[str]:
    signature = pair.second.signature
    sides = (("inputs", signature.inputs), ("outputs", signature.outputs))
    return [f"{word}['{spec.name}']" for word, specs in sides for spec in specs]


def defaulted(pair: Pair) -> Steps[tuple[Proof | None, list[str]]]:
    """Inputs with a default left out, where the model gets the value: what failed, and what is to be told."""
    names = [port.name for port in pair.draft.inputs if port.default]
    if not names or any(not port.source for port in pair.draft.inputs):
        return None, []
    samples = Samples(count=1, choices=[{name: InputChoice("default") for name in names}])
    said = yield from answered(pair.engine, pair.second, samples)
    folders, why = yield from _source_inputs(pair, said.folders, left_out=True)
    if why:
        return None, [why]
    told = yield from pair.run(pair.first, folders, pair.taps)
    pair.expected = yield from pair.expect(folders, _silent(told))
    proof = yield from pair.proven(said.folders)
    words = f"Without {', '.join(names)} it answers as with the default."
    return (proof, []) if proof.verdict == "fail" else (None, [words])
