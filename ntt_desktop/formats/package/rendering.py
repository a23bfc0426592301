"""What the visible sheets show, computed from the payload alone, so that a receiver can compute it again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from ntt_desktop.domain.changes import Change, Value, values_of
from ntt_desktop.domain.sync.codes import row_keys
from ntt_desktop.formats.package.columns import FORMS, WORKERS, SheetForm, Show
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
class Shown:
    """A record of a payload and its values."""

    record: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a payload, resolved, by kind and id."""

    records: Mapping[str, Mapping[str, Shown]]
    people: frozenset[str]
    """The workers who have a row: with a NIK, no tombstones."""

    @classmethod
    def of(cls, payload: Payload) -> "Content":
        """Resolve the change records of a payload."""
        by_record: dict[tuple[str, str], list[Change]] = {}
        for change in payload.changes:
            by_record.setdefault((change.kind, change.record), []).append(change)
        records: dict[str, dict[str, Shown]] = {}
        for (kind, record), changes in by_record.items():
            records.setdefault(kind, {})[record] = Shown(record, values_of(changes))
        people = frozenset(
            state.record
            for state in records.get("worker", {}).values()
            if state.values.get("nik") and not state.values.get("void")
        )
        return cls(records, people)

    def of_kind(self, kind: str) -> Mapping[str, Shown]:
        """The records of one kind."""
        return self.records.get(kind, {})

    def shown(self, form: SheetForm) -> list[Shown]:
        """The records that a sheet shows: no tombstones, nothing of a person without a NIK, slots only in force."""
        states = self.of_kind(form.kind).values()
        if form.kind == "worker":
            people = [state for state in states if state.record in self.people]
            return people if form is WORKERS else [state for state in people if state.values.get("ended_on")]
        return [
            state
            for state in states
            if not (state.values.get("removed") or state.values.get("void") or state.values.get("cancelled"))
            and state.values.get("worker_id") in self.people
        ]

    def counts(self) -> dict[str, int]:
        """How many records of each kind the sheets show: workers, heirs, children, slots, claims, ended."""
        names = ("workers", "heirs", "children", "slots", "claims", "ended")
        return {name: len(self.shown(form)) for name, form in zip(names, FORMS, strict=True)}


def render(content: Content, names: Names) -> list[Sheet]:
    """The visible sheets of a content, empty ones included."""
    worker_keys = row_keys((state.record for state in content.shown(WORKERS)), WORKERS.letter)
    workers = content.of_kind("worker")
    sheets = []
    for form in FORMS:
        width, places = len(form.columns), _places(form, workers, names, worker_keys)
        states = content.shown(form)
        keys = worker_keys if form is WORKERS else row_keys((state.record for state in states), form.letter)
        rows = [
            Row(
                keys[state.record],
                state.record,
                _texts(width, places, state),
            )
            for state in states
        ]
        rows.sort(key=_order(form))
        sheets.append(Sheet(form, tuple(rows)))
    return sheets


def _order(form: SheetForm) -> Callable[[Row], tuple[object, str]]:
    """What rows are sorted by: people by village and name, parts by the name of whom they belong to."""
    fields = [column.name for column in form.columns]
    wanted: Iterable[str] = ("programme", "village_code", "full_name", "worker_name", "birth_date", "first_month")
    of = itemgetter(*[fields.index(name) for name in wanted if name in fields])
    return lambda row: (of(row.texts), row.key)


_Text = Callable[[Value], str]
"""How a column shows a value that is there."""


def _places(
    form: SheetForm, workers: Mapping[str, Shown], names: Names, worker_keys: Mapping[str, str]
) -> Mapping[str, Sequence[tuple[int, _Text]]]:
    """Field -> the columns that show it, with their positions."""
    places: dict[str, list[tuple[int, _Text]]] = {}
    for at, column in enumerate(form.columns):
        places.setdefault(column.field, []).append((at, _text(column.show, workers, names, worker_keys)))
    return places


def _texts(width: int, places: Mapping[str, Sequence[tuple[int, _Text]]], state: Shown) -> tuple[str, ...]:
    """The texts of a row: from the fields that a record has, since most columns of most rows are empty."""
    texts = [""] * width
    for field_name, value in state.values.items():
        if value is not None and value != "" and field_name in places:
            for at, text in places[field_name]:
                texts[at] = text(value)
    return tuple(texts)


def _text(show: Show, workers: Mapping[str, Shown], names: Names, worker_keys: Mapping[str, str]) -> _Text:
    match show:
        case Show.FLAG:
            return lambda value: "Ya" if value else "Tidak"
        case Show.VILLAGE | Show.SUBDISTRICT | Show.REGENCY:
            position = (Show.VILLAGE, Show.SUBDISTRICT, Show.REGENCY).index(show)
            known = {code: village[position] for code, village in names.villages.items()}
            return lambda value: known.get(str(value), "")
        case Show.OCCUPATION:
            return lambda value: names.occupations.get(str(value), str(value))
        case Show.PROGRAMME:
            return lambda value: names.programmes.get(str(value), "")
        case Show.WORKER_KEY:
            return lambda value: worker_keys.get(str(value), "")
        case Show.WORKER_NIK | Show.WORKER_NAME:
            wanted = "nik" if show is Show.WORKER_NIK else "full_name"
            return lambda value: _plain(workers[str(value)].values.get(wanted)) if str(value) in workers else ""
        case _:
            return _plain


def _plain(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
