# SPDX-License-Identifier: Apache-2.0
"""Which page of the manual tells of what one is looking at."""

from __future__ import annotations

from pathlib import Path

from cutaway import HOMEPAGE

WELCOME = "index"
PAGES: dict[str, str] = {
    "": "tour",
    "overview": "pages/overview",
    "signatures": "pages/signatures",
    "variables": "pages/variables",
    "graph": "pages/graph",
    "netron": "pages/graph#netron",
    "layers": "pages/layers",
    "assets": "pages/assets",
    "run": "pages/run",
    "studio": "pages/edit",
    "compare": "pages/compare",
    "convert": "pages/convert",
    "preferences": "pages/preferences",
    "shortcuts": "pages/preferences#shortcuts",
    "log": "pages/preferences#log",
    "about": WELCOME,
}
"""The page of the manual for each page of a document and each dialog; the empty one is for a window without a model."""


def address(page: str, resources: Path) -> str:
    """Where to read about a page: the manual that ships, that of a checkout, else the project's own copy.

    resources: the program's folder of resources; in a checkout the manual lies beside it, built or as it was written.
    """
    name, _, place = PAGES.get(page, WELCOME).partition("#")
    fragment = f"#{place}" if place else ""
    checkout = resources.parent
    for file in (
        resources / "manual" / f"{name}.html",
        checkout / "build" / "manual" / f"{name}.html",
        checkout / "docs" / "manual" / f"{name}.md",
    ):
        if file.is_file():
            return f"{file}{fragment}"
    return f"{HOMEPAGE}/blob/main/docs/manual/{name}.md{fragment}"
