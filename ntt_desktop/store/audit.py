"""Reading the change log: who changed what in a period, and how far it goes."""

from ntt_desktop.domain.revision import compose, milliseconds_of
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.people.worker_records import HistoryEntry
from ntt_desktop.store.rows import Rows

_CHUNK = 500


def newest_change(source: Rows) -> int:
    """The number of the newest change: while it stands, what was read or judged stands."""
    return int(source.rows("SELECT coalesce(max(seq), 0) AS seq FROM change")[0]["seq"])


def count(source: Rows, first: int, last: int) -> int:
    """How many changes were made from ``first`` to before ``last`` (UTC milliseconds)."""
    return int(
        source.rows("SELECT count(*) AS n FROM change WHERE revision >= ? AND revision < ?", _span(first, last))[0]["n"]
    )


def between(source: Rows, first: int, last: int) -> list[HistoryEntry]:
    """The changes of a period with what each field was before, newest first."""
    span = _span(first, last)
    wanted = [
        row["record"]
        for row in source.rows("SELECT DISTINCT record FROM change WHERE revision >= ? AND revision < ?", span)
    ]
    found: list[HistoryEntry] = []
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        values: dict[str, dict[str, object]] = {}
        for row in source.rows(
            f"SELECT {COLUMNS}, source FROM change WHERE record IN ({marks}) AND revision < ? ORDER BY revision",
            (*chunk, span[1]),
        ):
            sender = row.pop("source")
            change = decode(**row)
            known = values.setdefault(change.record, {})
            if change.revision >= span[0]:
                fields = tuple((name, known.get(name), value) for name, value in change.values.items())
                at = milliseconds_of(change.revision)
                found.append(
                    HistoryEntry(
                        change.revision, at, change.actor, change.reason, change.kind, change.record, fields, sender
                    )
                )
            known.update(change.values)
    return sorted(found, key=lambda entry: entry.revision, reverse=True)


def people_of(source: Rows, entries: list[HistoryEntry]) -> dict[str, tuple[str, str, str]]:
    """Record -> (id, name, village) of the surviving person it is about; records about nobody are left out."""
    found: dict[str, tuple[str, str, str]] = {}
    kinds: dict[str, set[str]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, set()).add(entry.record)
    for kind, records in kinds.items():
        columns = {row["name"] for row in source.rows(f"SELECT name FROM pragma_table_info('{kind}')")}
        if kind != "worker" and "worker_id" not in columns:
            continue
        join = "k.id" if kind == "worker" else "k.worker_id"
        ordered = sorted(records)
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            for row in source.rows(
                f"SELECT k.id AS record, p.id, p.full_name, p.village_code FROM {kind} k "
                f"JOIN worker w ON w.id = {join} JOIN worker p ON p.id = w.person_id WHERE k.id IN ({marks})",
                chunk,
            ):
                found[row["record"]] = (row["id"], row["full_name"] or "", row["village_code"] or "")
    return found


def _span(first: int, last: int) -> tuple[str, str]:
    return compose(first, 0, ""), compose(last, 0, "")
