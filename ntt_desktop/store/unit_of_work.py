"""The unit of work: data and its change records are stored together, or nothing is."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ntt_desktop.domain.changes import Change, RecordState, Value, resolve
from ntt_desktop.domain.revision import HybridClock
from ntt_desktop.store import applying, derive
from ntt_desktop.store.codec import COLUMNS, decode, to_columns
from ntt_desktop.store.driver import Connection, Cursor, Database
from ntt_desktop.store.ids import uuid7
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.people import worker_view


@dataclass(slots=True)
class Applied:
    """What a set of received changes did."""

    new: int = 0
    known: int = 0
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Kind -> ids of records whose log grew."""
    ahead: list[str] = field(default_factory=list)
    """Revisions more than 24 hours ahead of this clock: stored, reported, not followed."""
    cloned: list[str] = field(default_factory=list)
    """Revisions known here with other content: two stores write as the same device."""


def _tell_nobody(_done: int, _total: int, /) -> None:
    """Progress that nobody follows."""


@lru_cache(maxsize=512)
def _upsert(table: str, fields: tuple[str, ...], derived: tuple[str, ...] = ()) -> str:
    """The statement that writes a record's row: id, these fields, created_rev, updated_rev, derived columns."""
    columns = ["id", *fields, "created_rev", "updated_rev", *derived]
    quoted = ", ".join(f'"{name}"' for name in columns)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in columns[1:])
    return (
        f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )


