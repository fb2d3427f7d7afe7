# SPDX-License-Identifier: Apache-2.0
"""The converters, one target a file; each writes one place and leaves judging the result to others."""
