# SPDX-License-Identifier: Apache-2.0
"""One reader a file, without TensorFlow, and the table that lists them."""
