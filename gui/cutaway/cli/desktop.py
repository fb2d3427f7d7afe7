# SPDX-License-Identifier: Apache-2.0
"""`cutaway desktop`: registers this installation with the user's desktop, takes that back, or tells how it stands."""

from __future__ import annotations

import sys
from dataclasses import asdict

from cutaway.cli import answers, columns, terminal
from cutaway.cli.options import Invocation
from cutaway.session.desktop import registration
from cutaway.session.desktop.registration import Report


def desktop(invocation: Invocation) -> int:
    """Do what the word says. Raises RequestError where the user's folders cannot be written."""
    out = terminal.of(sys.stdout)
    word = invocation.path
    removed = registration.remove() if word == "remove" else 0
    report = registration.install() if word == "install" else registration.status()
    if "--json" in invocation.flags:
        value = {**asdict(report), "complete": report.is_complete, "removed": removed}
        out.print(answers.text({"schema": answers.SCHEMA, "desktop": value}, pretty=out.is_terminal))
    elif word == "remove":
        columns.paragraph(out, _removed(removed))
    else:
        columns.paragraph(out, _told(report))
    return 0 if word != "status" or report.is_complete else 1


def _told(report: Report) -> str:
    if report.is_complete:
        return (
            f"Cutaway is registered with this desktop: {report.there} entries in {report.place}. "
            f"A double click on a model starts {report.starts}."
        )
    if report.there:
        return (
            f"The registration is not whole: {report.missing} of {report.there + report.missing} entries in "
            f"{report.place} are missing or belong to another installation. Renew it by: cutaway desktop install"
        )
    if report.missing:
        return "The registration belongs to another installation. Renew it by: cutaway desktop install"
    return "Cutaway is not registered with this desktop. Do so by: cutaway desktop install"


def _removed(count: int) -> str:
    if count:
        return f"The registration was taken back: {count} entries."
    return "There was no registration by `cutaway desktop install` to take back."
