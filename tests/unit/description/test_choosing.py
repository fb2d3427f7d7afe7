# SPDX-License-Identifier: Apache-2.0
"""A signature is found by its key, and what is not there is told with what is."""

import pytest

from cutaway.description.choosing import signature_of
from cutaway.description.model import Format, ModelDescription
from cutaway.description.signatures import Signature
from cutaway.errors import RequestError

INIT = Signature("__saved_model_init_op", "declared", (), (), runs_on_load=True)


def model(*keys: str, kind: Format = "saved_model", more: tuple[Signature, ...] = ()) -> ModelDescription:
    signatures = tuple(Signature(key, "declared", (), ()) for key in keys)
    return ModelDescription(kind, "folder/m", "folder/m", signatures=(*more, *signatures))


def test_without_a_key_the_default_is_meant_and_never_an_initialiser() -> None:
    assert signature_of(model("other", "serving_default"), "").key == "serving_default"
    assert signature_of(model("other", more=(INIT,)), "").key == "other"


def test_a_key_is_found() -> None:
    assert signature_of(model("other", "serving_default"), "other").key == "other"


@pytest.mark.parametrize(
    ("described", "key", "words", "hint"),
    [
        (model("a", "b"), "c", "m has no signature called c.", "It has a, b."),
        (model("a", more=(INIT,)), INIT.key, "it is not meant to be called.", "It has a."),
        (model(more=(INIT,)), INIT.key, "it is not meant", "There is no other one"),
        (model(), "", "m has no signature: nothing in it says", "export it again"),
        (model(kind="checkpoint"), "", "m has no signature", "weights alone"),
        (model(kind="keras_h5"), "", "m has no signature", "Save it with Keras"),
    ],
)
def test_what_is_not_there_is_told(described: ModelDescription, key: str, words: str, hint: str) -> None:
    with pytest.raises(RequestError) as caught:
        signature_of(described, key)
    assert words in caught.value.message
    assert hint in caught.value.hint
