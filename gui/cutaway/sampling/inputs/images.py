# SPDX-License-Identifier: Apache-2.0
"""Pictures as arrays: decoded, resized, their colours ordered, their values scaled, as an input wants them."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy

from cutaway.description import wording
from cutaway.errors import DamagedFileError, RequestError, UnsupportedFormatError
from cutaway.sampling.inputs.picture_axes import PictureAxes, picture_axes
from cutaway.sampling.inputs.wanted import Found, Options, Wanted, content, unreadable
from cutaway.sampling.stored import of_type

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 64_000_000
_MOST_FILE = 1 << 28
_LARGEST_EDGE = 16_384
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
"""Those that Pillow decodes without another program."""
_BYTE = 255
_MODES = {"rgb": "RGB", "bgr": "RGB", "gray": "L", "rgba": "RGBA"}
_WIDE = 257  # 65,535 / 255
_COUNTS = {1: "gray", 3: "rgb", 4: "rgba"}


@dataclass(frozen=True, slots=True)
class _Scaling:
    """value = (pixel × scale − mean) / deviation. words: the same for people."""

    scale: float
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    words: str
    note: str = ""


def read(path: Path, options: Options, wanted: Wanted) -> Found:
    """A picture as one sample, of the type and shape that the input wants, with a batch axis where it has one.

    Raises RequestError (an input that takes no pictures, options that do not fit), UnsupportedFormatError,
    DamagedFileError, MissingFileError.
    """
    if wanted.spec.dtype == "string" and options.text("content") != "pixels":
        whole = numpy.empty((), object)
        whole[()] = content(path, _MOST_FILE)
        return Found(whole, f"the bytes of {path.name}")
    axes = picture_axes(wanted.spec.shape, options.text("layout"))
    kind = of_type(wanted.spec.dtype)
    if axes is None or kind is None or wanted.spec.dtype == "string" or kind.kind in "bc":
        raise RequestError(
            f"Input {wanted.name} takes {wanted.takes}, which no picture can be.",
            hint="Give the values as .npy, or choose another input for the picture.",
            path=path,
        )
    order = _order(axes, options, wanted)
    image = _open(path, _MODES[order])
    original = image.size
    sized = _resized(image, axes, options, wanted)
    pixels = numpy.asarray(sized)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if order == "bgr":
        pixels = pixels[:, :, ::-1]
    scaling = _scaling(options, wanted, pixels.shape[2])
    values = _typed(pixels, scaling, kind, wanted)
    words = [f"{path.name} ({original[0]} × {original[1]})"]
    if sized.size != original:
        verb = {"crop": "cropped", "pad": "padded"}.get(options.text("resize"), "resized")
        words.append(f"{verb} to {sized.size[0]} × {sized.size[1]}")
    words += [order.upper() if order != "gray" else order, scaling.words]
    notes = (scaling.note,) if scaling.note else ()
    return Found(_arranged(values, axes), ", ".join(word for word in words if word), notes)


def _open(path: Path, mode: str) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise RequestError(
                        f"{path.name} has {image.width:,} × {image.height:,} pixels; at most {MOST_PIXELS:,} "
                        "are decoded.",
                        hint="Make it smaller first.",
                        path=path,
                    )
                image.load()
                return _in_mode(ImageOps.exif_transpose(image), mode)
    except UnidentifiedImageError:
        raise UnsupportedFormatError(
            f"{path.name} is no picture that can be read.",
            hint="PNG, JPEG, BMP, GIF, WebP, TIFF and PPM are.",
            path=path,
        ) from None
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise unreadable(path, error) from None
    except Image.DecompressionBombError:
        raise RequestError(
            f"{path.name} claims to have more pixels than any picture.",
            hint="Make it smaller first.",
            path=path,
        ) from None
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, OverflowError) as error:
        raise DamagedFileError(
            f"{path.name} cannot be decoded: {error}.", hint="Save it anew.", path=path
        ) from None


def _in_mode(image: Image, mode: str) -> Image:
    """With the wanted colours; 16 bits a pixel become 8, what is transparent lies on black."""
    import PIL.Image

    if image.mode.startswith("I"):
        wide = numpy.asarray(image).astype(numpy.int64)
        narrow = (numpy.clip(wide, 0, _BYTE * _WIDE) // _WIDE).astype(numpy.uint8)
        image = PIL.Image.fromarray(narrow)
    if mode != "RGBA" and ("A" in image.getbands() or "transparency" in image.info):
        with_alpha = image.convert("RGBA")
        ground = PIL.Image.new("RGBA", with_alpha.size, (0, 0, 0, _BYTE))
        image = PIL.Image.alpha_composite(ground, with_alpha)
    return image.convert(mode)


def _order(axes: PictureAxes, options: Options, wanted: Wanted) -> str:
    told = options.text("channels")
    if told == "auto":
        if axes.channels == 0:
            return "gray"
        if axes.channels is None:
            return "gray" if wanted.preparation.colors == "grayscale" else "rgb"
        if axes.channels in _COUNTS:
            return _COUNTS[axes.channels]
        told = "rgb"
    count = {"gray": 1, "rgba": 4}.get(told, 3)
    if axes.channels not in (None, count, 0 if count == 1 else count):
        raise RequestError(
            f"Input {wanted.name} takes {wanted.takes}, and a picture in {told.upper()} has "
            f"{wording.counted(count, 'channel')}.",
            hint="Choose other channels, or another layout of the axes.",
        )
    return told


def _resized(image: Image, axes: PictureAxes, options: Options, wanted: Wanted) -> Image:
    import PIL.Image
    from PIL import ImageOps

    size = _size(image, axes, options, wanted)
    how = options.text("resize")
    if image.size == size:
        return image
    if how == "none":
        raise RequestError(
            f"The picture has {image.width} × {image.height} pixels, and input {wanted.name} takes "
            f"{size[0]} × {size[1]}.",
            hint="Choose how it is resized: stretch, crop or pad.",
        )
    mixing = {
        "nearest": PIL.Image.Resampling.NEAREST,
        "bicubic": PIL.Image.Resampling.BICUBIC,
        "lanczos": PIL.Image.Resampling.LANCZOS,
        "area": PIL.Image.Resampling.BOX,
    }.get(options.text("filter"), PIL.Image.Resampling.BILINEAR)
    if how == "crop":
        return ImageOps.fit(image, size, mixing)
    if how == "pad":
        return ImageOps.pad(image, size, mixing)
    return image.resize(size, mixing)


def _size(image: Image, axes: PictureAxes, options: Options, wanted: Wanted) -> tuple[int, int]:
    """Width and height: the input's own, else as told, else as chosen for its axes, else the picture's."""
    found: list[int] = []
    first = 1 if axes.has_batch else 0
    row_axis = first + (axes.layout == "nchw" and axes.channels != 0)
    sides = (
        ("width", axes.columns, row_axis + 1, image.width),
        ("height", axes.rows, row_axis, image.height),
    )
    for name, fixed, axis, own in sides:
        told = options.integer(name)
        if fixed is not None and told not in (None, fixed):
            raise RequestError(
                f"Input {wanted.name} takes pictures with a {name} of {fixed}, not {told}.",
                hint=f"Leave {name} out.",
            )
        chosen = wanted.sizes.get(axis, 1)
        size = fixed if fixed is not None else told or (chosen if chosen > 1 else own)
        if not 0 < size <= _LARGEST_EDGE:
            raise RequestError(
                f"A picture cannot have a {name} of {size:,}.", hint=f"At most {_LARGEST_EDGE:,} are made."
            )
        found.append(size)
    return found[0], found[1]


def _scaling(options: Options, wanted: Wanted, channels: int) -> _Scaling:
    known = wanted.preparation
    kind = wanted.spec.dtype
    is_float = "float" in kind
    told = not all(options.is_auto(name) for name in ("scale", "mean", "deviation"))
    if not told and known.mean and known.deviation:
        mean, deviation = _each(known.mean, channels, "mean"), _each(known.deviation, channels, "deviation")
        words = f"normalised with mean {_spelled(mean)} and deviation {_spelled(deviation)}"
        return _Scaling(1.0, mean, deviation, words, "Prepared as the model's own metadata says.")
    if not told:
        if is_float:
            note = (
                "Scaled to values from 0 to 1; if the model wants others, choose scale, mean and deviation."
            )
            return _Scaling(1 / _BYTE, (0.0,), (1.0,), "scaled to 0–1", note)
        if kind in {"int8", "qint8"}:
            return _Scaling(
                1.0, (128.0,), (1.0,), "less 128", "Pixels less 128, as most int8 models want them."
            )
        return _Scaling(1.0, (0.0,), (1.0,), "")
    scale = 1.0 if options.is_auto("scale") else options.number("scale")
    mean = (0.0,) if options.is_auto("mean") else _each(options.numbers("mean"), channels, "mean")
    deviation = (
        (1.0,) if options.is_auto("deviation") else _each(options.numbers("deviation"), channels, "deviation")
    )
    if 0.0 in deviation:
        raise RequestError("The deviation that pixels are divided by cannot be 0.", hint="Give another.")
    words = (
        f"({f'pixels × {scale:.4g}' if scale != 1 else 'pixels'} − {_spelled(mean)}) ÷ {_spelled(deviation)}"
    )
    return _Scaling(scale, mean, deviation, words)


def _each(values: tuple[float, ...], channels: int, name: str) -> tuple[float, ...]:
    if len(values) not in (1, channels):
        raise RequestError(
            f"There are {wording.counted(len(values), 'value')} of {name} for {wording.counted(channels, 'channel')}.",
            hint="Give one, or one for each channel.",
        )
    return values


def _spelled(values: tuple[float, ...]) -> str:
    distinct = values[:1] if len(set(values)) == 1 else values
    return ", ".join(f"{value:g}" for value in distinct)


def _typed(pixels: numpy.ndarray, scaling: _Scaling, kind: numpy.dtype, wanted: Wanted) -> numpy.ndarray:
    """The values in the input's type; a quantised input gets the integers that stand for them."""
    is_plain = scaling.scale == 1 and set(scaling.mean) == {0.0} and set(scaling.deviation) == {1.0}
    if is_plain and kind == numpy.uint8:
        return pixels
    values = pixels.astype(numpy.float32) * numpy.float32(scaling.scale)
    values -= numpy.array(scaling.mean, numpy.float32)
    values /= numpy.array(scaling.deviation, numpy.float32)
    if "int" not in kind.name:
        return values.astype(kind)
    from cutaway.sampling.inputs.generated import ends

    quantization = wanted.spec.quantization
    if quantization is not None and quantization.scale and set(scaling.deviation) != {1.0}:
        values = values / quantization.scale[0] + quantization.zero_point[0]
    least, most = ends(kind)
    found: numpy.ndarray = numpy.clip(numpy.rint(values), least, most)
    return found.astype(kind)


def _arranged(values: numpy.ndarray, axes: PictureAxes) -> numpy.ndarray:
    if axes.flat:
        return values.reshape(1, -1)
    if axes.channels == 0:
        values = values[:, :, 0]
    elif axes.layout == "nchw":
        values = values.transpose(2, 0, 1)
    return numpy.ascontiguousarray(values[None] if axes.has_batch else values)
