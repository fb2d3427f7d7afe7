# SPDX-License-Identifier: Apache-2.0
"""Writes a picture of a graph as SVG, DOT or JSON, without a window."""
