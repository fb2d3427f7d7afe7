# SPDX-License-Identifier: Apache-2.0
"""The page that compares a model with another one."""
