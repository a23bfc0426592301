"""Taking answers to cases back: values stand as they stood and the cases wait again; the history keeps both changes."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people import same_person, workers
from ntt_desktop.services.sync import sayings
from ntt_desktop.services.sync.queue import CONFLICT, EDIT
from ntt_desktop.store.unit_of_work import UnitOfWork

CONTEST = frozenset({"slot", "worker"})


@dataclass(frozen=True, slots=True)
class Back:
    """What takes one answer back: the case as it was, and the values before."""

    case: Mapping[str, Any]
    kind: str = ""
    before: Mapping[str, Value] = field(default_factory=dict)
    stood: Mapping[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict)
    """Of a contested slot and of an end: (kind, record) -> its fields as they stood. The case opens by itself."""
    new_slots: frozenset[str] = frozenset()
    """Slots that the answer made: they are cancelled."""


@dataclass(slots=True)
class Answered:
    """How many cases were answered, who could not be (name or code, error), and what `take_back` needs."""

    done: int = 0
    given: Counter[str] = field(default_factory=Counter)
    """Answer -> how many cases it decided."""
    refused: list[tuple[str, UserError]] = field(default_factory=list)
    back: list[Back] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


def take_back(ctx: Context, made: Answered) -> Result[int]:
    """Undo what `ntt_desktop.services.sync.answering.answer` did. Returns how many answers were taken back."""
    changed = {"case"}
    with ctx.store.write(ctx.actor, "taken back") as uow:
        for one in reversed(made.back):
            if one.stood:
                changed |= {kind for kind, _ in one.stood} | CONTEST
                _restore_records(uow, one)
                continue
            if one.before:
                changed.add(one.kind)
                _restore(ctx, uow, one)
        _open_again(uow, [one.case for one in made.back if not one.stood and one.case["kind"] != CONFLICT])
    if made.decisions:
        changed |= same_person.undo(ctx, made.decisions).changed
    return Result(len(made.back) + len(made.decisions), frozenset(changed))


def _open_again(uow: UnitOfWork, cases: Sequence[Mapping[str, Any]]) -> None:
    """Let these cases wait, unless they do."""
    for row in cases:
        detail = row["detail"] if isinstance(row["detail"], str) else json.dumps(row["detail"], ensure_ascii=False)
        uow.execute(
            "INSERT OR IGNORE INTO open_case (kind, subject, other, field, detail) VALUES (?, ?, ?, ?, ?)",
            (row["kind"], row["subject"], row["other"], row["field"], detail),
        )


def _restore_records(uow: UnitOfWork, one: Back) -> None:
    """The records as they stood; what waits again is seen anew when the unit ends, and opens the case."""
    for slot in sorted(one.new_slots):
        uow.put("slot", slot, {"cancelled": 1}, decide=True)
    for (kind, record), before in one.stood.items():
        uow.put(kind, record, before, decide=True)


def _restore(ctx: Context, uow: UnitOfWork, one: Back) -> None:
    record = one.case["subject"]
    if one.case["kind"] == CONFLICT:
        _disagree(uow, one)
        return
    if one.kind == "worker" and one.case["kind"] == EDIT:
        try:
            workers.put_edit(ctx, uow, record, {name: _plain(value) for name, value in one.before.items()})
            return
        except UserError:
            pass  # what stood there would be refused today; it is put back all the same
    uow.put(one.kind, record, one.before, decide=True)


def _disagree(uow: UnitOfWork, one: Back) -> None:
    """Let the values of a decided conflict stand against each other again, here and wherever the decision went.

    Each names the change that first said it, so that the queue still tells who said it and when.
    """
    heads = sorted(one.case["detail"], key=lambda head: str(head["revision"]))
    marks = ", ".join("?" * len(heads))
    reasons = {
        row["revision"]: str(row["reason"])
        for row in uow.rows(
            f"SELECT revision, reason FROM change WHERE revision IN ({marks})", [head["revision"] for head in heads]
        )
    }
    uow.put_apart(
        one.kind,
        one.case["subject"],
        one.case["field"],
        [(head["value"], sayings.said_again(head["revision"], reasons.get(head["revision"], ""))) for head in heads],
    )


def _plain(value: Value) -> str | int | None:
    return value if isinstance(value, (str, int)) or value is None else ", ".join(value)
