# SPDX-License-Identifier: Apache-2.0
"""Hues that stand for the same in every plot."""

from __future__ import annotations

from cutaway.qt import tokens

SIDES: tuple[tokens.Hue, tokens.Hue] = ("blue", "orange")
"""Of the first and of the second, wherever two models are told apart."""
