# SPDX-License-Identifier: Apache-2.0
"""A layered layout of boxes and edges: ranks, order, coordinates, routes (Sugiyama, Tagawa and Toda 1981)."""
