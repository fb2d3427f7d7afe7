# SPDX-License-Identifier: Apache-2.0
"""What the user may set: a table of settings, and their values in a file of the user's configuration folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from cutaway import paths
from cutaway.events import Event
from cutaway.session import store

Value: TypeAlias = str | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the preferences. default's type is the setting's type; choices: all values of a text, with titles.

    section: the heading that it stands under. is_font: the text is a font family, empty for the program's own choice.
    is_later: it takes effect at the next start.
    """

    key: str
    title: str
    default: Value
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    section: str = "Work"
    is_font: bool = False
    is_later: bool = False

    def accepts(self, value: object) -> bool:
        """True for a value of the right type that is among the choices."""
        if type(value) is not type(self.default):
            return False
        return not self.choices or any(value == choice for choice, _ in self.choices)


_LOOK, _RUNS = "Look", "Runs"
_SHORTCUTS = "shortcuts"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        "Appearance",
        "system",
        "Light, dark, or whatever the system uses now.",
        (("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
        section=_LOOK,
    ),
    Setting(
        "contrast",
        "Contrast",
        "system",
        "High contrast has black and white grounds, stronger lines and no tinted text.",
        (("system", "As the system"), ("normal", "Normal"), ("high", "High")),
        section=_LOOK,
    ),
    Setting(
        "scale",
        "Size of everything",
        "100",
        "Text, icons and distances together, beside what the system scales.",
        tuple((str(percent), f"{percent} %") for percent in (80, 90, 100, 110, 125, 150, 175, 200)),
        section=_LOOK,
        is_later=True,
    ),
    Setting(
        "interface_font",
        "Interface font",
        "",
        "For everything but names and values.",
        section=_LOOK,
        is_font=True,
    ),
    Setting("mono_font", "Monospaced font", "", "For names, shapes and values.", section=_LOOK, is_font=True),
    Setting(
        "language",
        "Language",
        "system",
        "What models and their files say stays as it is, and so do messages about them.",
        (("system", "As the system"), ("en", "English"), ("de", "Deutsch")),
        section=_LOOK,
        is_later=True,
    ),
    Setting(
        "restore_tabs",
        "Open the models of last time",
        default=True,
        help="At the next start, models that were open are opened again.",
    ),
    Setting(
        "remember_recents",
        "Remember recent models",
        default=True,
        help="The welcome page lists models that were opened, with format and size.",
    ),
    Setting(
        "statistics",
        "Take statistics of variables",
        default=True,
        help="Minimum, maximum, mean and more are computed in the background once the variables are shown.",
    ),
    Setting(
        "warm_runner",
        "Start TensorFlow ahead of the first run",
        default=True,
        help="It waits in a process of its own, which takes half a gigabyte of memory and ends when it is not used.",
        section=_RUNS,
    ),
    Setting(
        "run_seconds",
        "Time that a run may take",
        "120",
        "A model that has not come a step further after so long is stopped.",
        (("30", "30 seconds"), ("120", "2 minutes"), ("600", "10 minutes"), ("0", "As long as it takes")),
        section=_RUNS,
    ),
    Setting(
        "run_memory",
        "Memory that a run may take",
        "0",
        "A model that takes more is stopped.",
        (
            ("0", "Half of this computer's"),
            ("4", "4 GB"),
            ("8", "8 GB"),
            ("16", "16 GB"),
            ("32", "32 GB"),
            ("64", "64 GB"),
        ),
        section=_RUNS,
    ),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The values now. changed: the key of a setting that has a new value.

    Unknown keys in the file (of a newer version) are kept; values of the wrong type count as not set.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.changed: Event[[str]] = Event()
        self._file = file or paths.config() / "settings.json"
        self._values: dict[str, Any] = store.read(self._file)

    def text(self, key: str) -> str:
        """The value of a setting that is a text. KeyError for a key that is not in the table."""
        return str(self._value(key))

    def flag(self, key: str) -> bool:
        """The value of a setting that is on or off. KeyError for a key that is not in the table."""
        return bool(self._value(key))

    def put(self, key: str, value: Value) -> bool:
        """Set and save. False where it could not be saved. ValueError for a value that the setting does not take."""
        if not _BY_KEY[key].accepts(value):
            message = f"{key} cannot be {value!r}"
            raise ValueError(message)
        if self._value(key) == value:
            return True
        with store.locked(self._file):
            self._values = {**store.read(self._file), key: value}
            saved = store.write(self._file, self._values)
        self.changed.emit(key)
        return saved

    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """The shortcuts that the user gave actions, by their ids; an empty tuple takes an action's away."""
        found = self._values.get(_SHORTCUTS)
        return {
            name: tuple(keys)
            for name, keys in (found.items() if isinstance(found, dict) else ())
            if isinstance(keys, list) and all(isinstance(each, str) for each in keys)
        }

    def put_shortcuts(self, name: str, keys: tuple[str, ...] | None) -> bool:
        """Give an action other shortcuts and save; None gives it those of the table back. False where not saved."""
        with store.locked(self._file):
            values = store.read(self._file)
            found = values.get(_SHORTCUTS)
            chosen = dict(found) if isinstance(found, dict) else {}
            if keys is None:
                chosen.pop(name, None)
            else:
                chosen[name] = list(keys)
            self._values = {**values, _SHORTCUTS: chosen}
            saved = store.write(self._file, self._values)
        self.changed.emit(_SHORTCUTS)
        return saved

    def _value(self, key: str) -> Value:
        setting = _BY_KEY[key]
        value = self._values.get(key)
        return value if setting.accepts(value) and isinstance(value, str | bool) else setting.default
