"""Answering cases of the queues, singly or in bulk.

One step is one unit of work. What cannot be taken (a value that is wrong, a case decided meanwhile) stays open and is
named; the rest is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.text import clean
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.life_events import reopening
from ntt_desktop.services.people import same_person, workers
from ntt_desktop.services.sync import contested, queue
from ntt_desktop.services.sync.contested import FREE, OTHER, THIS
from ntt_desktop.services.sync.queue import CONFLICT, CONTESTED, EDIT, REOPENING, SAME_NIK
from ntt_desktop.services.sync.sayings import Said
from ntt_desktop.services.sync.taking_back import CONTEST, Answered, Back
from ntt_desktop.services.sync.typed_values import value_of
from ntt_desktop.store.people.pairs import DIFFERENT, LATER, LIKELY, SAME
from ntt_desktop.store.unit_of_work import UnitOfWork

ACCEPT, IGNORE = "accept", "ignore"
OURS, THEIRS, TYPED = "ours", "theirs", "typed"
CONFIRM, REFUSE = "confirm", "refuse"
"""Answers to a request to take an end back; `REFUSE` lets the end stand and needs a note."""
ANSWERS: dict[str, tuple[str, ...]] = {
    EDIT: (ACCEPT, IGNORE),
    queue.MISSING_ROW: (IGNORE,),
    queue.ADDED_ROW: (IGNORE,),
    CONFLICT: (OURS, THEIRS, TYPED),
    LIKELY: (SAME, DIFFERENT, LATER),
    SAME_NIK: (SAME, DIFFERENT, LATER),
    CONTESTED: (THIS, OTHER, FREE),
    REOPENING: (CONFIRM, REFUSE),
}
"""Kind of case -> what can be answered."""

_DOMICILE = ("address", "hamlet", "rt", "rw", "village_code")
_SLOT = ("first_month", "last_month", "end_reason", "explanation", "cancelled")
_END = {
    "event": ("confirmed_by", "confirmed_on"),
    "worker": ("ended_on", "end_reason", "end_note"),
    "claim": ("status", "cancelled"),
}
"""What confirming a request may write in the records of the person, by kind."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. ``value`` is the text with `TYPED`, the revision of the value meant in a conflict, with
    `SAME` the record whose domicile counts for the one person ("": the one that was verified), or the code of the
    programme that pays on in a contest; ``note`` says why."""

    what: str
    value: str = ""
    note: str = ""


def answer(ctx: Context, answers: Mapping[str, Answer], *, progress: Progress = silent) -> Result[Answered]:
    """Answer cases: code of the case -> what is answered.

    A cell of the columns `queue.SINGLY`, or one that two files changed differently, is accepted, and two unlike people
    with one NIK are one, only when it is answered alone. Raises ``case_missing`` when the one case asked about does not
    wait any more, and what makes a single answer impossible.
    """
    made = Answered()
    changed = {"case"}
    alone = len(answers) == 1
    with ctx.store.write(ctx.actor, "decided") as uow:
        known = queue.find(uow, list(answers))
        differing = _differing(known, answers)
        for done, (code, given) in enumerate(answers.items(), start=1):
            row = known.get(code.strip().upper())
            try:
                if row is None:
                    raise UserError("case_missing", case=code)
                if given.what == ACCEPT and (row["subject"], row["field"]) in differing:
                    raise UserError("edit_twice", field=row["field"])
                changed |= _answer(ctx, uow, row, given, made, alone=alone)
                made.done += 1
                made.given[given.what] += 1
            except UserError as error:
                if alone:
                    raise
                made.refused.append((_name(uow, row, code), error))
            progress(done, len(answers))
    return Result(made, frozenset(changed))


def _differing(known: Mapping[str, Mapping[str, Any]], answers: Mapping[str, Answer]) -> set[tuple[str, str]]:
    """(record, field) of cells that files changed differently, of which more than one is to be accepted."""
    found: dict[tuple[str, str], set[str]] = {}
    for code, given in answers.items():
        row = known.get(code.strip().upper())
        if row is not None and given.what == ACCEPT and row["kind"] == EDIT:
            found.setdefault((row["subject"], row["field"]), set()).add(str(row["detail"]["is"]))
    return {cell for cell, values in found.items() if len(values) > 1}


# -- parts ----------------------------------------------------------------------------------------------------------


def _answer(
    ctx: Context, uow: UnitOfWork, row: dict[str, Any], given: Answer, made: Answered, *, alone: bool
) -> set[str]:
    kind = row["kind"]
    if given.what not in ANSWERS.get(kind, ()):
        raise UserError("case_other_answer", kind=kind)
    if kind in (LIKELY, SAME_NIK):
        if kind == SAME_NIK and given.what == SAME and not alone:
            raise UserError("pair_singly")
        made.decisions.append(same_person.put(ctx, uow, row["subject"], row["other"], given.what, clean(given.note)))
        if given.what == SAME and (given.value or _proposed(uow, row)) == row["other"]:
            made.back.append(Back(row, "worker", _move_in(uow, row["subject"], row["other"])))
        return {"worker", "same_person", "slot"}
    if kind == CONTESTED:
        made.back.append(_settle(ctx, uow, row, given.value or given.what))
        return set(CONTEST)
    if kind == REOPENING:
        made.back.append(_end(ctx, uow, row, given))
        return {*CONTEST, "event", "claim"}
    before: dict[str, Value] = {}
    if given.what == ACCEPT:
        if row["field"] in queue.SINGLY and not alone:
            raise UserError("edit_singly", field=row["field"])
        before = _accept(ctx, uow, row)
    elif kind == CONFLICT:
        before = _decide(uow, row, given)
    # Not by its number: a decision writes the other conflicts of the record anew, under numbers that became free.
    uow.execute(
        "DELETE FROM open_case WHERE kind = ? AND subject = ? AND other = ? AND field = ?",
        (kind, row["subject"], row["other"], row["field"]),
    )
    of = queue.kind_of(row)
    made.back.append(Back(row, of, before))
    return {of} if before else set()


def _settle(ctx: Context, uow: UnitOfWork, row: dict[str, Any], keep: str) -> Back:
    """Decide a contested slot; what stood in the slots of the contest, and the slots that it made."""
    found = contested.read_contest(uow, row["subject"])
    before = {claim.slot: uow.get("slot", claim.slot) or {} for claim in (found.claim, *found.rivals)}
    touched = set(uow.touched["slot"])
    contested.settle_in(ctx, uow, row["subject"], keep)
    new = frozenset(uow.touched["slot"] - touched - before.keys())
    stood = {("slot", slot): {name: held[name] for name in _SLOT} for slot, held in before.items()}
    return Back(row, "slot", {}, stood, new)


def _end(ctx: Context, uow: UnitOfWork, row: dict[str, Any], given: Answer) -> Back:
    """Decide a request to take an end back; the person's records as they stood, and the slots given back."""
    event = row["subject"]
    if given.what == REFUSE:
        said = reopening.refuse_in(ctx, uow, event, given.note).event
        # Taken back, it answers nothing any more, so that the request waits again.
        return Back(row, "event", {}, {("event", said): {"cancels": None}})
    person = "(SELECT w.person_id FROM event e JOIN worker w ON w.id = e.worker_id WHERE e.id = ?)"
    records = {
        "event": ("SELECT * FROM event WHERE id = ?", (event,)),
        "worker": (f"SELECT * FROM worker WHERE person_id = {person} AND ended_on IS NOT NULL", (event,)),
        "claim": (
            f"SELECT c.* FROM claim c JOIN worker o ON o.id = c.worker_id WHERE o.person_id = {person}",
            (event,),
        ),
    }
    stood = {
        (kind, held["id"]): {name: held[name] for name in _END[kind]}
        for kind, (sql, params) in records.items()
        for held in uow.rows(sql, params)
    }
    touched = set(uow.touched["slot"])
    reopening.confirm_in(ctx, uow, event)
    return Back(row, "event", {}, stood, frozenset(uow.touched["slot"] - touched))


