# SPDX-License-Identifier: Apache-2.0
"""Findings of one kind are kept few."""

from cutaway.description.findings import Finding
from cutaway.formats.fewer import fewer


def test_a_few_findings_stay_as_they_are() -> None:
    findings = [Finding("a", "warning", str(number)) for number in range(20)]
    assert list(fewer(findings)) == findings


def test_the_rest_of_a_kind_is_counted() -> None:
    findings = [Finding("a", "warning", str(number)) for number in range(1020)]
    found = list(fewer([*findings, Finding("b", "danger", "one")]))
    assert (len(found), found[-2].code) == (22, "b")
    assert found[-1] == Finding("a", "warning", "There are 1,000 more findings of this kind (a).")
