"""What the visible sheets show, computed from the payload alone, so that a receiver can compute it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain.changes import RecordState, Value, resolve
from ntt_desktop.domain.sync.codes import row_keys
from ntt_desktop.formats.package.columns import FORMS, WORKERS, Column, SheetForm, Show
from ntt_desktop.formats.package.payload import Line, Payload

NAMES = "names"
"""Type of the payload line that names the codes used: ``{"t":"names","of":"village","v":{code: [...]}}``."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the codes that the records use, as they travel in the payload.

    Villages: code -> (village, subdistrict, regency); occupations: id -> label; programmes: id -> code;
    regions: code -> name, for Ringkasan.
    """

    villages: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    occupations: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """The payload lines that carry these names."""
        tables: dict[str, dict[str, Any]] = {
            "village": {code: list(names) for code, names in self.villages.items()},
            "occupation": dict(self.occupations),
            "programme": dict(self.programmes),
            "region": dict(self.regions),
        }
        return [{"t": NAMES, "of": of, "v": table} for of, table in tables.items() if table]

    @classmethod
    def of(cls, payload: Payload) -> "Names":
        """The names that a payload carries; what is not a table of names is passed over."""
        found: dict[str, dict[str, Any]] = {}
        for line in payload.lines_of(NAMES):
            if isinstance(line.get("v"), dict):
                found.setdefault(str(line.get("of")), {}).update(line["v"])
        villages = {
            code: (str(names[0]), str(names[1]), str(names[2]))
            for code, names in found.get("village", {}).items()
            if isinstance(names, list) and len(names) == 3
        }
        return cls(
            villages,
            {key: str(label) for key, label in found.get("occupation", {}).items()},
            {key: str(label) for key, label in found.get("programme", {}).items()},
            {key: str(label) for key, label in found.get("region", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A visible row: its key, the record it shows, and its texts in the order of the form's columns."""

    key: str
    record: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet with its rows in the order in which they are written."""

    form: SheetForm
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a payload, resolved, by kind and id."""

    records: Mapping[str, Mapping[str, RecordState]]

    @classmethod
    def of(cls, payload: Payload) -> "Content":
        """Resolve the change records of a payload."""
        by_record: dict[tuple[str, str], list[Any]] = {}
        for change in payload.changes:
            by_record.setdefault((change.kind, change.record), []).append(change)
        records: dict[str, dict[str, RecordState]] = {}
        for (kind, record), changes in by_record.items():
            records.setdefault(kind, {})[record] = resolve(changes)
        return cls(records)

    def of_kind(self, kind: str) -> Mapping[str, RecordState]:
        """The records of one kind."""
        return self.records.get(kind, {})

    def shown(self, form: SheetForm) -> list[RecordState]:
        """The records that a sheet shows: no tombstones, nothing of a person without a NIK, slots only in force."""
        states = self.of_kind(form.kind).values()
        if form.kind == "worker":
            people = [state for state in states if self._is_shown_worker(state.record)]
            return people if form is WORKERS else [state for state in people if state.values.get("ended_on")]
        return [
            state
            for state in states
            if not any(state.values.get(name) for name in ("removed", "void", "cancelled"))
            and self._is_shown_worker(str(state.values.get("worker_id")))
        ]

    def _is_shown_worker(self, record: str) -> bool:
        state = self.of_kind("worker").get(record)
        return state is not None and bool(state.values.get("nik")) and not state.values.get("void")

    def counts(self) -> dict[str, int]:
        """How many records of each kind the sheets show: workers, heirs, children, slots, claims, ended."""
        names = ("workers", "heirs", "children", "slots", "claims", "ended")
        return {name: len(self.shown(form)) for name, form in zip(names, FORMS, strict=True)}


def render(content: Content, names: Names) -> list[Sheet]:
    """The visible sheets of a content, empty ones included."""
    worker_keys = row_keys((state.record for state in content.shown(WORKERS)), WORKERS.letter)
    sheets = []
    for form in FORMS:
        states = content.shown(form)
        keys = worker_keys if form is WORKERS else row_keys((state.record for state in states), form.letter)
        rows = [
            Row(
                keys[state.record],
                state.record,
                tuple(_text(column, state, content, names, worker_keys) for column in form.columns),
            )
            for state in states
        ]
        sheets.append(Sheet(form, tuple(sorted(rows, key=lambda row: _order(form, row)))))
    return sheets


def _order(form: SheetForm, row: Row) -> tuple[object, ...]:
    """People by village and name; parts of people by the name of whom they belong to."""
    fields = [column.name for column in form.columns]
    wanted: Iterable[str] = ("programme", "village_code", "full_name", "worker_name", "birth_date", "first_month")
    texts = tuple(row.texts[fields.index(name)] for name in wanted if name in fields)
    return (*texts, row.key)


def _text(column: Column, state: RecordState, content: Content, names: Names, worker_keys: Mapping[str, str]) -> str:
    value = state.values.get(column.field)
    if value is None or value == "":
        return ""
    code = str(value)
    match column.show:
        case Show.FLAG:
            return "Ya" if value else "Tidak"
        case Show.VILLAGE | Show.SUBDISTRICT | Show.REGENCY:
            position = (Show.VILLAGE, Show.SUBDISTRICT, Show.REGENCY).index(column.show)
            return names.villages.get(code, ("", "", ""))[position]
        case Show.OCCUPATION:
            return names.occupations.get(code, code)
        case Show.PROGRAMME:
            return names.programmes.get(code, "")
        case Show.WORKER_KEY:
            return worker_keys.get(code, "")
        case Show.WORKER_NIK | Show.WORKER_NAME:
            owner = content.of_kind("worker").get(code)
            shown = "nik" if column.show is Show.WORKER_NIK else "full_name"
            return _plain(owner.values.get(shown)) if owner else ""
        case _:
            return _plain(value)


def _plain(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