def _proposed(uow: UnitOfWork, row: Mapping[str, Any]) -> str:
    """Whose domicile counts for the one person unless somebody says: the verified one, else the older record's."""
    pair = same_person.side_by_side(uow, "", row["subject"], row["other"])
    moves = pair is not None and pair.stays == "other" and pair.lives_apart
    return str(row["other"] if moves else row["subject"])


def _move_in(uow: UnitOfWork, survivor: str, other: str) -> dict[str, Value]:
    """Give the survivor the domicile of the other record; returns the one that stood there."""
    stays, seen = uow.get("worker", survivor) or {}, uow.get("worker", other) or {}
    uow.put("worker", survivor, {name: seen[name] for name in _DOMICILE})
    return {name: stays[name] for name in _DOMICILE}


def _accept(ctx: Context, uow: UnitOfWork, row: Mapping[str, Any]) -> dict[str, Value]:
    """Take an edited cell as the record's value; returns what stood in the fields that it changed."""
    kind, text, name = queue.kind_of(row), str(row["detail"]["is"]), row["field"]
    reason = f"edited by hand in {row['detail']['sheet']} {row['detail']['key']}"
    if kind == "worker" and name in WORKER_FIELDS:
        before = uow.get("worker", row["subject"]) or {}
        saved = workers.put_edit(ctx, uow, row["subject"], {name: text or None}, reason=reason).id
        if saved != row["subject"]:
            return {}  # the person is read through another record by now; its history keeps what stood there
        after = uow.get("worker", saved) or {}
        return {field: before[field] for field in WORKER_FIELDS if before[field] != after[field]}
    before = {name: (uow.get(kind, row["subject"]) or {}).get(name)}
    uow.put(kind, row["subject"], {name: value_of(kind, name, text)}, reason=reason)
    return before


def _decide(uow: UnitOfWork, row: Mapping[str, Any], given: Answer) -> dict[str, Value]:
    """End a conflict with one of its values, or a third; returns the value shown until now."""
    kind, name = queue.kind_of(row), row["field"]
    if given.what == TYPED:
        value = value_of(kind, name, clean(given.value))
    else:
        (case,) = queue.complete(uow, [dict(row)])
        chosen = choice(case.said, given)
        if chosen is None:
            raise UserError("case_missing", case=queue.code_of(row))
        value = chosen.value
    shown = (uow.get(kind, row["subject"]) or {}).get(name)
    uow.put(kind, row["subject"], {name: value}, decide=True)
    return {name: shown}


def choice(said: Sequence[Said], given: Answer) -> Said | None:
    """The value that an answer means: the one of a revision, ours, or the newest that is not ours.

    Where nothing was said here, what is shown now is ours.
    """
    if given.value:
        return next((one for one in said if one.revision == given.value), None)
    ours = next((one for one in said if one.here), said[0] if said else None)
    if given.what == OURS:
        return ours
    return next((one for one in said if one is not ours), None)


def _name(uow: UnitOfWork, row: dict[str, Any] | None, code: str) -> str:
    if row is None:
        return code
    (case,) = queue.complete(uow, [dict(row)])
    return case.name or code
