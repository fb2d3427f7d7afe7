# SPDX-License-Identifier: Apache-2.0
"""Graphs folded into groups, laid out, searched and walked; columns in, columns out, without Qt."""
