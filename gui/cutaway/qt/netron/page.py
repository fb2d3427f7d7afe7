# SPDX-License-Identifier: Apache-2.0
"""The web page Netron runs in: kept to our scheme, with everything that a drawing does not need turned off."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from cutaway.qt.netron.engine import SCHEME

_ALLOWED = frozenset({SCHEME, "blob", "data"})  # the latter two never leave the page
_MOST_KEPT = 1000

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.Accelerated2dCanvasEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ErrorPageEnabled,
)


class Guard(QWebEngineUrlRequestInterceptor):
    """Lets through what stays in the program. blocked: addresses of everything that was not let through."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called for every request of the profile, those of web sockets and workers included."""
        address = info.requestUrl()
        if address.scheme() not in _ALLOWED:
            info.block(True)
            self.note(address)

    def note(self, address: QUrl) -> None:
        """Remember what was blocked."""
        if len(self.blocked) < _MOST_KEPT:
            self.blocked.append(address.toString())


class NetronPage(QWebEnginePage):
    """Goes nowhere but to our own page; console messages are Netron's own affair."""

    def __init__(self, profile: QWebEngineProfile, guard: Guard, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._guard = guard

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        _kind: QWebEnginePage.NavigationType,
        _is_main: bool,  # noqa: FBT001 (Qt's)
    ) -> bool:
        address = QUrl(url)
        if address.scheme() == SCHEME:
            return True
        self._guard.note(address)
        return False

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Keep the terminal quiet."""


def make_profile(parent: QObject) -> tuple[QWebEngineProfile, Guard]:
    """A profile that keeps nothing on disk, with its guard."""
    profile = QWebEngineProfile(parent)
    guard = Guard(profile)
    profile.setUrlRequestInterceptor(guard)
    profile.setSpellCheckEnabled(False)
    settings = profile.settings()
    for attribute in _OFF:
        settings.setAttribute(attribute, False)
    return profile, guard
