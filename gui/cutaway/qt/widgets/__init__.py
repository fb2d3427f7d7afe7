# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of the window: small widgets that every page is made of. They show what they are given."""
