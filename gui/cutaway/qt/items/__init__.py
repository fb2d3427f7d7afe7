# SPDX-License-Identifier: Apache-2.0
"""Descriptions as Qt's views want them: tables and trees, with the delegates that paint them."""
