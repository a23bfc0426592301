"""Deciding what received files left open: conflicts, one NIK for two people, edits by hand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ntt_desktop.domain.changes import Head, Value
from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.life_events import reopening
from ntt_desktop.services.people import same_person as pairs
from ntt_desktop.services.people import workers
from ntt_desktop.services.sync import contested, queue
from ntt_desktop.services.sync.cases import EDIT
from ntt_desktop.services.sync.typed_values import value_of
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.pairs import LIKELY
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.unit_of_work import UnitOfWork

CONFLICT, SAME_NIK, CONTESTED = "conflict", "same_nik", "contested_slot"


@dataclass(frozen=True, slots=True)
class Case:
    """Something that waits for a person.

    ``id`` stays the same while the case is open. ``name`` is the person concerned, "" when unknown; what ``subject``,
    ``other``, ``field`` and ``detail`` hold depends on ``kind`` (see `ntt_desktop.services.sync.cases`).
    """

    id: str
    kind: str
    subject: str
    other: str
    field: str
    detail: Mapping[str, Any] | list[Any]
    name: str = ""


def open_cases(ctx: Context, kind: str = "") -> list[Case]:
    """The open cases, of one kind or all, those of one person together."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT kind, subject, other, field, detail FROM open_case WHERE ? IN ('', kind) "
            "ORDER BY kind, subject, other, field",
            (kind,),
        )
        return [_case(reader, row) for row in rows]


def set_value(ctx: Context, case_id: str, value: str) -> Result[Case]:
    """End a conflict of values with ``value``: one of those that stand, or a third. It replaces them all.

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `workers.read_typed` raises.
    """
    case = _find(ctx, case_id)
    if case.kind != CONFLICT:
        raise UserError("case_other_answer", kind=case.kind)
    kind = case.other
    with ctx.store.write(ctx.actor, "decided") as uow:
        state = uow.state(case.subject)
        heads = state.heads.get(case.field, ()) if state else ()
        uow.put(kind, case.subject, {case.field: _typed(kind, case.field, value, heads)}, decide=True)
    return Result(case, frozenset({kind, "case"}))


def accept_edit(ctx: Context, case_id: str) -> Result[Case]:
    """Take a cell edited by hand as a correction of the record.

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `workers.edit` raises for a wrong value.
    """
    case = _find(ctx, case_id)
    if case.kind != EDIT or not isinstance(case.detail, Mapping):
        raise UserError("case_other_answer", kind=case.kind)
    kind, text = str(case.detail["kind"]), str(case.detail["is"])
    reason = f"edited by hand in {case.detail['sheet']} {case.detail['key']}"
    if kind == "worker" and case.field in WORKER_FIELDS:
        workers.edit(ctx, case.subject, {case.field: text or None}, reason=reason)
    else:
        with ctx.store.write(ctx.actor, reason) as uow:
            uow.put(kind, case.subject, {case.field: _typed(kind, case.field, text, ())})
    with ctx.store.write(ctx.actor, reason) as uow:
        _close(uow, case)
    return Result(case, frozenset({kind, "case"}))


def same_person(ctx: Context, case_id: str) -> Result[Case]:
    """Two records with one NIK are one person: the higher id is read through the lower one from now on.

    Raises `UserError` ``case_missing``, ``case_other_answer``.
    """
    case = _find(ctx, case_id)
    if case.kind != SAME_NIK:
        raise UserError("case_other_answer", kind=case.kind)
    lower, higher = sorted((case.subject, case.other))
    with ctx.store.write(ctx.actor, "same person") as uow:
        uow.put("worker", higher, {"merged_into": lower}, decide=True)
    return Result(case, frozenset({"worker", "case"}))


