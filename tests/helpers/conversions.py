# SPDX-License-Identifier: Apache-2.0
"""Models of the corpus that conversions are tried on, and the command that converts."""

from __future__ import annotations

from pathlib import Path

from helpers import corpus
from helpers.commands import Outcome, cutaway

MIXED = (
    *("sm_basic_pitch", "sm_tfjs_times_three_float", "sm_litert_control_flow", "sm_onnx_regression"),
    *(
        "sm_tfjs_int64_multiply",
        "sm_tfjs_model_single_input_multi_output",
        "sm_gaps_sharded",
        "sm_srv_hp2_cpu",
    ),
    *("gd_onnx_regression", "gd_onnx_lstm", "gd_kws_gru_s", "gd_litert_if_op", "gd_onnx_fc-layers"),
    *("h5_tiny_resnet", "h5_fer_emotion", "h5_netintrusion_k3", "gd_kws_ds_cnn_s", "h5_dgaintel"),
    "kz_sleepecg_ws",
)
"""Nineteen small models of five formats that compute."""

BROKEN = "bad_trunc1_pb"


def path(name: str) -> Path:
    """Where a model of the corpus is."""
    return next(entry.path for entry in corpus.entries() if entry.id == name)


def convert(*arguments: str | Path, patience: float = 300.0) -> Outcome:
    """`cutaway convert` with all its processes."""
    return cutaway("convert", *arguments, patience=patience)
