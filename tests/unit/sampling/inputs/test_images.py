# SPDX-License-Identifier: Apache-2.0
"""Pictures become what an input wants, and what is no picture is told."""

import struct
import zlib
from pathlib import Path

import numpy
import pytest
from PIL import Image

from cutaway.description.tensors import Quantization
from cutaway.errors import CutawayError, MissingFileError, RequestError, UnsupportedFormatError
from cutaway.sampling.inputs.picture_axes import picture_axes
from cutaway.sampling.inputs.wanted import Preparation
from helpers.filling import array, filled, wanted

RED_LEFT = numpy.zeros((4, 6, 3), numpy.uint8)
RED_LEFT[:, :3, 0] = 255
RED_LEFT[:, 3:, 2] = 255


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Red on the left, blue on the right, 6 × 4."""
    Image.fromarray(RED_LEFT).save(tmp_path / "cat.png")
    return tmp_path / "cat.png"


def test_floats_go_from_0_to_1_and_that_is_told(picture: Path) -> None:
    found = filled(picture, wanted("float32", (None, 4, 6, 3)))
    assert isinstance(found.value, numpy.ndarray)
    assert numpy.array_equal(found.value[0], RED_LEFT.astype(numpy.float32) / numpy.float32(255))
    assert found.words == "cat.png (6 × 4), RGB, scaled to 0–1"
    assert "choose scale, mean and deviation" in found.notes[0]


def test_bytes_stay_bytes(picture: Path) -> None:
    assert numpy.array_equal(array(picture, wanted("uint8", (4, 6, 3))), RED_LEFT)
    assert array(picture, wanted("int8", (1, 4, 6, 3)))[0, 0, 0].tolist() == [127, -128, -128]
    assert array(picture, wanted("int32", (1, 4, 6, 3)))[0, 0, 0].tolist() == [255, 0, 0]


def test_it_is_resized_to_the_input(picture: Path) -> None:
    found = filled(picture, wanted("uint8", (1, 2, 2, 3)), filter="nearest")
    assert found.value.tolist()[0][0] == [[255, 0, 0], [0, 0, 255]]  # type: ignore[union-attr]
    assert "resized to 2 × 2" in found.words


def test_it_is_cropped_or_padded(picture: Path) -> None:
    cropped = array(picture, wanted("uint8", (1, 4, 4, 3)), resize="crop")
    assert numpy.array_equal(cropped[0], RED_LEFT[:, 1:5])
    padded = array(picture, wanted("uint8", (1, 6, 6, 3)), resize="pad")
    assert not padded[0, 0].any()
    assert padded[0, 3].any()
    with pytest.raises(RequestError, match="6 × 4 pixels"):
        filled(picture, wanted("uint8", (1, 6, 6, 3)), resize="none")


@pytest.mark.parametrize("mixing", ["nearest", "bilinear", "bicubic", "lanczos", "area"])
def test_pixels_are_mixed_as_told(picture: Path, mixing: str) -> None:
    assert array(picture, wanted("uint8", (1, 2, 3, 3)), filter=mixing).shape == (1, 2, 3, 3)


def test_colours_are_ordered(picture: Path) -> None:
    assert array(picture, wanted("uint8", (4, 6, 3)), channels="bgr")[0, 0].tolist() == [0, 0, 255]
    assert array(picture, wanted("uint8", (4, 6, 4)))[0, 0].tolist() == [255, 0, 0, 255]
    assert array(picture, wanted("uint8", (1, 4, 6, 1))).shape == (1, 4, 6, 1)
    assert array(picture, wanted("uint8", (4, 6))).shape == (4, 6)
    with pytest.raises(RequestError, match="in GRAY has 1 channel"):
        filled(picture, wanted("uint8", (1, 4, 6, 3)), channels="gray")


def test_the_layout_follows_the_shape(picture: Path) -> None:
    first = array(picture, wanted("uint8", (1, 3, 4, 6)))
    assert numpy.array_equal(first[0], RED_LEFT.transpose(2, 0, 1))
    told = array(picture, wanted("uint8", (None, None, None, None)), layout="nchw")
    assert told.shape == (1, 3, 4, 6)


def test_dynamic_sides_are_the_pictures_own_or_as_told(picture: Path) -> None:
    target = (None, None, None, 3)
    assert array(picture, wanted("uint8", target, sizes={0: 1, 1: 1, 2: 1})).shape == (1, 4, 6, 3)
    assert array(picture, wanted("uint8", target), height="8", width="10").shape == (1, 8, 10, 3)
    assert array(picture, wanted("uint8", target, sizes={1: 2, 2: 5})).shape == (1, 2, 5, 3)
    with pytest.raises(RequestError, match="a width of 6, not 7"):
        filled(picture, wanted("uint8", (None, None, 6, 3)), width="7")


def test_values_are_scaled_as_told(picture: Path) -> None:
    found = array(picture, wanted("float32", (1, 4, 6, 3)), mean="127.5", deviation="127.5")
    assert found[0, 0, 0].tolist() == [1, -1, -1]
    each = array(picture, wanted("float32", (1, 4, 6, 3)), mean="1 2 3", deviation="1", scale="1")
    assert each[0, 0, 0].tolist() == [254, -2, -3]
    with pytest.raises(RequestError, match="2 values of mean for 3 channels"):
        filled(picture, wanted("float32", (1, 4, 6, 3)), mean="1 2")
    with pytest.raises(RequestError, match="cannot be 0"):
        filled(picture, wanted("float32", (1, 4, 6, 3)), deviation="0")


def test_the_models_own_metadata_prepares(picture: Path) -> None:
    known = Preparation((127.5,), (127.5,), "RGB")
    found = filled(picture, wanted("float32", (1, 4, 6, 3), preparation=known))
    assert found.value[0, 0, 0].tolist() == [1, -1, -1]  # type: ignore[index]
    assert found.notes == ("Prepared as the model's own metadata says.",)
    quantised = wanted(
        "uint8", (1, 4, 6, 3), preparation=known, quantization=Quantization((1 / 127.5,), (127,))
    )
    assert array(picture, quantised)[0, 0, 0].tolist() == [254, 0, 0]


def test_digits_lie_flat(tmp_path: Path) -> None:
    Image.fromarray(numpy.full((10, 10), 255, numpy.uint8)).save(tmp_path / "seven.png")
    assert array(tmp_path / "seven.png", wanted("float32", (None, 784))).tolist() == [[1.0] * 784]


@pytest.mark.parametrize(
    ("mode", "expected"), [("RGBA", [255, 0, 0]), ("P", [255, 0, 0]), ("L", [76, 76, 76]), ("CMYK", None)]
)
def test_pictures_of_other_modes_are_understood(
    tmp_path: Path, mode: str, expected: list[int] | None
) -> None:
    ending = "tif" if mode == "CMYK" else "png"
    Image.fromarray(RED_LEFT).convert(mode).save(tmp_path / f"cat.{ending}")
    found = array(tmp_path / f"cat.{ending}", wanted("uint8", (4, 6, 3)))
    assert expected is None or found[0, 0].tolist() == expected


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    Image.fromarray(numpy.array([[0, 65535, 257 * 100]], numpy.uint16)).save(tmp_path / "x.png")
    assert array(tmp_path / "x.png", wanted("uint8", (1, 3))).tolist() == [[0, 255, 100]]


def test_what_is_transparent_lies_on_black(tmp_path: Path) -> None:
    clear = numpy.array([[[200, 100, 50, 0]]], numpy.uint8)
    Image.fromarray(clear).save(tmp_path / "x.png")
    assert array(tmp_path / "x.png", wanted("uint8", (1, 1, 3))).tolist() == [[[0, 0, 0]]]


def test_it_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(RED_LEFT).save(tmp_path / "x.jpg", exif=turned.tobytes())
    assert array(tmp_path / "x.jpg", wanted("uint8", (None, None, 3))).shape == (6, 4, 3)


def test_an_input_of_strings_gets_the_files_bytes(picture: Path) -> None:
    assert array(picture, wanted("string", (None,))).tolist() == [picture.read_bytes()]


@pytest.mark.parametrize(
    ("dtype", "shape"), [("bool", (1, 4, 6, 3)), ("float32", (5,)), ("float32", (1,) * 5)]
)
def test_an_input_that_takes_no_picture_is_told(picture: Path, dtype: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(RequestError, match="no picture can be"):
        filled(picture, wanted(dtype, shape))


def bomb(edge: int) -> bytes:
    """A PNG of a few bytes that claims to be very large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("edge", [9_000, 30_000, 2_000_000_000])
