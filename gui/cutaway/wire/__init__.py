# SPDX-License-Identifier: Apache-2.0
"""Bytes of the file formats, bounds-checked: protobuf, flatbuffers, sorted tables, HDF5."""
