# SPDX-License-Identifier: Apache-2.0
"""What a face works with: the engine and its jobs, open documents, settings and recents. No Qt."""
