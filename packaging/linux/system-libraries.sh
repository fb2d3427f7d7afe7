#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sees to it that the system libraries that Qt needs are there: installs them by apt where it may, else says how to.
#   packaging/linux/system-libraries.sh           for the program
#   packaging/linux/system-libraries.sh --tests   for the tests too
#   packaging/linux/system-libraries.sh --packages   for the tests of packages too
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname -s)" = Linux ] || exit 0
PATH=$PATH:/usr/sbin:/sbin # where ldconfig is, for a user too

table=packaging/linux/system-libraries.txt
qt=$(.venv/bin/python -c 'import importlib.util as u; print(*u.find_spec("PySide6").submodule_search_locations)')

missing_from_table() { # each line: the names of the package that brings a missing library or command
    local kind name packages known
    known=$(ldconfig -p)
    while read -r kind name packages; do
        if [ "$kind" = test ] || [ "$kind" = package ]; then
            case "$kind${1:-}" in
            test--tests | test--packages | package--packages) command -v "$name" >/dev/null || echo "$packages" ;;
            esac
        elif ! grep -qF "	$kind (" <<<"$known"; then
            echo "$name $packages"
        fi
    done < <(grep -v -e '^#' -e '^$' "$table")
}

missing_from_qt() { # what the dynamic linker does not find for the parts of Qt that are loaded
    ldd "$qt"/Qt/lib/libQt6{Gui,Widgets,Svg,XcbQpa}.so.6 "$qt"/Qt/lib/libQt6WebEngine{Core,Widgets}.so.6 \
        "$qt"/Qt/plugins/platforms/libq{xcb,offscreen}.so "$qt"/Qt/libexec/QtWebEngineProcess |
        awk '/not found/ {print $1}' | sort -u
}

apt_names() { # for each line, the first of its package names that this release has
    local names name
    while read -r names; do
        for name in $names; do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
        done
        echo "$name"
    done
}

missing=$(missing_from_table "$@")
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null; then
        if [ -z "$(missing_from_qt)" ] && [ -z "${1:-}" ]; then exit 0; fi
        echo "Qt needs system libraries that are not here. Install what your system calls these Debian packages:" >&2
        awk '{print "  " $1}' <<<"$missing" >&2
        exit 1
    fi
    root=()
    if [ "$(id -u)" != 0 ]; then
        if sudo -n true 2>/dev/null; then
            root=(sudo -n)
        else
            echo "Qt needs system libraries that are not here. Run this once, then start again:" >&2
            echo "  sudo apt-get install $(apt_names <<<"$missing" | tr '\n' ' ')" >&2
            exit 1
        fi
    fi
    echo "Installing the system libraries that Qt needs"
    "${root[@]}" apt-get update -qq
    mapfile -t packages < <(apt_names <<<"$missing")
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

still=$(missing_from_qt)
if [ -n "$still" ]; then
    echo "Qt still misses these system libraries; install the packages that hold them:" >&2
    echo "$still" >&2
    exit 1
fi
