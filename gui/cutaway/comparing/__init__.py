# SPDX-License-Identifier: Apache-2.0
"""Tells what differs between two models of any two formats, from what readers say of them; nothing is run here."""
