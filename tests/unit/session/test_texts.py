# SPDX-License-Identifier: Apache-2.0
"""What is inside a model's files becomes text that can be shown as it is."""

import pytest

from cutaway.session.texts import pretty_json, preview


def test_text_keeps_its_lines() -> None:
    found = preview("grün\nrot\r\n".encode(), 100)
    assert (found.kind, found.text, found.lines) == ("text", "grün\nrot", 2)


def test_only_the_first_lines_are_shown() -> None:
    found = preview(b"a\nb\nc\n", 2)
    assert (found.text, found.lines) == ("a\nb", 3)


def test_a_character_cut_in_two_is_no_reason_for_hexadecimal() -> None:
    assert preview("drei €".encode()[:-1], 10).text == "drei "


@pytest.mark.parametrize("content", [b"\x00\x01binary", bytes(range(256)), b"\xff\xfe\xfd\xfc" * 8])
def test_binary_is_shown_in_hexadecimal(content: bytes) -> None:
    found = preview(content, 10)
    assert found.kind == "hex"
    assert found.text.startswith(f"00000000  {content[0]:02x}")


def test_control_and_direction_characters_are_escaped() -> None:
    assert preview("a\u202eb\x1b[31m\tc".encode(), 5).text == "a\\u202eb\\x1b[31m    c"


def test_a_line_without_end_is_elided() -> None:
    assert len(preview(b"x" * 100_000, 5).text) == 2000


def test_nothing_is_no_text_and_no_fault() -> None:
    assert preview(b"", 5).text == ""


def test_json_is_indented_and_other_text_is_left() -> None:
    assert pretty_json('{"a":[1]}') == '{\n  "a": [\n    1\n  ]\n}'
    assert pretty_json("1e5") == "1e5"
    assert pretty_json("{broken") == "{broken"
