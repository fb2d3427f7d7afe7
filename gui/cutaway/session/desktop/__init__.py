# SPDX-License-Identifier: Apache-2.0
"""Cutaway at home on a desktop: file types, launchers and icons, all made from one table; nothing here knows Qt."""
