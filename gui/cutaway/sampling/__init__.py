# SPDX-License-Identifier: Apache-2.0
"""Arrays for people: statistics, histograms, slices for plots and tables, files. Knows no format of models."""
