# SPDX-License-Identifier: Apache-2.0
"""What is wrong with an edit: one sentence, and the place that it concerns, so that it can be shown beside it."""

from __future__ import annotations

from cutaway.errors import RequestError


class Refusal(RequestError):  # noqa: N818 -- the edit is refused; nothing went wrong
    """An edit that cannot be made. signature: its key. port: the name of the input or output; both may be empty.

    number: of the edit in its list, from 0; −1 where it is in none.
    """

    def __init__(
        self, message: str, *, hint: str = "", signature: str = "", port: str = "", number: int = -1
    ) -> None:
        super().__init__(message, hint=hint)
        self.signature = signature
        self.port = port
        self.number = number

    @property
    def kind(self) -> str:
        """The contract's word: what was asked for does not exist, or cannot be, in this model."""
        return RequestError.__name__
