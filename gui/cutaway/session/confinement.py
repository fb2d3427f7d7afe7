# SPDX-License-Identifier: Apache-2.0
"""What holds a run in on this system, and what this system cannot refuse to it, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.worker import limits as sizes
from cutaway.worker import sandbox

_GIGABYTE = 1 << 30
_SENTENCES = {
    sandbox.NO_NETWORK: ("It cannot reach the network.", "It could reach the network."),
    sandbox.NO_PROGRAM: ("It cannot start another program.", "It could start other programs."),
    sandbox.FEW_READ: (
        "It can read the model's own files and libraries, and no other files of yours.",
        "It could read files that you may read.",
    ),
    sandbox.FEW_WRITTEN: (
        "It can write only into a temporary folder of its own.",
        "It could write files that you may write.",
    ),
    sandbox.MEMORY: (
        "It is stopped when it takes more than {memory} of memory.",
        "It could fill the memory.",
    ),
}
"""By what is enforced: the sentence where it is, and the one where it is not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """words: what is refused to a run here, in few words. enforced, open: in sentences; open is what cannot be."""

    words: str
    enforced: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def limits(seconds: float, memory: int) -> Limits:
    """Of runs with these limits. seconds: 0 for none. memory: bytes, 0 for half of the machine's."""
    held = sandbox.holds()
    size = f"{(memory or sizes.to_run()) / _GIGABYTE:.0f} GB"
    enforced = [yes.format(memory=size) for key, (yes, _) in _SENTENCES.items() if key in held]
    left = [no for key, (_, no) in _SENTENCES.items() if key not in held]
    if seconds:
        enforced.append(f"It is stopped when it has not come a step further after {seconds:g} seconds.")
    else:
        left.append("It may run as long as it likes, until you stop it.")
    enforced.append("It sees none of your environment variables.")
    words = [word for word in held if word in _SENTENCES and word != sandbox.MEMORY]
    if seconds:
        words.append(f"stopped after {seconds:g} s")
    return Limits(" · ".join(words), tuple(enforced), tuple(left))
