"""How a set of people stands in the store before and after a file is taken in, so that only what is new is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntt_desktop.domain.changes import Change
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.rows import Rows, chunks


@dataclass(frozen=True, slots=True)
class Standing:
    """``known``: workers with a record here; ``void``: of these the tombstones; ``conflicts``: (record, field);
    ``duplicates``: workers joined with another record, or waiting beside one with the same NIK or one that is alike.
    """

    known: frozenset[str]
    void: frozenset[str]
    conflicts: frozenset[tuple[str, str]]
    duplicates: frozenset[str]


def standing_of(source: Rows, workers: Iterable[str], records: Iterable[str]) -> Standing:
    """The standing of these workers, and the conflicts of these records."""
    known: set[str] = set()
    void: set[str] = set()
    joined: set[str] = set()
    conflicts: set[tuple[str, str]] = set()
    wanted = set(workers)
    for chunk in chunks(wanted):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            "SELECT w.id, coalesce(w.void, 0) AS void, w.person_id <> w.id OR EXISTS (SELECT 1 FROM worker o "
            "WHERE o.person_id = w.id AND o.id <> w.id AND coalesce(o.void, 0) = 0) AS joined "
            f"FROM worker w WHERE w.id IN ({marks})",
            chunk,
        ):
            known.add(row["id"])
            if row["void"]:
                void.add(row["id"])
            elif row["joined"]:
                joined.add(row["id"])
    for row in source.rows("SELECT subject, other FROM open_case WHERE kind IN ('same_nik', 'likely_duplicate')"):
        joined |= {row["subject"], row["other"]} & wanted
    concerned = set(records)
    for row in source.rows("SELECT subject, field FROM open_case WHERE kind = 'conflict'"):
        if row["subject"] in concerned:
            conflicts.add((row["subject"], row["field"]))
    return Standing(frozenset(known), frozenset(void), frozenset(conflicts), frozenset(joined))


def workers_of(source: Rows, touched: Mapping[str, Iterable[str]], changes: Iterable[Change]) -> set[str]:
    """The workers that touched records, by kind, belong to or are. ``changes`` are those that touched them."""
    workers: set[str] = set()
    told: dict[str, str] = {}
    """Record -> the worker that its change names, as every first change of a record does."""
    for change in changes:
        field = KINDS[change.kind].worker_field if change.kind in KINDS else ""
        if field and isinstance(worker := change.values.get(field), str):
            told[change.record] = worker
    for kind, records in touched.items():
        field = KINDS[kind].worker_field if kind in KINDS else ""
        if field == "id":
            workers |= set(records)
        elif field:
            workers |= {told[record] for record in records if record in told}
            for chunk in chunks({record for record in records if record not in told}):
                marks = ", ".join("?" * len(chunk))
                rows = source.rows(f"SELECT DISTINCT {field} AS worker FROM {kind} WHERE id IN ({marks})", chunk)
                workers |= {row["worker"] for row in rows if row["worker"]}
    return workers
