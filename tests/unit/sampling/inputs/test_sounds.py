# SPDX-License-Identifier: Apache-2.0
"""Sounds become samples of the rate, the length and the type that an input wants."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import CutawayError, MissingFileError, RequestError
from cutaway.sampling.inputs.resampling import resample
from cutaway.sampling.inputs.sounds import sample_axis
from cutaway.sampling.inputs.wanted import Preparation
from helpers.filling import array, filled, wanted, wav

RAMP = numpy.linspace(-0.5, 0.5, 1000)[:, None]


def saved(folder: Path, raw: bytes) -> Path:
    (folder / "x.wav").write_bytes(raw)
    return folder / "x.wav"


def tone(count: int, rate: int, frequency: float) -> numpy.ndarray:
    return numpy.sin(2 * numpy.pi * frequency * numpy.arange(count) / rate)[:, None].astype(numpy.float32)


@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize(
    ("tag", "bits", "samples", "tolerance"),
    [
        (1, 8, (RAMP * 128 + 128).astype(numpy.uint8), 1e-2),
        (1, 16, (RAMP * 2**15).astype("<i2"), 1e-4),
        (1, 24, (RAMP * 2**23).astype("<i4"), 1e-6),
        (1, 32, (RAMP * 2**31).astype("<i4"), 1e-6),
        (3, 32, RAMP.astype("<f4"), 1e-7),
        (3, 64, RAMP.astype("<f8"), 1e-7),
    ],
)
def test_every_kind_of_sample_is_read(
    tmp_path: Path, tag: int, bits: int, samples: numpy.ndarray, tolerance: float, extensible: bool
) -> None:
    file = saved(tmp_path, wav(samples, tag=tag, bits=bits, extensible=extensible))
    found = array(file, wanted("float32", (None,)))
    assert numpy.allclose(found, RAMP[:, 0], atol=tolerance)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((None,), (1000,)),
        ((1000,), (1000,)),
        ((None, None), (1, 1000)),
        ((1, 600), (1, 600)),
        ((None, 2000, 1), (1, 2000, 1)),
        ((None, 1), (1000, 1)),
        (None, (1000,)),
    ],
)
def test_shapes_are_those_of_the_input(
    tmp_path: Path, shape: tuple[int | None, ...] | None, expected: tuple[int, ...]
) -> None:
    file = saved(tmp_path, wav((RAMP * 2**15).astype("<i2")))
    assert array(file, wanted("float32", shape)).shape == expected


def test_cutting_and_filling_up_is_told(tmp_path: Path) -> None:
    file = saved(tmp_path, wav((RAMP * 2**15).astype("<i2")))
    assert "its first 600 of 1,000 samples" in filled(file, wanted("float32", (600,))).words
    longer = filled(file, wanted("float32", (1600,)))
    assert "filled up with silence" in longer.words
    assert not longer.value[1000:].any()  # type: ignore[index]


def test_integers_are_those_of_the_file(tmp_path: Path) -> None:
    stored = (RAMP * 2**15).astype("<i2")
    file = saved(tmp_path, wav(stored))
    assert numpy.array_equal(array(file, wanted("int16", (1000,))), stored[:, 0])
    assert array(file, wanted("float32", (1000,)), scale="int16").max() == stored.max()
    assert array(file, wanted("int8", (1000,))).max() <= 64
    assert array(file, wanted("uint8", (1000,))).min() >= 64


def test_channels_are_mixed_or_kept(tmp_path: Path) -> None:
    both = numpy.stack([RAMP[:, 0], -RAMP[:, 0]], 1)
    file = saved(tmp_path, wav((both * 2**15).astype("<i2")))
    assert numpy.abs(array(file, wanted("float32", (None,)))).max() < 1e-4
    assert array(file, wanted("float32", (None, 1000, 2))).shape == (1, 1000, 2)
    with pytest.raises(RequestError, match="2 channels"):
        filled(file, wanted("float32", (None,)), channels="keep")


def test_it_is_resampled_to_the_rate_that_is_wanted(tmp_path: Path) -> None:
    file = saved(tmp_path, wav((tone(44_100, 44_100, 440) * 2**14).astype("<i2"), 44_100))
    found = filled(file, wanted("float32", (None,)), rate="16000")
    assert found.value.shape == (16_000,)
    assert "resampled to 16,000 Hz" in found.words
    assert "choose rate" in filled(file, wanted("float32", (None,))).notes[0]
    known = wanted("float32", (None,), preparation=Preparation(rate=22_050))
    assert array(file, known).shape == (22_050,)


@pytest.mark.parametrize(
    ("rate", "target"), [(44_100, 16_000), (8_000, 16_000), (48_000, 22_050), (16_000, 16_001)]
)
def test_resampling_keeps_a_tone_and_its_loudness(rate: int, target: int) -> None:
    found = resample(tone(rate, rate, 440), rate, target)
    assert len(found) == target
    expected = tone(target, target, 440)
    inside = slice(200, -200)
    assert numpy.abs(found[inside] - expected[inside]).max() < 2e-3


def test_resampling_leaves_out_what_the_lower_rate_cannot_hold() -> None:
    found = resample(tone(44_100, 44_100, 15_000), 44_100, 16_000)
    assert numpy.abs(found[200:-200]).max() < 2e-3


def test_resampling_keeps_a_constant() -> None:
    found = resample(numpy.ones((2000, 2), numpy.float32), 48_000, 44_100)
    assert numpy.allclose(found[100:-100], 1, atol=1e-5)
    assert found.shape[1] == 2


def test_a_beginning_can_be_left_out(tmp_path: Path) -> None:
    file = saved(tmp_path, wav((RAMP * 2**15).astype("<i2"), 1000))
    assert array(file, wanted("float32", (None,)), start="0.25").shape == (750,)
    with pytest.raises(RequestError, match="ends before"):
        filled(file, wanted("float32", (None,)), start="2")


def test_an_input_of_strings_gets_the_files_bytes(tmp_path: Path) -> None:
    file = saved(tmp_path, wav((RAMP * 2**15).astype("<i2")))
    assert array(file, wanted("string", ())) == file.read_bytes()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no WAVE file"),
        (b"ID3 an mp3", "no WAVE file"),
        (wav((RAMP * 2**15).astype("<i2"))[:40], "cut off"),
        (wav((RAMP * 2**15).astype("<i2"), tag=85), "compressed"),
        (wav(numpy.zeros((0, 1), "<i2")), "no sample"),
        (wav((RAMP * 2**15).astype("<i2"), rate=0), "claims"),
    ],
)
def test_what_is_no_sound_is_told(tmp_path: Path, raw: bytes, words: str) -> None:
    with pytest.raises(CutawayError, match=words):
        filled(saved(tmp_path, raw), wanted("float32", (None,)))


def test_an_input_that_takes_no_sound_is_told(tmp_path: Path) -> None:
    file = saved(tmp_path, wav((RAMP * 2**15).astype("<i2")))
    with pytest.raises(RequestError, match="no sound can be"):
        filled(file, wanted("bool", (None,)))
    with pytest.raises(RequestError, match="no sound can be"):
        filled(file, wanted("float32", (1, 2, 3, 4)))


def test_a_sound_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        filled(tmp_path / "x.wav", wanted("float32", (None,)))


def test_time_runs_along_the_axis_that_channels_do_not_follow() -> None:
    assert [sample_axis(shape) for shape in ((None,), (None, 2), (1, 16000), (None, None, 1))] == [0, 0, 1, 1]
