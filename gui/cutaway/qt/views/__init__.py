# SPDX-License-Identifier: Apache-2.0
"""The pages of a document, and the inspector beside them."""
