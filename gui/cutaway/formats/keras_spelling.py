# SPDX-License-Identifier: Apache-2.0
"""Keras 1's names for classes and settings in the words of Keras 2 and 3, so that one set of rules reads all."""

from __future__ import annotations

from cutaway.formats.keras_json import Object

_CLASSES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "AtrousConv1D": "Conv1D",
    "AtrousConv2D": "Conv2D",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "Convolution1DTranspose": "Conv1DTranspose",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3DTranspose": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "DepthwiseConvolution2D": "DepthwiseConv2D",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "SyncBatchNormalization": "BatchNormalization",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "GroupQueryAttention": "GroupedQueryAttention",
    "TimeDistributedDense": "Dense",
    "MaxoutDense": "Dense",
}
_SETTINGS = {
    "nb_filter": "filters",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "border_mode": "padding",
    "filter_length": "kernel_size",
    "pool_length": "pool_size",
    "atrous_rate": "dilation_rate",
    "length": "size",
}
_ORDERS = {"th": "channels_first", "tf": "channels_last"}
_UNITS = frozenset(("Dense", "LSTM", "GRU", "SimpleRNN"))


def modern(class_name: str, config: Object) -> tuple[str, Object]:
    """Class and settings as Keras 2 and 3 spell them; settings of Keras 2 and 3 stay as they are."""
    name = _CLASSES.get(class_name, class_name)
    old = {key for key in _SETTINGS if key in config} | (
        {"dim_ordering", "output_dim", "nb_row"} & config.keys()
    )
    if not old:
        return name, config
    found = dict(config)
    for key, spelled in _SETTINGS.items():
        if key in found:
            found.setdefault(spelled, found[key])
    if "dim_ordering" in found:
        found.setdefault("data_format", _ORDERS.get(found["dim_ordering"]))
    if "nb_row" in found:
        found.setdefault("kernel_size", [found["nb_row"], found.get("nb_col")])
    if name in _UNITS and "output_dim" in found:
        found.setdefault("units", found["output_dim"])
    return name, found
