#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Puts Cutaway.app into a disk image with a link to the folder of applications; on macOS, after PyInstaller.
#   packaging/macos/disk-image.sh FROZEN_FOLDER OUTPUT.dmg
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$1/Cutaway.app" "$work/"
ln -s /Applications "$work/Applications"
codesign --force --deep --sign "${SIGNING_IDENTITY:--}" "$work/Cutaway.app"
hdiutil create -volname Cutaway -srcfolder "$work" -ov -format UDZO "$2"
