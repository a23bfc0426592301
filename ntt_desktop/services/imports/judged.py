"""Rows beside the store: looks up who is known, batch by batch, and judges."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.intake.draft import Draft, ordered
from ntt_desktop.domain.intake.judging import Alike, Judge, Judged, KnownWorker, birth_keys, shared_phone
from ntt_desktop.domain.intake.records import read_draft, read_judged, write_draft, write_judged
from ntt_desktop.domain.intake.verified import verified_fields
from ntt_desktop.domain.names import alike
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.services.imports.keyed import Keyed
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_known
from ntt_desktop.store.intake.imports import StagedRow
from ntt_desktop.store.rows import Rows


class Judging:
    """Judges the drafts of one file in order; `finish` gives the rows that only the whole file can judge."""

    def __init__(self) -> None:
        self._judge = Judge()
        self._niks: set[str] = set()
        self._keyed = Keyed()
        self._next = 1

    def told(self, draft: Draft, worker_id: str) -> None:
        """Note a row that was stored before and holds its NIK, for rows that are judged now."""
        self._judge.keep(draft, worker_id)

    def judge(self, reader: Rows, drafts: Sequence[Draft], texts: Sequence[str] = ()) -> list[StagedRow]:
        """Judge one batch; numbers the rows 1, 2, 3... over the whole file. ``texts``: the drafts as they are kept, of
        rows that were staged before."""
        niks = sorted({draft.nik for draft in drafts if draft.nik_ok})
        self._niks.update(niks)
        known = intake_known.known_by_nik(reader, niks)
        origins = self._keyed.origins(reader, drafts)
        people = [row for rows in known.values() for row in rows] + [row for row in origins.values() if row]
        beside = _Beside(reader, people, drafts)
        near = _near(reader, drafts)
        staged = []
        for draft, text in zip(drafts, texts or repeat("", len(drafts)), strict=True):
            person = beside.person(known.get(draft.nik, ()), origins.get(draft.row_id), draft)
            judged = self._judge.judge(draft, person, _near_of(draft, person, near))
            staged.append(staged_row(self._next, draft, judged, text))
            self._next += 1
        return staged

    def finish(self, reader: Rows, import_id: str) -> Iterator[StagedRow]:
        """The rows whose phone three people or more have, with the finding that says so."""
        stored: dict[str, int] = defaultdict(int)
        for phone, nik in intake_known.phone_holders(reader, self._judge.phones):
            if nik not in self._niks:
                stored[phone] += 1
        shared = self._judge.shared_phones(stored)
        for row in store_imports.rows_with_phones(reader, import_id, list(shared)):
            draft = read_draft(row.draft, row.sheet, row.row)
            judged = read_judged(row.result, row.outcome, row.worker_id, draft)
            findings = ordered([*judged.findings, shared_phone(row.phone, shared[row.phone])])
            yield staged_row(row.seq, draft, replace(judged, findings=tuple(findings)))


def staged_row(seq: int, draft: Draft, judged: Judged, text: str = "") -> StagedRow:
    """A judged draft as it is kept; ``text``: how it is kept already."""
    return StagedRow(
        seq,
        draft.sheet,
        draft.row,
        str(judged.outcome),
        tuple(finding.code for finding in judged.findings),
        str(draft.values.get("phone") or ""),
        judged.worker_id,
        text or write_draft(draft),
        write_judged(judged),
    )


def worker_fields(row: dict[str, Any]) -> dict[str, Value]:
    """The fields that a list may fill, of a row of the worker table."""
    return {name: row[name] for name in WORKER_FIELDS}


def own_changes(judged: Judged) -> dict[str, Value]:
    """An update's changes of the person's own fields, without family contact and earlier cover."""
    return {name: value for name, value in judged.changes.items() if not name.startswith(("heir_", "cover_"))}


class _Beside:
    """What is known of the people that a batch may concern."""

    def __init__(self, reader: Rows, people: Sequence[dict[str, Any]], drafts: Sequence[Draft]) -> None:
        ids = sorted({row["id"] for row in people})
        self._heirs = intake_known.heirs_of(reader, ids)
        self._seen = intake_known.seen_of(reader, ids)
        self._covers = intake_known.covers_of(reader, ids) if any(draft.cover for draft in drafts) else {}

    def person(self, rows: Sequence[dict[str, Any]], origin: dict[str, Any] | None, draft: Draft) -> KnownWorker | None:
        """The person of the store whom a row is about: whom it corrects, else who has its NIK; of several with the
        NIK who are kept apart, the one with an alike name."""
        if not draft.nik_ok:
            return None
        # A corrected NIK that somebody else has already is that person's, by the rules of the NIK.
        corrected = origin is not None and not any(row["id"] != origin["id"] for row in rows)
        row = origin if corrected else None
        if row is None:
            if not rows:
                return None
            row = next((row for row in rows if alike(row["full_name"] or "", draft.name)), rows[0])
        return KnownWorker(
            row["id"],
            worker_fields(row),
            row["ended_on"] or "",
            row["end_reason"] or "",
            tuple(self._heirs.get(row["id"], ())),
            row["pk"],
            verified_fields(self._seen.get(row["id"], ())),
            frozenset(self._covers.get(row["id"], ())),
            corrected,
            taken=origin is not None and not corrected,
        )


def _near_of(draft: Draft, person: KnownWorker | None, near: dict[tuple[str, str], list[Alike]]) -> list[Alike]:
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
    for row in intake_known.born_in(reader, sorted(births), sorted(villages)):
        other = Alike(row["nik"] or "", row["full_name"] or "", row["sex"] or "", worker=row["id"], order=row["pk"])
        near.setdefault((row["birth_date"], row["village_code"]), []).append(other)
    return near
