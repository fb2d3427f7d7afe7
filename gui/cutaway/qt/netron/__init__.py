# SPDX-License-Identifier: Apache-2.0
"""Netron inside the window: its page without a port, kept from the network, and told what is chosen."""
