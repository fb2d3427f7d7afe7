# SPDX-License-Identifier: Apache-2.0
"""How kinds of files that need more than a mark are known: pickles, zip archives by their members, ONNX, TF.js."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cutaway.errors import DamagedFileError
from cutaway.formats.sample import Sample
from cutaway.wire.varints import read_varint

_MOST_FIELDS = 64
_MOST_PICKLE = 1 << 16
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def lfs_size(sample: Sample) -> str:
    """How large the file is that a Git LFS pointer stands for."""
    found = re.search(r"^size (\d{1,19})$", sample.text, re.MULTILINE)
    return f" ({int(found[1]):,} bytes have not been downloaded)" if found else ""


def safetensors(sample: Sample) -> bool:
    """Layout: 64-bit length of a JSON header, the header."""
    length = int.from_bytes(sample.start(8), "little")
    return 2 <= length <= sample.size and sample.start(10)[8:] in (b'{"', b"{}", b"{ ", b"{\n")


def _members(sample: Sample) -> list[str]:
    """Names in a zip archive; the first one alone where the list is damaged or cut off."""
    from cutaway.wire.zips import Archive

    try:
        return [member.name for member in Archive(sample.data, sample.path.name).members]
    except DamagedFileError:
        length = int.from_bytes(sample.start(28)[26:], "little")
        return [sample.start(30 + length)[30:].decode("utf-8", "replace")]


def torch_zip(sample: Sample) -> bool:
    """torch.save: `NAME/data.pkl` and `NAME/version`; TorchScript and ExportedProgram have others beside them."""
    return any(
        name.endswith(("/data.pkl", "/.format_version", "/archive_format")) for name in _members(sample)
    )


def numpy_zip(sample: Sample) -> bool:
    """numpy.savez: members of the ending .npy alone."""
    names = _members(sample)
    return bool(names) and all(name.endswith(".npy") for name in names)


def office_zip(sample: Sample) -> bool:
    """OOXML and OpenDocument name themselves in their first members."""
    return bool({"[Content_Types].xml", "mimetype"} & set(_members(sample)))


def coreml_zip(sample: Sample) -> bool:
    """A zipped .mlpackage or .mlmodelc."""
    return any(".mlpackage/" in name or ".mlmodelc/" in name for name in _members(sample))


def code_zip(sample: Sample) -> bool:
    """Wheels carry *.dist-info/WHEEL, Java archives META-INF/MANIFEST.MF."""
    return any(
        name.endswith(".dist-info/WHEEL") or name == "META-INF/MANIFEST.MF" for name in _members(sample)
    )


def pickled(sample: Sample) -> bool:
    """Protocols 2 to 5 begin with PROTO; the end is STOP. A frame, an object or a memo follows the protocol."""
    head = sample.start(3)
    return (
        len(head) > 2
        and head[0] == 0x80
        and 2 <= head[1] <= 5
        and (head[2] in b"\x95}](\x8ac" or sample.end(1) == b".")
    )


def windows_program(sample: Sample) -> bool:
    """The stub of MS-DOS points to the header `PE`."""
    at = int.from_bytes(sample.start(64)[60:], "little")
    return bytes(sample.data[at : at + 2]) == b"PE"


def records(sample: Sample) -> bool:
    """TFRecord: the length of a record as 64 bits, and its masked CRC-32C."""
    head = sample.start(12)
    if not 0 < int.from_bytes(head[:8], "little") <= sample.size - 16:
        return False
    from cutaway.wire.checksums import masked  # 40 ms to import, for the few files that come this far

    return masked(head[:8]) == int.from_bytes(head[8:], "little")


def events(sample: Sample) -> bool:
    """Records whose first says `brain.Event:2`."""
    return b"brain.Event:" in sample.start(64) and records(sample)


def json_text(sample: Sample) -> bool:
    """Text that begins as JSON objects and arrays do."""
    return re.match(r'\s*(\{\s*("|\})|\[\s*[\[{"\d\]-])', sample.text) is not None


def _json_says(sample: Sample, pattern: str) -> bool:
    return json_text(sample) and re.search(pattern, sample.text) is not None


def tfjs_graph(sample: Sample) -> bool:
    """`format` says graph-model; older ones have nodes in their topology."""
    return _json_says(
        sample, r'"format"\s*:\s*"graph-model"|"modelTopology"\s*:\s*\{\s*"(node|library|versions)"'
    )


def tfjs_layers(sample: Sample) -> bool:
    """`format` says layers-model; older ones have a Keras configuration in their topology."""
    return _json_says(sample, r'"format"\s*:\s*"layers-model"') or (
        _json_says(sample, r'"(modelTopology|weightsManifest)"\s*:') and not tfjs_graph(sample)
    )


def tfjs_manifest(sample: Sample) -> bool:
    """A list of groups of weights with the paths of their files."""
    return (
        sample.text.lstrip().startswith("[")
        and _json_says(sample, r'"weights"\s*:')
        and '"paths"' in sample.text
    )


def python_text(sample: Sample) -> bool:
    """An import or a definition at the beginning of a line among the first ones."""
    return (
        re.search(
            r"^(import \w+|from [\w.]+ import |def \w+\(|class \w+[(:])", sample.text[:4096], re.MULTILINE
        )
        is not None
    )


def text_message(sample: Sample) -> bool:
    """`name {` or `name: value` after comments."""
    return re.match(r"(?:\s|#[^\n]*\n)*\w+\s*(\{\s*(\w+\s*[:{]|\})|:\s*[\"'\d{-])", sample.text) is not None


def _fields(sample: Sample) -> Iterator[tuple[int, int, int, int]]:
    """Top-level fields of a protobuf as (number, wire type, start of the value, its end), while they make sense.

    The end of the last one may lie past that of the file; a field number of 0 says that the bytes are no protobuf.
    """
    at = 0
    for _ in range(_MOST_FIELDS):
        if at >= sample.size:
            return
        try:
            tag, begin = read_varint(sample.data, at, sample.size)
            end = begin
            if tag & 7 == _VARINT:
                _, end = read_varint(sample.data, begin, sample.size)
            elif tag & 7 == _BYTES:
                length, begin = read_varint(sample.data, begin, sample.size)
                end = begin + length
            else:
                end = begin + {_FIXED64: 8, _FIXED32: 4}[tag & 7]
        except (ValueError, KeyError):
            yield 0, 0, at, at
            return
        yield tag >> 3, tag & 7, begin, end
        at = end


# onnx.proto, ModelProto: field number → wire type.
_ONNX = {
    1: _VARINT,
    2: _BYTES,
    3: _BYTES,
    4: _BYTES,
    5: _VARINT,
    6: _BYTES,
    7: _BYTES,
    8: _BYTES,
    14: _BYTES,
    20: _BYTES,
    25: _BYTES,
    26: _BYTES,
}
_NEWEST_ONNX = 64


def onnx(sample: Sample) -> bool:
    """ModelProto: a small ir_version first or last, and a graph, opset or producer beside it, and nothing else."""
    found = {}
    for number, wire, begin, end in _fields(sample):
        if _ONNX.get(number) != wire:
            return False
        found[number] = (begin, end)
    if 1 not in found or not {2, 7, 8} & set(found):
        return False
    version, _ = read_varint(sample.data, found[1][0], sample.size)
    return 1 <= version <= _NEWEST_ONNX


def overrun(sample: Sample) -> tuple[int, int] | None:
    """The first top-level field of a message that would end past the end of the file, as (its byte, its length)."""
    at = 0
    for number, wire, begin, end in _fields(sample):
        if number and wire == _BYTES and end > sample.size:
            return at, end - begin
        at = end
    return None


def mostly_nodes(sample: Sample) -> bool:
    """Whether most fields look like the nodes of a GraphDef, which begin with a name: what damage leaves of one."""
    found = list(_fields(sample))
    nodes = [begin for number, wire, begin, _ in found if (number, wire) == (1, _BYTES)]
    named = sum(bytes(sample.data[begin : begin + 1]) == b"\n" for begin in nodes)
    return len(found) > 1 and 4 * named >= 3 * len(found)


def cut_off(sample: Sample) -> str:
    """Says so where the last field of a message would end past the end of the file."""
    end = max((end for _, _, _, end in _fields(sample)), default=0)
    return f"; it is cut off besides, at byte {sample.size:,} of {end:,}" if end > sample.size else ""


def coreml(sample: Sample) -> bool:
    """Model of Core ML: specificationVersion, a ModelDescription, and one type of model from 200 on."""
    numbers = [number for number, _, _, _ in _fields(sample)]
    return numbers[:2] == [1, 2] and all(number in (1, 2, 10) or 200 <= number < 3000 for number in numbers)


def message(sample: Sample) -> bool:
    """Fields that make sense up to the end of the file, or as far as one looks."""
    found = list(_fields(sample))
    return (
        bool(found) and all(number for number, *_ in found) and max(end for *_, end in found) <= sample.size
    )
