# SPDX-License-Identifier: Apache-2.0
"""What runs a model, one library and one way of loading a file."""
