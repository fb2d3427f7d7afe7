# SPDX-License-Identifier: Apache-2.0
"""What models can be turned into: targets, what stands in the way, recipes, proofs and reports; no TensorFlow."""
