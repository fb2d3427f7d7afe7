#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes lock.txt anew from pyproject.toml: one lock for every supported Python and system, with hashes and without any address.
#   packaging/requirements/lock.sh [--upgrade]     keeps the versions that still fit unless told to upgrade
set -euo pipefail
cd "$(dirname "$0")/../.."
.venv/bin/uv pip compile pyproject.toml --group pyproject.toml:dev --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
    --output-file packaging/requirements/lock.txt "$@" >/dev/null
# The extra; its telemetry is left out, and nothing of OpenVINO misses it.
.venv/bin/python -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["project"]["optional-dependencies"]["openvino"], sep="\n")
' | .venv/bin/uv pip compile - --universal --python-version 3.11 \
    --constraint packaging/requirements/lock.txt --no-emit-package numpy --no-emit-package openvino-telemetry \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
    --output-file packaging/requirements/openvino.txt "$@" >/dev/null
# What builds packages and the manual, beside what is locked already.
.venv/bin/uv pip compile --group pyproject.toml:packages --universal --python-version 3.11 \
    --constraint packaging/requirements/lock.txt --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
    --output-file packaging/requirements/packages.txt "$@" >/dev/null
