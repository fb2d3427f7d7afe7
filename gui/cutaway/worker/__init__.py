# SPDX-License-Identifier: Apache-2.0
"""What runs in a child process: the protocol it speaks, the server that answers, its limits, the tasks."""
