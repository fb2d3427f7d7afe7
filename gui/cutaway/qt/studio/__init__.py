# SPDX-License-Identifier: Apache-2.0
"""The signature studio: what a model takes and gives, edited as a picture, and written with a proof."""
