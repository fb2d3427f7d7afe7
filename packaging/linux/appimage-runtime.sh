#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the first part of an AppImage, which mounts or unpacks the rest, from its sources: AppImage's type2-runtime and squashfuse.
# Needs gcc, autoconf, automake, libtool, pkg-config, and the static libraries of fuse3, zstd and zlib.
#   packaging/linux/appimage-runtime.sh TYPE2_RUNTIME_FOLDER SQUASHFUSE_FOLDER OUTPUT
set -euo pipefail
runtime=$(realpath "$1")/src/runtime
squashfuse=$(realpath "$2")
output=$(realpath -m "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$squashfuse/." "$work"
cd "$work"
sections=(-Os -ffunction-sections -fdata-sections)
{
    ./autogen.sh
    ./configure --without-xz --without-lzo --without-lz4 --enable-static --disable-shared CFLAGS="${sections[*]}"
    make
} >build.log 2>&1 || {
    tail -20 build.log >&2
    exit 1
}
mkdir -p include/squashfuse
cp ./*.h include/squashfuse
mkdir -p "$(dirname "$output")"
gcc -Iinclude -Iinclude/squashfuse -I/usr/include/fuse3 -std=gnu99 -D_FILE_OFFSET_BITS=64 -DGIT_COMMIT='"local"' \
    "${sections[@]}" -T "$runtime/data_sections.ld" -Wl,--gc-sections -w -static "$runtime/runtime.c" \
    .libs/libsquashfuse_ll.a .libs/libsquashfuse.a -lzstd -lz -lfuse3 -lpthread -ldl -o "$output"
strip "$output" 2>/dev/null || true
# "AI" and 2 at the ninth byte tell an AppImage of the second kind.
printf 'AI\002' | dd of="$output" bs=1 seek=8 conv=notrunc status=none
