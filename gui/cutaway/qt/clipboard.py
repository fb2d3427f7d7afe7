# SPDX-License-Identifier: Apache-2.0
"""What comes in by drop or paste as paths, and what goes out when something is copied."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cutaway.qt.items import roles

_LONGEST = 100_000


def paths_of(mime: QMimeData | None) -> list[str]:
    """The files and folders of this machine that are dragged or on the clipboard; none where it is something else.

    Text counts where every line of it is a path that exists, or a `file:` URL.
    """
    if mime is None:
        return []
    if mime.hasUrls():
        return [path for url in mime.urls() if (path := _local(url))]
    text = mime.text() if mime.hasText() else ""
    if len(text) > _LONGEST:
        return []
    lines = [line.strip().strip("\"'") for line in text.splitlines() if line.strip()]
    found = [_path(line) for line in lines]
    return [path for path in found if path] if all(found) else []


def copied_from(widget: QWidget | None) -> str:
    """The rows chosen in the table, tree or list that has the focus, as tab-separated text; else empty."""
    view = widget
    while view is not None and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if view is None or view.selectionModel() is None:
        return ""
    rows: dict[tuple[int, ...], dict[int, str]] = {}
    for index in view.selectionModel().selectedIndexes():
        if not _is_hidden(view, index):
            rows.setdefault(_place(index), {})[index.column()] = _text(index)
    return "\n".join(
        "\t".join(cells[column] for column in sorted(cells)) for _, cells in sorted(rows.items())
    )


def _local(url: QUrl) -> str:
    return url.toLocalFile() if url.isLocalFile() else ""


def _path(line: str) -> str:
    if urlsplit(line).scheme == "file":
        return _local(QUrl(line))
    try:
        path = Path(line).expanduser()
        return str(path) if path.is_absolute() and path.exists() else ""
    except (OSError, ValueError, RuntimeError):
        return ""


def _text(index: QModelIndex) -> str:
    full = index.data(roles.COPY)
    text = str(
        full if full is not None else index.data(Qt.ItemDataRole.DisplayRole) or index.data(roles.TAG) or ""
    )
    return text.replace("\t", " ").replace("\n", " ")


def _place(index: QModelIndex) -> tuple[int, ...]:
    """Rows from the root down, so that sorting gives the order on the screen."""
    rows = []
    while index.isValid():
        rows.append(index.row())
        index = index.parent()
    return tuple(reversed(rows))


def _is_hidden(view: QAbstractItemView, index: QModelIndex) -> bool:
    is_hidden = getattr(view, "isColumnHidden", None)
    return bool(is_hidden and is_hidden(index.column()))
