# SPDX-License-Identifier: Apache-2.0
"""The filter, run instruction by instruction: what it answers to a call, on both kinds of processors."""

import struct

import pytest

from cutaway.worker import system_calls

ALLOW, REFUSE, MISSING, KILL = 0x7FFF0000, 0x0005000D, 0x00050026, 0x80000000
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PROCESS = 4711


def verdict(machine: str, number: int, argument: int = 0, architecture: int | None = None) -> int:
    """What the kernel's machine for such filters would answer (Documentation/networking/filter.rst)."""
    data = struct.pack("<IIQQ", number, architecture or MACHINES[machine], 0, argument)
    steps = list(struct.iter_unpack("HBBI", system_calls._program(machine, PROCESS)))
    value, place = 0, 0
    while True:
        code, if_true, if_false, operand = steps[place]
        place += 1
        if code == 0x06:
            return int(operand)
        if code == 0x20:
            (value,) = struct.unpack_from("<I", data, operand)
        else:
            held = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[code]
            place += if_true if held else if_false


@pytest.mark.parametrize(
    ("machine", "calls"),
    [
        ("x86_64", {"socket": 41, "execve": 59, "chmod": 90}),
        ("aarch64", {"socket": 198, "execve": 221, "fchmod": 52}),
    ],
)
def test_what_no_model_needs_is_refused(machine: str, calls: dict[str, int]) -> None:
    assert {name: verdict(machine, number) for name, number in calls.items()} == dict.fromkeys(calls, REFUSE)


@pytest.mark.parametrize(("machine", "read", "mmap"), [("x86_64", 0, 9), ("aarch64", 63, 222)])
def test_reading_and_memory_are_allowed(machine: str, read: int, mmap: int) -> None:
    assert verdict(machine, read) == verdict(machine, mmap) == ALLOW


@pytest.mark.parametrize(("machine", "clone"), [("x86_64", 56), ("aarch64", 220)])
def test_a_thread_may_be_started_and_a_process_may_not(machine: str, clone: int) -> None:
    assert verdict(machine, clone, 0x3D0F00) == ALLOW
    assert verdict(machine, clone, 0x4111) == REFUSE
    assert verdict(machine, 435) == MISSING


@pytest.mark.parametrize(("machine", "kill", "tgkill"), [("x86_64", 62, 234), ("aarch64", 129, 131)])
def test_a_process_may_signal_itself_alone(machine: str, kill: int, tgkill: int) -> None:
    assert verdict(machine, kill, PROCESS) == verdict(machine, tgkill, PROCESS) == ALLOW
    assert verdict(machine, kill, 1) == verdict(machine, tgkill, 1) == REFUSE


@pytest.mark.parametrize(("machine", "prlimit"), [("x86_64", 302), ("aarch64", 261)])
def test_limits_of_others_are_left_alone(machine: str, prlimit: int) -> None:
    assert verdict(machine, prlimit, 0) == ALLOW
    assert verdict(machine, prlimit, 1) == REFUSE


def test_calls_of_another_kind_of_processor_end_the_process() -> None:
    assert verdict("x86_64", 0, architecture=0x40000003) == KILL
    assert verdict("x86_64", 0x40000000) == KILL
    assert verdict("aarch64", 0, architecture=0xC000003E) == KILL
