"""Which files with people's data were written here, about whom, by whom; and who opened whose page.

Law 27/2022: a lost file has to be reported within 3 x 24 hours, with what was in it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.care import written_files as records
from ntt_desktop.store.care.written_files import WrittenFile as WrittenFile
from ntt_desktop.store.people import workers
from ntt_desktop.store.sync import packages

PACKAGE, RETURN = "package", "return"
"""``what`` of files for other nodes: they are kept by sync and listed here beside the others."""


BACKUP = "backup"
"""A copy of the whole store: who stands in it is everybody of its day."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a file. ``nik`` in full: whoever reports a loss has to tell these people."""

    id: str
    name: str
    nik: str
    village_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class About:
    """What the log says of a file beside its name and digest."""

    what: str
    """A report's name or another paper's code (`ntt_desktop.wording.written_files`)."""
    persons: Sequence[str] = ()
    """Ids of the people in it."""
    others: int = 0
    """How many people stand in it who are not registered here: rows of a list that were rejected."""
    region: str = ""
    period: str = ""
    full_nik: bool = False


def log(ctx: Context, path: Path, content: bytes, about: About) -> None:
    """Note that a file was written."""
    with ctx.store.write(ctx.actor, "written file") as uow:
        records.add(
            uow,
            file=path.name,
            digest=hashlib.sha256(content).hexdigest(),
            size=len(content),
            what=about.what,
            region=about.region,
            period=about.period,
            persons=tuple(dict.fromkeys(about.persons)),
            others=about.others,
            full_nik=about.full_nik,
            actor=ctx.actor,
        )


def note(ctx: Context, paths: Sequence[Path], about: About) -> None:
    """`log` for files that are written already."""
    for path in paths:
        log(ctx, path, path.read_bytes(), about)


def ids_of(ctx: Context, keys: Sequence[int]) -> list[str]:
    """The ids of people by their ``pk``."""
    with ctx.store.read() as reader:
        return [row["id"] for row in workers.window(reader, keys, "pk, id, ended_on")]


def listing(ctx: Context) -> list[WrittenFile]:
    """Every file that was written here, packages and return files among them, the newest first."""
    with ctx.store.read() as reader:
        return sorted([*records.listing(reader), *_sent(reader)], key=lambda file: file.made_at, reverse=True)


def of_file(ctx: Context, path: Path) -> list[WrittenFile]:
    """The entries of a file that lies before us, known by its content. Raises ``file_missing``, ``file_not_ours``."""
    if not path.is_file():
        raise UserError("file_missing", name=path.name)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with ctx.store.read() as reader:
        found = records.of_digest(reader, digest)
    if not found:
        raise UserError("file_not_ours", file=path.name)
    return found


def people(ctx: Context, entry: int) -> list[Person]:
    """Who stands in a logged file, by name. Raises ``written_unknown``."""
    with ctx.store.read() as reader:
        ids = records.persons(reader, entry)
        if ids is None:
            raise UserError("written_unknown", id=entry)
        rows = _people(reader, ids)
    return sorted(
        (
            Person(row["id"], row["full_name"] or "", row["nik"] or "", row["village_code"] or "", row["phone"] or "")
            for row in rows
        ),
        key=lambda person: (person.name, person.id),
    )


def saw(ctx: Context, worker_id: str) -> None:
    """Note that somebody opened a person's page; once a day is enough."""
    with ctx.store.write(ctx.actor, "saw") as uow:
        records.saw(uow, worker_id, ctx.today.isoformat(), ctx.actor)


def views(ctx: Context, first: date, last: date) -> list[dict[str, Any]]:
    """``person``, ``name``, ``day``, ``actor`` of who opened whose page between two days, the newest first."""
    with ctx.store.read() as reader:
        found = records.views(reader, first.isoformat(), last.isoformat())
        names = {row["id"]: row["full_name"] or "" for row in _people(reader, [row["person"] for row in found])}
    return [{**row, "name": names.get(row["person"], "")} for row in found]


def _sent(reader: Any) -> list[WrittenFile]:
    """Packages and return files, as sync keeps them. Negative numbers: their people stand in the file's payload."""
    actors = {row["package_id"]: row for row in reader.rows("SELECT * FROM package WHERE direction = 'out'")}
    found = []
    for row in packages.history(reader):
        if row.direction != "out":
            continue
        stored = actors[row.package_id]
        counts = json.loads(stored["counts"] or "{}")
        found.append(
            WrittenFile(
                pk=-stored["pk"],
                file=Path(row.file).name,
                digest="",
                size=0,
                what=PACKAGE if row.kind == "package" else RETURN,
                region="",
                period="",
                people=int(counts.get("workers", 0) or 0),
                full_nik=True,
                made_at=row.made_at,
                actor=stored["actor"],
            )
        )
    return found


def _people(reader: Any, ids: Sequence[str]) -> list[dict[str, Any]]:
    wanted, found = sorted(set(ids)), []
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        marks = ", ".join("?" * len(chunk))
        found += reader.rows(f"SELECT id, full_name, nik, village_code, phone FROM worker WHERE id IN ({marks})", chunk)
    return found
