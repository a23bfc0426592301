"""Storing what a form holds: a new person, or what changed of a known one with the family."""

from collections.abc import Mapping, Sequence
from typing import Any

from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people import families, workers
from ntt_desktop.services.people.workers import Saved

Members = Sequence[Mapping[str, Any]]


def register(
    ctx: Context,
    values: Mapping[str, Any],
    heirs: Members,
    children: Members,
    *,
    incomplete: bool = False,
    ktp_seen: bool = False,
) -> Result[Saved]:
    """Store a new person; empty fields are left out."""
    return workers.add(
        ctx,
        {key: value for key, value in values.items() if value is not None},
        heirs=[_given(heir) for heir in heirs],
        children=[_given(child) for child in children],
        incomplete=incomplete,
        ktp_seen=ktp_seen,
    )


def mend(
    ctx: Context,
    worker_id: str,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    heirs: Members,
    children: Members,
    *,
    family_before: Mapping[str, Members],
    ktp_seen: bool = False,
    reason: str = "",
) -> Result[Saved]:
    """Store what changed since ``before``; family members that are gone from the form are removed."""
    changed = {key: value for key, value in values.items() if value != before.get(key)}
    saved = workers.edit(ctx, worker_id, changed, ktp_seen=ktp_seen, reason=reason)
    kinds = set(saved.changed)
    for kind, now in (("heir", heirs), ("child", children)):
        kept = {str(member.get("id") or "") for member in now}
        for member in family_before.get(kind, ()):
            if str(member["id"]) not in kept:
                kinds |= families.remove_part(ctx, kind, str(member["id"])).changed
    for heir in heirs:
        kinds |= families.save_heir(ctx, worker_id, _given(heir), heir_id=str(heir.get("id") or "")).changed
    for child in children:
        kinds |= families.save_child(ctx, worker_id, _given(child), child_id=str(child.get("id") or "")).changed
    return Result(saved.value, frozenset(kinds))


def _given(member: Mapping[str, Any]) -> dict[str, Any]:
    """A member's own values, without ``id``."""
    return {key: value for key, value in member.items() if key != "id"}
