# SPDX-License-Identifier: Apache-2.0
"""Face two: the window. Only this package knows Qt, and nothing in it computes."""
