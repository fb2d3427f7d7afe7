# SPDX-License-Identifier: Apache-2.0
"""Readies the web engine before its first page: what has to be said to it before it starts."""

from __future__ import annotations

import os

from PySide6.QtWebEngineCore import QWebEngineUrlScheme

SCHEME = "netron"
ORIGIN = f"{SCHEME}://view"

# No UDP past the interceptor, which sees only what has an address.
_CHROMIUM_FLAGS = "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"


def prepare() -> None:
    """Register our scheme and set the environment; does nothing the second time.

    The web engine reads all this when its first profile is made, so that the start of the program need not pay for it.
    Qt Quick's software renderer paints the page like any other widget: a page drawn by OpenGL would make Qt destroy
    the shown window and put another in its place, and would slow down every repaint of the window where there is no
    GPU. Netron's drawings are SVG, which the web engine rasters on the processor anyway.
    """
    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return
    os.environ["QT_QUICK_BACKEND"] = "software"
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} {_CHROMIUM_FLAGS}".strip()
    if os.name == "posix" and os.geteuid() == 0:
        # Chromium's sandbox refuses to work for root (in containers); everybody else keeps it.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
