# SPDX-License-Identifier: Apache-2.0
"""The frozen window."""

import sys

from cutaway.__main__ import main_gui

if __name__ == "__main__":
    sys.exit(main_gui())