class UnitOfWork:
    """One transaction on the writing connection; made by `Store.write`, never directly."""

    def __init__(self, connection: Connection, clock: HybridClock, now: datetime, actor: str, reason: str) -> None:
        self._connection = connection
        self._clock = clock
        self._now = now
        self._now_ms = int(now.timestamp() * 1000)
        self._stored_at = now.astimezone(UTC).isoformat(timespec="seconds")
        self._actor = actor
        self._reason = reason
        self._fresh: set[str] = set()
        self.touched: dict[str, set[str]] = defaultdict(set)
        """Kind -> ids of the records written in this unit."""
        self.db = Database(connection, execute_plugins=False)
        """The writing connection as sqlite-utils sees it, for local tables."""
        self.progress: Callable[[int, int], None] = _tell_nobody
        """Told how much of what follows from this unit is computed; what it raises rolls the unit back."""
        self.pairs_later = False
        """Whether likely duplicates of what it touches are left to `ntt_desktop.store.people.pairs.settle_due`."""
        self.unlisted: set[str] = set()
        """New workers, already with what their own record says of them, for whom no search words are stored yet."""
        self.normal_names: Mapping[str, str] = {}
        """`ntt_desktop.domain.names.normal` of names, computed elsewhere."""
        self.match_keys: Mapping[str, bytes] = {}
        """Blocking keys of new workers that were computed elsewhere: id -> `ntt_desktop.domain.match_keys.packed`."""

    @property
    def now(self) -> datetime:
        """The time of this unit of work, UTC."""
        return self._now

    def new_id(self) -> str:
        """A UUIDv7 for a new record."""
        made = uuid7(self._now_ms)
        self._fresh.add(made)
        return made

    def new_ids(self, count: int) -> list[str]:
        """`new_id` for many new records, in ascending order: the indexes then grow at their ends."""
        return sorted(self.new_id() for _ in range(count))

    def execute(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> Cursor:
        """Run a statement inside the transaction."""
        return self._connection.execute(sql, params)

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """Query inside the transaction; rows as dicts."""
        cursor = self._connection.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def get(self, kind: str, record: str) -> dict[str, Any] | None:
        """A record's current values as its table holds them, or None."""
        found = self.rows(f"SELECT * FROM {KINDS[kind].name} WHERE id = ?", (record,))
        return found[0] if found else None

    def state(self, record: str) -> RecordState | None:
        """A record's state with its heads, from the log."""
        changes = self._changes_of(record)
        return resolve(changes) if changes else None

    def put(
        self, kind: str, record: str, values: Mapping[str, Value], *, reason: str | None = None, decide: bool = False
    ) -> str:
        """Set fields of a record and append the change that says so.

        Only fields that differ from the current value are written; with ``decide`` also those that have several
        heads, which ends their conflict. Returns the revision, or "" when nothing differed.
        """
        unknown = set(values) - set(KINDS[kind].fields)
        if unknown:
            raise KeyError(f"{kind} has no field {', '.join(sorted(unknown))}")
        earlier = [] if record in self._fresh else self._changes_of(record)
        state = resolve(earlier) if earlier else None
        heads = state.heads if state else {}
        differing = {
            name: value
            for name, value in values.items()
            if (heads[name][0].value != value if name in heads else value is not None)
            or (decide and len(heads.get(name, ())) > 1)
        }
        if not differing and (earlier or not values):
            return ""
        change = Change(
            revision=self._clock.tick(self._now_ms),
            kind=kind,
            record=record,
            values=differing,
            replaces={name: tuple(head.revision for head in heads[name]) for name in differing if name in heads},
            actor=self._actor,
            reason=self._reason if reason is None else reason,
        )
        applying.append(self._connection, [applying.log_row(change, "", self._stored_at)])
        self._fresh.discard(record)
        self._project(resolve([*earlier, change]))
        return change.revision

    def put_new(self, kind: str, records: Mapping[str, Mapping[str, Value]]) -> None:
        """`put` many records of one kind at once, by ids of `new_ids` of which nothing was written so far."""
        made = []
        for record, values in records.items():
            self._fresh.remove(record)
            known = {name: value for name, value in values.items() if value is not None}
            made.append(
                Change(self._clock.tick(self._now_ms), kind, record, known, actor=self._actor, reason=self._reason)
            )
        applying.append(self._connection, [applying.log_row(change, "", self._stored_at) for change in made])
        self._project_alone(kind, made)

    def put_apart(self, kind: str, record: str, name: str, sayings: Sequence[tuple[Value, str]]) -> None:
        """Let several values of a field stand against each other again: each with its reason, the last one shown.

        Each becomes a change that replaces what stands now and none of the others, so that every node sees the
        conflict once it has received them.
        """
        earlier = self._changes_of(record)
        now = tuple(head.revision for head in resolve(earlier).heads.get(name, ()))
        for value, reason in sayings:
            revision = self._clock.tick(self._now_ms)
            change = Change(revision, kind, record, {name: value}, {name: now} if now else {}, self._actor, reason)
            applying.append(self._connection, [applying.log_row(change, "", self._stored_at)])
            earlier.append(change)
        self._project(resolve(earlier))

    def apply(self, changes: Iterable[Change], source: str) -> Applied:
        """Store changes received from node ``source``. Idempotent; the order of calls cannot matter.

        Unknown kinds and fields are kept in the log, so that a newer program can use them after an update.
        """
        applied = Applied()
        given = list(changes)
        known = applying.known_among(self._connection, (change.revision for change in given))
        fresh: dict[str, dict[str, list[Change]]] = defaultdict(dict)
        new: list[applying.LogRow] = []
        for change in given:
            row = applying.log_row(change, source, self._stored_at)
            revision, _, record, body = row[:4]
            if revision in known:
                applied.known += 1
                if known[revision] != (record, body):
                    applied.cloned.append(revision)
                continue
            known[revision] = record, body
            fresh[change.kind].setdefault(record, []).append(change)
            new.append(row)
        applied.new = len(new)
        applied.ahead = self._clock.observe_all([row[0] for row in new], self._now_ms)
        applied.touched.update((kind, set(records)) for kind, records in fresh.items())
        logs = {kind: applying.earlier(self._connection, records) for kind, records in fresh.items() if kind in KINDS}
        applying.append(self._connection, new)
        for kind, before in logs.items():
            alone: list[Change] = []
            for record, added in sorted(fresh[kind].items()):
                if len(added) == 1 and record not in before and not added[0].replaces:
                    alone.append(added[0])
                else:
                    self._project(resolve([*before.get(record, ()), *added]))
            self._project_alone(kind, alone)
        return applied

    def set_setting(self, key: str, value: Any) -> None:
        """Store a local setting (JSON)."""
        self._connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, json.dumps(value, ensure_ascii=False)),
        )

    def finish(self) -> None:
        """Compute the derived columns of everything that this unit touched; called before the commit."""
        derive.derive(self, self.touched)

    def reproject(self, record: str) -> None:
        """Write a record's current values again from its log (used by the check's repair and by restores)."""
        self._project(resolve(self._changes_of(record)))

    def _changes_of(self, record: str) -> list[Change]:
        cursor = self._connection.execute(f"SELECT {COLUMNS} FROM change WHERE record = ?", (record,))
        return [decode(*row) for row in cursor.fetchall()]

    def _project_alone(self, name: str, changes: Sequence[Change]) -> None:
        """Write the rows of records of one kind that have one change each, which cannot disagree with itself.

        Those that set the same fields are written by one statement.
        """
        fields = KINDS[name].fields
        alike: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for change in changes:
            alike[tuple(change.values)].append(change)
        own = name == "worker"
        for given, those in alike.items():
            known = tuple(field for field in fields if field in given)
            self._connection.executemany(
                _upsert(name, known, worker_view.OWN if own else ()),
                [
                    (
                        change.record,
                        *to_columns(list(map(change.values.__getitem__, known))),
                        change.revision,
                        change.revision,
                        *(worker_view.own_columns(self, change.record, change.values) if own else ()),
                    )
                    for change in those
                ],
            )
        records = {change.record for change in changes}
        self.touched[name] |= records
        if own:
            self.unlisted |= records

    def _project(self, state: RecordState) -> None:
        kind = KINDS[state.kind]
        known = tuple(name for name in kind.fields if name in state.values)
        self._connection.execute(
            _upsert(kind.name, known),
            (state.record, *to_columns([state.values[name] for name in known]), state.created, state.updated),
        )
        self._note_conflicts(kind.name, state, kind.asks)
        self.touched[kind.name].add(state.record)

    def _note_conflicts(self, kind: str, state: RecordState, asks: frozenset[str]) -> None:
        if len(state.heads) and state.created == state.updated:
            return  # a single change cannot disagree with itself
        self._connection.execute("DELETE FROM open_case WHERE kind = 'conflict' AND subject = ?", (state.record,))
        for name, heads in state.conflicts().items():
            if name in asks:
                detail = [{"revision": head.revision, "value": head.value, "actor": head.actor} for head in heads]
                self._connection.execute(
                    "INSERT INTO open_case (kind, subject, other, field, detail) VALUES ('conflict', ?, ?, ?, ?)",
                    (state.record, kind, name, json.dumps(detail, ensure_ascii=False)),
                )
