"""Opening the file of a package. The reading process takes it apart and compares what people see with what was signed.

No record is believed to the reading process: the signature is verified here again, and the payload that the records
come from is held here against the signed digest. Only what is no record is that process's own work: who has a row, the
differences, and the keys and the normal names by which people are looked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ntt_desktop.domain.match_keys import keys, packed
from ntt_desktop.domain.matching import FIELDS, Person
from ntt_desktop.domain.names import normal
from ntt_desktop.formats.package import protection, reading
from ntt_desktop.formats.package.columns import WORKERS
from ntt_desktop.formats.package.differences import Differences, compare
from ntt_desktop.formats.package.manifest import Manifest
from ntt_desktop.formats.package.payload import Payload, decompress
from ntt_desktop.formats.package.reading import Found
from ntt_desktop.formats.package.rendering import Content, Names, render
from ntt_desktop.formats.package.summary import summary
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.reading.workbook import OpenWorkbook
from ntt_desktop.formats.reading_process import ReadingProcess, Send


@dataclass(frozen=True, slots=True)
class Opened:
    """A package whose signature and digest hold."""

    manifest: Manifest
    payload: Payload
    people: frozenset[str]
    """The workers who have a row (`Content.people`)."""
    differences: Differences
    """What people changed in the visible sheets."""
    match_keys: Mapping[str, bytes]
    """The blocking keys (`ntt_desktop.domain.match_keys.packed`) of the package's workers, by id."""
    normal_names: Mapping[str, str]
    """`ntt_desktop.domain.names.normal` of the package's people and their mothers."""
    protected: bool
    """Whether the file was under a password."""


def open_file(path: Path, password: str, kept: bytes | None = None, *, process: ReadingProcess | None = None) -> Opened:
    """Open a package, protected or not. Nothing is written anywhere.

    ``kept`` are the file's bytes where no file holds them; ``path`` is its name then. ``process`` reads this file
    among others.

    Raises `UserError`: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_not_workbook``,
    ``file_protected``, ``password_wrong``, ``file_damaged``, ``file_too_large``, ``file_too_slow``,
    ``package_missing``, ``package_damaged``, ``package_format_newer``, ``signature_wrong``.
    """
    own = None if process else ReadingProcess()
    using = process or own
    assert using is not None
    try:
        task = partial(_take_apart, path.absolute(), password or None, kept, using.limits)
        found: dict[str, Any] = {}
        for word, value in using.run(task, path.name):
            found[word] = value
            if word == "data":  # looked into while the process goes on
                sealed = reading.verify(found["parts"])
                payload = sealed.payload(value)
    finally:
        if own:
            own.close()
    protected = protection.is_encrypted(path.read_bytes() if kept is None else kept)
    return Opened(
        sealed.manifest,
        payload,
        people=found["people"],
        differences=found["differences"],
        match_keys=found["match_keys"],
        normal_names=found["normal_names"],
        protected=protected,
    )


def _take_apart(path: Path, password: str | None, kept: bytes | None, limits: Limits, send: Send) -> None:
    """In the reading process: find the signed part, and compare the visible sheets with it."""
    book = OpenWorkbook(path, limits, password, very_hidden=True, kept=kept)
    sheets = [Found(sheet.name, sheet.rows, sheet.first_row) for sheet in book]
    parts = reading.parts_of(sheets)
    sealed = reading.verify(parts)
    data = decompress(sealed.packed)
    payload = sealed.payload(data)
    send("parts", replace(parts, payload=""))
    send("data", data)
    content = Content.of(payload)
    send("people", content.people)
    send("differences", differences(sealed.manifest, payload, content, sheets))
    people = {
        record: Person(*[str(worker.values.get(name) or "") for name in FIELDS])
        for record, worker in content.of_kind(WORKERS.kind).items()
    }
    send("match_keys", {record: packed(keys(person)) for record, person in people.items()})
    named = {name for person in people.values() for name in (person.name, person.mother)}
    send("normal_names", {name: normal(name) for name in named})


def differences(manifest: Manifest, payload: Payload, content: Content, sheets: Sequence[Found]) -> Differences:
    """What the visible sheets say beside what was signed."""
    names = Names.of(payload)
    return compare(render(content, names), summary(manifest, names.regions), reading.visible(sheets))
