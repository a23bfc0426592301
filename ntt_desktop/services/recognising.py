"""What a file is, by its content, so that one dropped anywhere goes where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import recognising
from ntt_desktop.formats.package.recognising import Look
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.outgoing import sync_password

__all__ = ["Dropped", "Look", "look_at", "workbooks"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file and what a look at it says: a package (or reply), something else, or locked by a foreign password."""

    path: Path
    look: Look


def look_at(ctx: Context, paths: Sequence[Path]) -> list[Dropped]:
    """Look at files, and at those that lie in folders, in their order. Raises nothing; reads no sheet."""
    try:
        password = sync_password(ctx)
    except UserError:
        password = ""
    files: list[Path] = []
    for path in paths:
        files += sorted(child for child in path.iterdir() if child.is_file()) if path.is_dir() else [path]
    return [Dropped(path, recognising.look(path, password)) for path in files]


_WORKBOOKS = frozenset((".xlsx", ".xls", ".ods"))


def workbooks(paths: Sequence[Path]) -> list[Path]:
    """Files as they were named, and the workbooks of folders and of the folders in these (a stick has one for each
    sender), without the ~$ files that Excel lays beside open ones."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("[!~.]*")) + sorted(path.glob("[!.]*/[!~.]*"))
            found += [file for file in inside if file.suffix.lower() in _WORKBOOKS and file.is_file()]
        else:
            found.append(path)
    return found
