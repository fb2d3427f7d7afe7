# SPDX-License-Identifier: Apache-2.0
"""Pictures of values, by pyqtgraph; nothing here is imported before the first of them is shown."""
