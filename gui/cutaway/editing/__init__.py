# SPDX-License-Identifier: Apache-2.0
"""Signatures edited as data, and written into SavedModels, .tflite files and frozen graphs without TensorFlow."""
