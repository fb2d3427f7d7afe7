# SPDX-License-Identifier: Apache-2.0
"""Cutaway opens the inside of a TensorFlow model; this module holds the names everything else is filled from."""

__version__ = "0.1.0"

APP_NAME = "Cutaway"
APP_ID = "io.github.cutaway.Cutaway"
SUMMARY = "Open any TensorFlow model and see what is inside"
HOMEPAGE = "https://github.com/cutaway/Cutaway"
