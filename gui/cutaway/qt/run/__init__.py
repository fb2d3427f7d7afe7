# SPDX-License-Identifier: Apache-2.0
"""The page that runs a model: inputs, outputs, values inside, times, and runs before."""
