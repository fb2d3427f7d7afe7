# SPDX-License-Identifier: Apache-2.0
"""Writes requests that TensorFlow Serving sends to a model itself before it answers anybody's.

`assets.extra/tf_serving_warmup_requests` is a TFRecord file of `PredictionLog` messages
(tensorflow_serving/apis/prediction_log.proto, predict.proto, model.proto), which are written here field by field, since
no package that carries these messages can be installed beside this TensorFlow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cutaway.description.signatures import Signature
from cutaway.sampling.values import Value
from cutaway.worker.tasks.runners.values import to_feed

NAME = "assets.extra/tf_serving_warmup_requests"
_MOST = 1000
"""Serving refuses files with more requests."""
_PREDICT_LOG, _REQUEST, _MODEL_SPEC, _INPUTS, _SIGNATURE_NAME = 6, 1, 1, 2, 3
_KEY, _VALUE = 1, 2


def write(folder: Path, signature: Signature, samples: Sequence[Mapping[str, Value]]) -> Path:
    """One request for each sample, to that signature. folder: of the version."""
    import tensorflow

    file = folder / NAME
    file.parent.mkdir(exist_ok=True)
    with tensorflow.io.TFRecordWriter(str(file)) as writer:
        for sample in samples[:_MOST]:
            writer.write(request(signature.key, sample))
    return file


def request(key: str, sample: Mapping[str, Value]) -> bytes:
    """A `PredictionLog` of one call."""
    spec = _field(_MODEL_SPEC, _field(_SIGNATURE_NAME, key.encode()))
    inputs = b"".join(
        _field(_INPUTS, _field(_KEY, name.encode()) + _field(_VALUE, _tensor(value)))
        for name, value in sample.items()
    )
    return _field(_PREDICT_LOG, _field(_REQUEST, spec + inputs))


def _tensor(value: Any) -> bytes:  # noqa: ANN401 - a Value
    import tensorflow

    made: bytes = tensorflow.make_tensor_proto(to_feed(value)).SerializeToString()
    return made


def _field(number: int, content: bytes) -> bytes:
    """A field of bytes, with its number and length."""
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