def answer_pair(ctx: Context, case_id: str, answer: str, note: str = "") -> Result[Case]:
    """Say of a likely duplicate that the two are the ``same``, ``different``, or that it is for ``later``.

    Raises `UserError` ``case_missing``, ``case_other_answer``.
    """
    case = _find(ctx, case_id)
    if case.kind != LIKELY:
        raise UserError("case_other_answer", kind=case.kind)
    return Result(case, pairs.decide(ctx, {case.id: answer}, note=note).changed)


def settle_slot(ctx: Context, case_id: str, keep: str) -> Result[Case]:
    """Decide a contested slot: which claim counts (see `ntt_desktop.services.sync.contested.settle`).

    Raises `UserError` ``case_missing``, and what `contested.settle` raises.
    """
    case = _find(ctx, case_id)
    if case.kind != CONTESTED:
        raise UserError("case_other_answer", kind=case.kind)
    return Result(case, contested.settle(ctx, case.subject, keep).changed)


def settle_end(ctx: Context, case_id: str, *, reason: str | None = None) -> Result[Case]:
    """Confirm a request to take an end back, or, with a ``reason``, let the end stand.

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `reopening.confirm` and `refuse` raise.
    """
    case = _find(ctx, case_id)
    if case.kind != queue.REOPENING:
        raise UserError("case_other_answer", kind=case.kind)
    if reason is None:
        return Result(case, reopening.confirm(ctx, case.subject).changed)
    return Result(case, reopening.refuse(ctx, case.subject, reason).changed)


def ignore(ctx: Context, case_id: str) -> Result[Case]:
    """Close an edited cell, a missing or an added row without doing anything: the signed value stands.

    Conflicts, people with one NIK, contested slots and requests to take an end back come from the records themselves
    and cannot be waved away.
    Raises `UserError` ``case_missing``, ``case_other_answer``.
    """
    case = _find(ctx, case_id)
    if case.kind in (CONFLICT, SAME_NIK, LIKELY, CONTESTED, queue.REOPENING):
        raise UserError("case_other_answer", kind=case.kind)
    with ctx.store.write(ctx.actor, "ignored") as uow:
        _close(uow, case)
    return Result(case, frozenset({"case"}))


def _find(ctx: Context, case_id: str) -> Case:
    with ctx.store.read() as reader:
        for row in queue.find(reader, [case_id]).values():
            return _case(reader, {**row, "detail": json.dumps(row["detail"])})
    raise UserError("case_missing", case=case_id)


def _close(uow: UnitOfWork, case: Case) -> None:
    uow.execute(
        "DELETE FROM open_case WHERE kind = ? AND subject = ? AND other = ? AND field = ?",
        (case.kind, case.subject, case.other, case.field),
    )


def _case(reader: Reader, row: dict[str, str]) -> Case:
    key = (row["kind"], row["subject"], row["other"], row["field"])
    detail = json.loads(row["detail"])
    if row["kind"] == CONTESTED:
        detail = asdict(contested.read_contest(reader, row["subject"]))
    return Case(check_code(key), *key, detail, _name(reader, row))


def _name(reader: Reader, row: dict[str, str]) -> str:
    """The person whom a case concerns: the subject, or whom the subject belongs to."""
    detail = json.loads(row["detail"])
    kind = row["other"] if row["kind"] == CONFLICT else "worker"
    if row["kind"] == EDIT:
        kind = str(detail.get("kind", ""))
    kind = {CONTESTED: "slot", queue.REOPENING: "event"}.get(row["kind"], kind)
    owner = KINDS[kind].worker_field if kind in KINDS else ""
    if not owner:
        return ""
    name = reader.value(
        f"SELECT w.full_name FROM worker w WHERE w.id = (SELECT {owner} FROM {kind} WHERE id = ?)", (row["subject"],)
    )
    return str(name or "")


def _typed(kind: str, field: str, text: str, heads: tuple[Head, ...]) -> Value:
    """Text as the field's value: a head's own value where it reads the same, else by the field's type."""
    for head in heads:
        if text == ("" if head.value is None else str(head.value)):
            return head.value
    return value_of(kind, field, text)
