# SPDX-License-Identifier: Apache-2.0
"""The map of a graph on the screen: geometry, view, painter, canvas, and what stands around it."""
