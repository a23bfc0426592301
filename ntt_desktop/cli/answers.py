"""What several commands answer: when, the files that were written, and that something was taken back."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ntt_desktop.i18n import tr


def instant(iso: str) -> str:
    """An ISO time of an answer as people read it: ``12/03/2026 14:05``, in WITA."""
    from ntt_desktop.services.context import WITA

    return datetime.fromisoformat(iso).astimezone(WITA).strftime("%d/%m/%Y %H:%M")


def files_of(written: Iterable[Path]) -> dict[str, Any]:
    """The files as an answer."""
    return {"files": [str(file) for file in written]}


def text_of_files(answer: dict[str, Any]) -> str:
    """Where they are."""
    return "\n".join(answer["files"])


def text_of_people_on_file(answer: dict[str, Any]) -> str:
    """How many people stand on a paper of a village, and where it is."""
    return tr("{rows} people on {file}", rows=answer["rows"], file=answer["files"][0])


def text_of_cancelled(_answer: dict[str, Any]) -> str:
    """That it was done."""
    return tr("Taken back; it stays in the history.")
