"""Rows beside the store: looks up who is known, batch by batch, and judges."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.intake.judging import Alike, Judge, Judged, KnownWorker, birth_keys, shared_phone
from ntt_desktop.domain.intake.records import read_draft, read_judged, write_draft, write_judged
from ntt_desktop.domain.intake.rules import Draft, ordered
from ntt_desktop.domain.names import alike
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.store import imports as store_imports
from ntt_desktop.store.imports import Rows, StagedRow


class Judging:
    """Judges the drafts of one file in order; `finish` gives the rows that only the whole file can judge."""

    def __init__(self) -> None:
        self._judge = Judge()
        self._niks: set[str] = set()
        self._next = 1

    def judge(self, reader: Rows, drafts: Sequence[Draft]) -> list[StagedRow]:
        """Judge one batch; numbers the rows 1, 2, 3... over the whole file."""
        niks = sorted({draft.nik for draft in drafts if draft.nik_ok})
        self._niks.update(niks)
        known = store_imports.known_by_nik(reader, niks)
        heirs = store_imports.heirs_of(reader, [row["id"] for rows in known.values() for row in rows])
        near = _near(reader, drafts)
        staged = []
        for draft in drafts:
            person = _person(known.get(draft.nik, ()), draft, heirs) if draft.nik_ok else None
            judged = self._judge.judge(draft, person, _beside(draft, person, near))
            staged.append(staged_row(self._next, draft, judged))
            self._next += 1
        return staged

    def finish(self, reader: Rows, import_id: str) -> Iterator[StagedRow]:
        """The rows whose phone three people or more have, with the finding that says so."""
        stored: dict[str, int] = defaultdict(int)
        for phone, nik in store_imports.phone_holders(reader, self._judge.phones):
            if nik not in self._niks:
                stored[phone] += 1
        shared = self._judge.shared_phones(stored)
        for row in store_imports.rows_with_phones(reader, import_id, list(shared)):
            draft = read_draft(row.draft, row.sheet, row.row)
            judged = read_judged(row.result, row.outcome, row.worker_id, draft)
            findings = ordered([*judged.findings, shared_phone(row.phone, shared[row.phone])])
            yield staged_row(
                row.seq,
                draft,
                Judged(
                    judged.outcome,
                    tuple(findings),
                    judged.worker_id,
                    judged.changes,
                    judged.was,
                    judged.adds,
                    judged.kept_by,
                ),
            )


def staged_row(seq: int, draft: Draft, judged: Judged) -> StagedRow:
    """A judged draft as it is kept."""
    return StagedRow(
        seq,
        draft.sheet,
        draft.row,
        str(judged.outcome),
        tuple(finding.code for finding in judged.findings),
        str(draft.values.get("phone") or ""),
        judged.worker_id,
        write_draft(draft),
        write_judged(judged),
    )


def worker_fields(row: dict[str, Any]) -> dict[str, Value]:
    """The fields that a list may fill, of a row of the worker table."""
    return {name: row[name] for name in WORKER_FIELDS}


def _person(rows: Sequence[dict[str, Any]], draft: Draft, heirs: dict[str, list[str]]) -> KnownWorker | None:
    """The person of the store with the row's NIK; of several who are kept apart, the one with an alike name."""
    if not rows:
        return None
    row = next((row for row in rows if alike(row["full_name"] or "", draft.name)), rows[0])
    ended = row["ended_on"] or ""
    names = tuple(heirs.get(row["id"], ()))
    return KnownWorker(row["id"], worker_fields(row), ended, row["end_reason"] or "", names, row["pk"])


def _beside(draft: Draft, person: KnownWorker | None, near: dict[tuple[str, str], list[Alike]]) -> list[Alike]:
    """People of the store with the row's birth date and village; beside a known person only those who were there
    before, so that a likely duplicate is said of the later of two."""
    village = str(draft.values.get("village_code") or "")
    if not draft.born or not village:
        return []
    found = [other for born in birth_keys(draft.born) for other in near.get((born, village), ())]
    return [other for other in found if other.order < person.order] if person else found


def _near(reader: Rows, drafts: Sequence[Draft]) -> dict[tuple[str, str], list[Alike]]:
    births: set[str] = set()
    villages: set[str] = set()
    for draft in drafts:
        if draft.born and draft.values.get("village_code"):
            births.update(birth_keys(draft.born))
            villages.add(str(draft.values["village_code"]))
    near: dict[tuple[str, str], list[Alike]] = {}
    for row in store_imports.born_in(reader, sorted(births), sorted(villages)):
        other = Alike(row["nik"] or "", row["full_name"] or "", row["sex"] or "", worker=row["id"], order=row["pk"])
        near.setdefault((row["birth_date"], row["village_code"]), []).append(other)
    return near