def test_a_decompression_bomb_is_refused(tmp_path: Path, edge: int) -> None:
    (tmp_path / "x.png").write_bytes(bomb(edge))
    with pytest.raises(CutawayError, match=r"pixels|cannot be decoded|no picture"):
        filled(tmp_path / "x.png", wanted("uint8", (1, 4, 6, 3)))


@pytest.mark.parametrize("cut", [0, 10, 45])
def test_a_damaged_picture_is_told(picture: Path, cut: int) -> None:
    picture.write_bytes(picture.read_bytes()[:cut])
    with pytest.raises(CutawayError, match=r"cat\.png"):
        filled(picture, wanted("uint8", (1, 4, 6, 3)))


def test_postscript_is_no_picture(tmp_path: Path) -> None:
    """Pillow would hand it to another program."""
    (tmp_path / "x.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n")
    with pytest.raises(UnsupportedFormatError, match="no picture that can be read"):
        filled(tmp_path / "x.png", wanted("uint8", (1, 4, 6, 3)))


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        filled(tmp_path / "x.png", wanted("uint8", (1, 4, 6, 3)))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((None, 224, 224, 3), (224, 224, 3, "nhwc")),
        ((None, 3, 224, 224), (224, 224, 3, "nchw")),
        ((None, 28, 28), (28, 28, 0, "nhwc")),
        ((28, 28, 1), (28, 28, 1, "nhwc")),
        ((3, 32, 32), (32, 32, 3, "nchw")),
        ((None, 3072), (32, 32, 3, "nhwc")),
        ((None, None, None, None), (None, None, None, "nhwc")),
    ],
)
def test_axes_are_judged_by_their_sizes(
    shape: tuple[int | None, ...], expected: tuple[int | None, int | None, int | None, str]
) -> None:
    found = picture_axes(shape)
    assert found is not None
    assert (found.rows, found.columns, found.channels, found.layout) == expected
