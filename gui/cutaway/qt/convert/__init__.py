# SPDX-License-Identifier: Apache-2.0
"""The window's way to convert a model: the wizard, and what is dropped on a target."""
