"""Penerimaan as a board: one line per sender, with the program and without, each figure the count of a list.

Reads only.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.domain.text import fold
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import history, notices, queue
from ntt_desktop.services.sync.history import SenderLine
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync.notices import Notice

PLAIN = "plain:"
"""Begins the key of a sender without the program; its letter's name follows."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One sender. ``key`` is the node, or `PLAIN` and the name for lists of senders without the program."""

    key: str
    name: str
    region: str
    officer: str = ""
    files: int = 0
    sequence: int = 0
    made_at: str = ""
    stored_at: str = ""
    missing: tuple[tuple[int, int], ...] = ()
    people: int = 0
    slots: int = 0
    person_months: int = 0
    rupiah: int = 0
    replies: int = 0
    replied_at: str = ""
    reads: str = ""
    """The newest format that the sender reads, its version."""
    is_cloned: bool = False
    retired_on: str = ""
    """The day on which it was given up for lost; "" while it is in use."""
    cases: dict[str, int] = field(default_factory=dict)
    """Queue (`ntt_desktop.services.sync.queue`) -> open cases."""
    notices: tuple[Notice, ...] = ()
    """Wrong clocks, copies and restored backups noticed of it."""
    imports: tuple[str, ...] = ()
    """Of a sender without the program: its lists, newest first."""

    @property
    def is_plain(self) -> bool:
        """Whether it sends lists instead of packages."""
        return self.key.startswith(PLAIN)

    @property
    def waits_for_reply(self) -> bool:
        """Whether something arrived since the last reply was made; nobody reads that of a lost machine."""
        return not self.is_plain and not self.retired_on and self.files > 0 and self.replied_at < self.stored_at


def has_parent_above(ctx: Context) -> bool:
    """Whether there is anybody to send to: not at the province, which nobody stands above."""
    node = ctx.store.node
    return bool(node.parent) or node.role == "petugas" or len(node.region) > len("53")


def board(ctx: Context) -> list[BoardLine]:
    """One line per sender, by region and name: those with the program, the lost ones of them, those without it."""
    known = history.senders(ctx)
    with ctx.store.read() as reader:
        cases = queue.counts_by_sender(reader)
        more = {row["node"]: row for row in reader.rows(_NODES)}
        lines = [_line(reader, one, cases.get(one.node, {}), more.get(one.node, {})) for one in known]
        return sorted(lines, key=lambda line: bool(line.retired_on)) + _plain(reader)


_NODES = (
    "SELECT p.node, p.reads, (SELECT n.retired_on FROM node n WHERE n.id = p.node) AS retired_on, "
    "(SELECT count(*) FROM package k WHERE k.node = p.node AND k.direction = 'out') "
    "AS replies, (SELECT count(*) FROM slot s JOIN node_record r ON r.worker = s.worker_id "
    "WHERE r.node = p.node AND coalesce(s.cancelled, 0) = 0) AS slots FROM peer p WHERE p.relation = 'child'"
)


def _line(source: Rows, one: SenderLine, cases: dict[str, int], more: dict[str, Any]) -> BoardLine:
    return BoardLine(
        key=one.node,
        name=one.name,
        region=one.region,
        officer=one.officer,
        files=one.files,
        sequence=one.sequence,
        made_at=one.made_at,
        stored_at=one.stored_at,
        missing=one.missing,
        people=one.people,
        slots=int(more.get("slots") or 0),
        person_months=one.person_months,
        rupiah=one.rupiah,
        replies=int(more.get("replies") or 0),
        replied_at=one.replied_at,
        reads=str(more.get("reads") or ""),
        is_cloned=one.is_cloned,
        retired_on=str(more.get("retired_on") or ""),
        cases=cases,
        notices=tuple(notices.of_sender(source, one.node)),
    )


_MONTHS_OF_LIST = (
    "FROM worker w JOIN slot s ON s.worker_id = w.id JOIN seat_month m ON m.slot = s.pk AND m.in_force = 1 "
    "JOIN programme g ON g.pk = m.programme WHERE w.import_id = i.id"
)


