# SPDX-License-Identifier: Apache-2.0
"""The jobs of a child process: each task takes a `Call` and returns the answer that `worker.questions` names."""
