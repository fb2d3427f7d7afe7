# SPDX-License-Identifier: Apache-2.0
"""Where the values of an input come from, one source a module: generators, typed values, and files of many kinds."""