def _plain(source: Rows) -> list[BoardLine]:
    """Senders of lists, by the sender that the list's letter names; undone imports do not count."""
    rows = source.rows(
        "SELECT i.id, i.letter_sender, i.region, i.created_rev, (SELECT count(*) FROM worker w "
        "WHERE w.import_id = i.id AND coalesce(w.void, 0) = 0) AS people, (SELECT count(*) FROM slot s "
        "JOIN worker w ON w.id = s.worker_id WHERE w.import_id = i.id AND coalesce(s.cancelled, 0) = 0) AS slots, "
        "(SELECT group_concat(DISTINCT substr(w.village_code, 1, 5)) FROM worker w WHERE w.import_id = i.id "
        "AND coalesce(w.void, 0) = 0) AS regencies, "
        f"(SELECT count(*) {_MONTHS_OF_LIST}) AS months, (SELECT total(g.rate) {_MONTHS_OF_LIST}) AS rupiah "
        'FROM "import" i '
        "WHERE coalesce(i.letter_sender, '') <> '' AND i.undone_on IS NULL ORDER BY i.imported_on DESC, i.pk DESC"
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(fold(row["letter_sender"]), []).append(row)
    lines = [
        BoardLine(
            key=PLAIN + key,
            name=lists[0]["letter_sender"],
            region=_region_of(lists),
            files=len(lists),
            made_at=_instant(lists[0]["created_rev"]),
            stored_at=_instant(lists[0]["created_rev"]),
            people=sum(int(row["people"]) for row in lists),
            slots=sum(int(row["slots"]) for row in lists),
            person_months=sum(int(row["months"]) for row in lists),
            rupiah=sum(int(row["rupiah"]) for row in lists),
            imports=tuple(row["id"] for row in lists),
        )
        for key, lists in found.items()
    ]
    return sorted(lines, key=lambda line: (line.region, line.name))


def _region_of(lists: list[dict[str, Any]]) -> str:
    """The kabupaten in which all people of these lists live; else the region that the newest was taken in for."""
    regencies = {code for one in lists for code in str(one["regencies"] or "").split(",") if code}
    return regencies.pop() if len(regencies) == 1 else lists[0]["region"] or ""


def _instant(revision: str) -> str:
    """When a record was made, as an ISO instant."""
    return datetime.fromtimestamp(milliseconds_of(revision) / 1000, UTC).isoformat(timespec="seconds")


def people_of(
    ctx: Context, key: str, offset: int = 0, limit: int = 100, *, with_slots: bool = False
) -> tuple[int, list[dict[str, Any]]]:
    """The people of a sender by name: how many, and a page with id, full_name, nik, village_code, state and months
    (person-months in force). ``with_slots``: only those who have a slot, as `BoardLine.slots` counts them."""
    slots = "EXISTS (SELECT 1 FROM slot s WHERE s.worker_id = w.id AND coalesce(s.cancelled, 0) = 0)"
    if key.startswith(PLAIN):
        with ctx.store.read() as reader:
            ids = [
                row["id"]
                for row in reader.rows('SELECT id, letter_sender FROM "import" WHERE undone_on IS NULL')
                if row["letter_sender"] and fold(row["letter_sender"]) == key.removeprefix(PLAIN)
            ]
            where, given = "w.import_id IN (SELECT value FROM json_each(:wanted))", json.dumps(ids)
            return _people(reader, f"{where} AND {slots}" if with_slots else where, given, offset, limit)
    with ctx.store.read() as reader:
        where = "w.id IN (SELECT worker FROM node_record WHERE node = :wanted) AND w.nik <> ''"
        return _people(reader, f"{where} AND {slots}" if with_slots else where, key, offset, limit)


def _people(source: Rows, where: str, wanted: str, offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
    params = {"wanted": wanted, "offset": offset, "limit": limit}
    living = f"{where} AND coalesce(w.void, 0) = 0"
    total = int(source.rows(f"SELECT count(*) AS people FROM worker w WHERE {living}", params)[0]["people"])
    rows = source.rows(
        "SELECT w.id, w.full_name, w.nik, w.village_code, w.state, w.incomplete, w.open_evidence, "
        "(SELECT count(*) FROM seat_month m JOIN worker p ON p.pk = m.person WHERE p.id = w.person_id "
        f"AND m.in_force = 1) AS months FROM worker w WHERE {living} ORDER BY w.name_sort, w.id "
        "LIMIT :limit OFFSET :offset",
        params,
    )
    return total, rows
