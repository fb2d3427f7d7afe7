# SPDX-License-Identifier: Apache-2.0
"""What a model is, as frozen data without I/O; readers make it, faces show it."""
