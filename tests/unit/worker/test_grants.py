# SPDX-License-Identifier: Apache-2.0
"""A grant crosses to the process whole."""

import json

from cutaway.worker import grants, limits
from cutaway.worker.grants import Grant


def test_a_grant_crosses_whole() -> None:
    granted = Grant(("/model",), ("/runs",), 1 << 30, 2.5, ("/beside",))
    assert grants.from_json(json.loads(json.dumps(granted.as_json()))) == granted


def test_without_a_limit_of_memory_half_of_the_machine_is_given() -> None:
    assert Grant().bytes == limits.to_run() >= limits.LEAST_TO_RUN
    assert Grant(memory=5).bytes == 5
