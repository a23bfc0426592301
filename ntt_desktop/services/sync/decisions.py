"""Deciding what received files left open: conflicts, one NIK for two people, edits by hand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.sync import answering, contested, queue
from ntt_desktop.services.sync.answering import ACCEPT, CONFIRM, IGNORE, REFUSE, THEIRS, TYPED, Answer
from ntt_desktop.services.sync.contested import THIS
from ntt_desktop.services.sync.queue import CONFLICT, CONTESTED, EDIT, REOPENING, SAME_NIK
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.people.pairs import LIKELY
from ntt_desktop.store.reader import Reader


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

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `value_of` raises.
    """
    case = _find(ctx, case_id, CONFLICT)
    stand = case.detail if isinstance(case.detail, list) else []
    heads = [head for head in stand if value == ("" if head["value"] is None else str(head["value"]))]
    given = Answer(THEIRS, heads[0]["revision"]) if heads else Answer(TYPED, value)
    return _answered(ctx, case, given)


def accept_edit(ctx: Context, case_id: str) -> Result[Case]:
    """Take a cell edited by hand as a correction of the record.

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `workers.edit` raises for a wrong value.
    """
    return _answered(ctx, _find(ctx, case_id, EDIT), Answer(ACCEPT))


def answer_pair(ctx: Context, case_id: str, answer: str, note: str = "") -> Result[Case]:
    """Say of a likely duplicate, or of two with one NIK, that they are the ``same``, ``different``, or for ``later``.

    Raises `UserError` ``case_missing``, ``case_other_answer``.
    """
    return _answered(ctx, _find(ctx, case_id, LIKELY, SAME_NIK), Answer(answer, note=note))


def settle_slot(ctx: Context, case_id: str, keep: str) -> Result[Case]:
    """Decide a contested slot: which claim counts (see `ntt_desktop.services.sync.contested.settle_in`).

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `contested.settle_in` raises.
    """
    return _answered(ctx, _find(ctx, case_id, CONTESTED), Answer(THIS, keep))


def settle_end(ctx: Context, case_id: str, *, reason: str | None = None) -> Result[Case]:
    """Confirm a request to take an end back, or, with a ``reason``, let the end stand.

    Raises `UserError` ``case_missing``, ``case_other_answer``, and what `reopening.confirm_in` and `refuse_in` raise.
    """
    given = Answer(CONFIRM) if reason is None else Answer(REFUSE, note=reason)
    return _answered(ctx, _find(ctx, case_id, REOPENING), given)


def ignore(ctx: Context, case_id: str) -> Result[Case]:
    """Close an edited cell, a missing or an added row without doing anything: the signed value stands.

    Conflicts, people with one NIK, contested slots and requests to take an end back come from the records themselves
    and cannot be waved away.
    Raises `UserError` ``case_missing``, ``case_other_answer``.
    """
    return _answered(ctx, _find(ctx, case_id), Answer(IGNORE))


def _answered(ctx: Context, case: Case, given: Answer) -> Result[Case]:
    return Result(case, answering.answer(ctx, {case.id: given}).changed)


def _find(ctx: Context, case_id: str, *kinds: str) -> Case:
    """The open case with this code; of one of these ``kinds``, where any are named."""
    with ctx.store.read() as reader:
        for row in queue.find(reader, [case_id]).values():
            if kinds and row["kind"] not in kinds:
                raise UserError("case_other_answer", kind=row["kind"])
            return _case(reader, {**row, "detail": json.dumps(row["detail"])})
    raise UserError("case_missing", case=case_id)


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
    kind = {CONTESTED: "slot", REOPENING: "event"}.get(row["kind"], kind)
    owner = KINDS[kind].worker_field if kind in KINDS else ""
    if not owner:
        return ""
    name = reader.value(
        f"SELECT w.full_name FROM worker w WHERE w.id = (SELECT {owner} FROM {kind} WHERE id = ?)", (row["subject"],)
    )
    return str(name or "")
