# SPDX-License-Identifier: Apache-2.0
"""What the docs promise to show is there."""

import re
import shlex

from cutaway.cli.options import BY_NAME, parse
from cutaway.cli.window import wish_of
from cutaway.conversion import targets as conversion_targets
from helpers.corpus import REPOSITORY

DOCS = REPOSITORY / "docs"


def test_graphs_of_at_least_ten_models_are_shown_in_light_and_in_dark() -> None:
    text = (DOCS / "graphs.md").read_text(encoding="utf-8")
    shown = {
        theme: set(re.findall(rf"images/graphs/(\w+)-{theme}\.png", text)) for theme in ("light", "dark")
    }
    assert shown["light"] == shown["dark"]
    assert len(shown["light"]) >= 10


def test_every_picture_that_a_page_shows_is_there() -> None:
    shown = re.compile(r"(?:src|srcset)=\"([^\":]+)\"")
    missing = [
        f"{page.relative_to(REPOSITORY)}: {name}"
        for page in (REPOSITORY / "README.md", *DOCS.glob("*.md"))
        for name in shown.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / name).exists()
    ]
    assert not missing


def told_commands() -> list[tuple[str, str]]:
    """Every command of Cutaway in a block of shell, with the page that tells it."""
    found = []
    for page in (REPOSITORY / "README.md", *sorted(DOCS.rglob("*.md"))):
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            lines = block.replace("\\\n", " ").splitlines()
            found += [(page.name, line.strip()) for line in lines if line.strip().startswith("cutaway ")]
    return found


def test_every_command_that_a_page_tells_is_one_that_is_taken() -> None:
    """With its options, and those of the target where it converts."""
    told = told_commands()
    assert len(told) > 50
    for page, line in told:
        words = shlex.split(line.partition(" | ")[0], comments=True)[1:]
        if words[0] not in BY_NAME:
            wish_of(words)
            continue
        invocation = parse(BY_NAME[words[0]], words[1:])
        target = invocation.values.get("--to")
        if words[0] == "convert" and target:
            known = {option.key for option in conversion_targets.target_of(target).options}
            given = {option.partition("=")[0] for option in invocation.lists.get("--option", ())}
            assert given <= known, (page, line)


def test_what_the_recipes_for_contributors_name_is_there() -> None:
    """Files and folders, tables in the file that is said to hold them, classes and functions."""
    text = (DOCS / "manual" / "contributing.md").read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\s]+)`", text)
    places = [span for span in spans if "/" in span]
    assert len(places) >= 8
    tops = (REPOSITORY / "gui", REPOSITORY)
    assert [span for span in places if not any((top / span).exists() for top in tops)] == []
    tables = re.findall(r"`([A-Z]+)` of\s+`([^`]+)`", text)
    assert len(tables) == 4
    for name, file in tables:
        assert re.search(rf"^{name}\b.* = ", (REPOSITORY / "gui" / file).read_text("utf-8"), re.MULTILINE)
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (REPOSITORY / "gui").rglob("*.py"))
    names = [span.partition("(")[0] for span in spans if re.fullmatch(r"[A-Za-z]+|[a-z_]+\(.*", span)]
    assert len(names) > 5
    assert [name for name in names if not re.search(rf"\b(class|def) {name}\b|\b{name}\b", sources)] == []


def test_there_are_three_recipes() -> None:
    text = (DOCS / "manual" / "contributing.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads == ["Add a format", "Add an action", "Add a target of conversion"]


def test_the_pictures_of_the_tour_are_taken_by_the_script() -> None:
    script = (REPOSITORY / "packaging" / "screenshots.sh").read_text(encoding="utf-8")
    taken = set(re.findall(r"^    picture (\w+) ", script, re.MULTILINE))
    pages = [REPOSITORY / "README.md", *(DOCS / "manual").rglob("*.md")]
    shown = {
        name
        for page in pages
        for name in re.findall(
            r"!\[[^\]]*\]\([^)]*images/(\w+)-(?:light|dark)\.png\)", page.read_text("utf-8")
        )
    }
    assert len(shown) >= 8
    assert shown <= taken
    made = {file.stem for file in (DOCS / "images").glob("*.png")}
    assert {f"{name}-{theme}" for name in taken for theme in ("light", "dark")} == made
