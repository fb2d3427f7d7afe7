# SPDX-License-Identifier: Apache-2.0
"""A view of a graph as a child is asked for it, and the child that may paint it."""

from cutaway.session import commands
from cutaway.session.graph_views import View


def test_the_first_picture_is_the_view_where_nothing_else_is_said() -> None:
    assert View().arguments() == {"wanted": (), "everything": False, "direction": "down"}


def test_only_the_child_that_paints_has_a_platform_for_it_and_no_window() -> None:
    painter, reader = commands.painter("/scratch", {}), commands.reader("/scratch", {})
    assert painter.environment["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in reader.environment
    assert painter.arguments[-2:] == ["--worker", "painter"]
