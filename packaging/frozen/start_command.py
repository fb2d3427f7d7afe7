# SPDX-License-Identifier: Apache-2.0
"""The frozen command `cutaway`, which is also every worker."""

import sys

from cutaway.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
