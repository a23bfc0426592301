"""This window's habits: theme and language. They are needed before the store is unlocked, so they lie beside it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "window.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """``theme`` is system, light or dark; ``language`` id or en."""

    theme: str = "system"
    language: str = "id"


def kept(home: Path) -> bool:
    """Whether anything was kept here yet."""
    return (home / _FILE).exists()


def load(home: Path) -> Preferences:
    """The kept preferences; the usual ones where nothing readable is kept."""
    try:
        kept = json.loads((home / _FILE).read_text("utf-8"))
        return Preferences(str(kept["theme"]), str(kept["language"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Preferences()


def save(home: Path, preferences: Preferences) -> None:
    """Keep them; written beside and renamed, so that a power cut leaves the old ones."""
    home.mkdir(parents=True, exist_ok=True)
    target = home / _FILE
    beside = target.with_suffix(".tmp")
    beside.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
    beside.replace(target)
