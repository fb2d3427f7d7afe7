# SPDX-License-Identifier: Apache-2.0
"""Another number of samples a second: a polyphase filter with a windowed sinc, in numpy alone.

Smith, Digital Audio Resampling Home Page, https://ccrma.stanford.edu/~jos/resample/.
"""

from __future__ import annotations

from math import gcd

import numpy

_HALF_WIDTH = 32
"""Zero crossings of the sinc on each side: aliases lie 80 dB below with this window."""
_ROLL_OFF = 0.95
_BETA = 9.0
_BLOCK = 1 << 14


def resample(samples: numpy.ndarray, rate: int, wanted: int) -> numpy.ndarray:
    """samples: float32, [n, channels], at `rate`; returns [ceil(n × wanted ÷ rate), channels] at `wanted`."""
    if rate == wanted or not len(samples):
        return samples
    common = gcd(rate, wanted)
    up, down = wanted // common, rate // common
    count = -(-len(samples) * up // down)
    cutoff = min(1.0, up / down) * _ROLL_OFF
    half = int(numpy.ceil(_HALF_WIDTH / min(1.0, up / down)))
    padded = numpy.pad(samples, ((half, half + 1), (0, 0)))
    places = numpy.arange(count, dtype=numpy.int64) * down
    base, phase = places // up, places % up
    phases, which = numpy.unique(phase, return_inverse=True)
    bank = _bank(phases / up, half, cutoff)
    found = numpy.empty((count, samples.shape[1]), numpy.float32)
    windows = numpy.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1, axis=0)
    for start in range(0, count, _BLOCK):
        part = slice(start, start + _BLOCK)
        found[part] = numpy.einsum("nck,nk->nc", windows[base[part]], bank[which[part]])
    return found


def _bank(fractions: numpy.ndarray, half: int, cutoff: float) -> numpy.ndarray:
    """For each fraction of a sample the weights of its neighbours: float32, [fractions, 2 × half + 1]."""
    times = numpy.arange(-half, half + 1)[None, :] - fractions[:, None]
    inside = numpy.clip(1 - (times / (half + 1)) ** 2, 0, 1)
    window = numpy.i0(_BETA * numpy.sqrt(inside)) / numpy.i0(_BETA)
    weights = cutoff * numpy.sinc(cutoff * times) * window
    weights /= weights.sum(1, keepdims=True)  # a constant stays what it is
    narrow: numpy.ndarray = weights.astype(numpy.float32)
    return narrow
