# SPDX-License-Identifier: Apache-2.0
"""Fields of the metadata that can be set, and what they may hold: formats other than .tflite keep none."""

from __future__ import annotations

from typing import Any

from cutaway.editing.draft import Draft
from cutaway.editing.refusals import Refusal


def check_note(draft: Draft, path: str, value: Any) -> None:  # noqa: ANN401 - of JSON
    """Refuse a field that the format does not have, and a value that is none for it."""
    if draft.description.format != "tflite":
        message = f"{path} cannot be set: only .tflite files keep metadata about their inputs and outputs."
        raise Refusal(message, hint="Keep such words beside the model.")
    del value
