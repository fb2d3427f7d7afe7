#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes .venv from the lock, and installs this tree into it editable. Does nothing where that has been done already.
#   PYTHON=/path/to/python3.12 packaging/environment.sh     to choose the Python
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
lock=packaging/requirements/lock.txt
stamp=$venv/installed-from

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_supported "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Cutaway needs Python 3.11, 3.12 or 3.13, and ${PYTHON:-none of python3, python3.13, python3.12, python3.11} is one." >&2
    echo "Install one of them, or name it: make PYTHON=/path/to/python3.12" >&2
    exit 1
}

digest() { # of all that decides what is installed, the place included: scripts in .venv/bin hold its full path
    { cat "$lock" pyproject.toml packaging/environment.sh; pwd; "$venv/bin/python" --version; } 2>&1 | cksum
}

# A Python that was removed or upgraded under an environment leaves dead links: begin anew.
if [ -e "$venv" ] && ! is_supported "$venv/bin/python"; then
    echo "The Python of $venv does not start or is not supported any more; $venv is made anew."
    rm -rf "$venv"
fi
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(digest)" ]; then
    exit 0
fi
if [ ! -e "$venv/bin/python" ]; then
    python=$(find_python)
    echo "Making $venv with $("$python" --version)"
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        echo "The environment could not be made. On Debian and Ubuntu, 'apt-get install python3-venv' brings what is missing." >&2
        exit 1
    fi
fi
rm -f "$stamp"
echo "Installing the locked packages (about 1.2 GB to load the first time, some minutes)"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
# The lock is complete, so nothing is left to resolve; every file is checked against its hash.
pip install -qq --no-deps --require-hashes --retries 10 --progress-bar off -r "$lock"
pip install -qq --no-deps --no-build-isolation --editable .
"$venv/bin/python" -c 'import cutaway; print("Installed", cutaway.APP_NAME, cutaway.__version__)'
digest >"$stamp"
