# SPDX-License-Identifier: Apache-2.0
"""The command line: the first face of the engine."""
