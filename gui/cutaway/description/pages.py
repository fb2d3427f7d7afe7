# SPDX-License-Identifier: Apache-2.0
"""The frame that reports have in common: one HTML file without scripts, with its data in it, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_OPEN = '<script type="application/json" id="report">'
_CLOSE = "</script>"
_STYLE = """
:root { color-scheme: light dark; --text: #1c2024; --faint: #5f6975; --line: #d9dee3; --page: #ffffff;
  --good: #1a7f43; --bad: #b3261e; --unsure: #8a5a00; --mark: #2f6fb0; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ec; --faint: #9aa4ae; --line: #363c43; --page: #17191c;
  --good: #5fc98a; --bad: #ff8a80; --unsure: #e0b354; --mark: #7db3ea; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 2.5rem auto;
  max-width: 62rem; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p.lead { color: var(--faint); margin: 0 0 1rem; overflow-wrap: anywhere; }
.verdict { border-left: 4px solid; padding: .5rem 1rem; } .pass { border-color: var(--good); }
.fail { border-color: var(--bad); } .not_run { border-color: var(--unsure); }
.good { color: var(--good); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--faint); font-weight: 500; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { background: color-mix(in srgb, var(--line) 35%, transparent); padding: .75rem 1rem; overflow-x: auto;
  border-radius: 6px; font-size: 13px; }
.plots { display: flex; flex-wrap: wrap; gap: 1.5rem; } figure { margin: 0; } figcaption { color: var(--faint); }
svg { display: block; } svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
svg .axis { stroke: var(--line); } svg .ideal { stroke: var(--faint); stroke-dasharray: 3 3; }
svg .mark { fill: var(--mark); } svg .line { fill: none; stroke: var(--unsure); stroke-width: 1.5; }
td.hit { background: color-mix(in srgb, var(--good) 22%, transparent); }
td.miss { background: color-mix(in srgb, var(--bad) 22%, transparent); }
.wide { overflow-x: auto; } small { color: var(--faint); } .nb { white-space: nowrap; }
@media (max-width: 640px) { table { display: block; overflow-x: auto; } }
"""


def document(title: str, parts: Iterable[str], data: str) -> str:
    """One HTML file. title: text. parts: HTML, empty ones are left out. data: JSON, which `data_of` finds again."""
    safe = data.replace("<", "\\u003c")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + f"\n{_OPEN}{safe}{_CLOSE}\n</body></html>\n"
    )


def data_of(content: str) -> str:
    """The JSON in a page, or the text itself where it is no page. Raises ValueError where a page has none."""
    if not content.lstrip().startswith("<"):
        return content
    start = content.index(_OPEN) + len(_OPEN)
    return content[start : content.index(_CLOSE, start)]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], first: int = 9, last: int = 9) -> str:
    """A table. Cells are HTML already. first, last: columns of numbers, from the first up to the last without it."""

    def row(cells: Sequence[str], tag: str) -> str:
        return "".join(
            f"<{tag}{' class=n' if first <= place < last else ''}>{cell}</{tag}>"
            for place, cell in enumerate(cells)
        )

    head = f"<tr>{row(heads, 'th')}</tr>" if heads else ""
    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in rows)
    return f"<table>{head}{body}</table>"
