"""Changing a programme in ways that keep what was decided true, and the versions of its rules and weights.

Nothing decided is touched: not fewer seats than are passed down or occupied, no months taken from people, no other
rate once a month is billed. Where a change would do that it is refused with the reason.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ntt_desktop.domain.benefit import Benefits
from ntt_desktop.domain.capacity import Rect, cut
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Rule, RuleSet, default_rules
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.domain.ranking import Weights
from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import own_area
from ntt_desktop.services.capacity.programme_lookup import CHANGED, owned, resolve, span
from ntt_desktop.services.capacity.programmes import whole
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

_IDENTITY = ("code", "payer", "region")
"""Fixed once anything of the programme was given out."""


@dataclass(frozen=True, slots=True)
class InUse:
    """What of a programme is decided already. ``seats``: the highest seat passed down or occupied, 0 for none."""

    seats: int
    first: Month | None
    last: Month | None
    billed: Month | None
    """The last month that is closed or billed."""

    @property
    def anything(self) -> bool:
        """Whether somebody holds a seat or a block of it."""
        return self.first is not None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the rules (``kind`` "rules") or weights ("weights"), with who made it and when (UTC)."""

    kind: str
    version: int
    made_at: datetime
    actor: str
    reason: str
    rules: RuleSet | None = None
    weights: Weights | None = None


def edit(ctx: Context, code: str, changes: Mapping[str, Any], *, reason: str = "") -> Result[Programme]:
    """Change terms of a programme of this node; ``changes`` by the names of `NewProgramme`'s fields.

    Raises `UserError` ``not_owner``, ``programme_value``, ``month_invalid``, ``region_not_own``, ``programme_exists``
    and, where the change would make something decided untrue, ``rate_billed``, ``period_billed``, ``seats_in_use``,
    ``months_in_use``, ``terms_in_use``.
    """
    with ctx.store.write(ctx.actor, reason) as uow:
        before = owned(ctx, uow, code)
        after = _changed(ctx, before, changes)
        after.check()
        _keep_decided(before, after, _in_use(uow, before))
        if after.code != before.code and any(
            one.owner == before.owner and one.id != before.id for one in programmes.find(uow, after.code)
        ):
            raise UserError("programme_exists", programme=after.code)
        values = after.to_values()
        kept = {"rules", "rules_version", "weights", "weights_version", "closed_through"}
        uow.put("programme", before.id, {name: value for name, value in values.items() if name not in kept})
        if whole(after) != whole(before):
            _resize(uow, after)
        uow.finish()
        stored = resolve(uow, before.id)
    return Result(stored, CHANGED)


def set_rules(ctx: Context, code: str, rules: Sequence[Rule], *, reason: str = "") -> Result[Programme]:
    """Give a programme these rules from now on, as a new version; slots keep the version that they were decided by.

    Raises ``not_owner``, ``rule_value`` (rule, value) for figures that cannot be, ``rules_empty``.
    """
    _check_rules(rules)
    with ctx.store.write(ctx.actor, reason) as uow:
        programme = owned(ctx, uow, code)
        known = programme.eligibility
        if tuple(rules) != known.rules:
            made = RuleSet(tuple(rules), _last_version(uow, programme, "rules") + 1)
            written = json.dumps(made.to_json(), sort_keys=True)
            uow.put("programme", programme.id, {"rules": written, "rules_version": made.version})
        stored = resolve(uow, programme.id)
    return Result(stored, frozenset(("programme",)))


def set_weights(ctx: Context, code: str, values: Mapping[str, int], *, reason: str = "") -> Result[Programme]:
    """Give a programme other weights from now on, as a new version; those not named stay.

    Raises ``not_owner``, ``weight_value`` (weight, value).
    """
    for name, value in values.items():
        if name not in WEIGHTS or not 0 <= value <= MOST_POINTS:
            raise UserError("weight_value", field=name, value=value)
    with ctx.store.write(ctx.actor, reason) as uow:
        programme = owned(ctx, uow, code)
        wanted = replace(programme.weights, **values)
        if wanted != programme.weights:
            made = replace(wanted, version=_last_version(uow, programme, "weights") + 1)
            written = json.dumps(made.to_json(), sort_keys=True)
            uow.put("programme", programme.id, {"weights": written, "weights_version": made.version})
        stored = resolve(uow, programme.id)
    return Result(stored, frozenset(("programme",)))


WEIGHTS = ("continuing", "decile", "disability", "woman_head", "high_risk", "age", "registration")
"""The names of the weights, in the order in which forms show them."""

MOST_POINTS = 100_000


def versions(ctx: Context, code: str) -> list[Version]:
    """Every version of a programme's rules and weights, the newest first, with who made it and when."""
    with ctx.store.read() as reader:
        programme = resolve(reader, code)
        return _versions(reader, programme)


def _versions(source: Rows, programme: Programme) -> list[Version]:
    found = []
    for row in source.rows(
        "SELECT revision, actor, reason, json_extract(body, '$.v.rules') AS rules, "
        "json_extract(body, '$.v.weights') AS weights FROM change WHERE record = ? ORDER BY revision DESC",
        (programme.id,),
    ):
        made = datetime.fromtimestamp(milliseconds_of(row["revision"]) / 1000, UTC)
        if row["rules"]:
            rules = RuleSet.from_json(json.loads(row["rules"]))
            found.append(Version("rules", rules.version, made, row["actor"], row["reason"], rules=rules))
        if row["weights"]:
            weights = Weights.from_json(json.loads(row["weights"]))
            found.append(Version("weights", weights.version, made, row["actor"], row["reason"], weights=weights))
    return found


def _last_version(source: Rows, programme: Programme, kind: str) -> int:
    return max((one.version for one in _versions(source, programme) if one.kind == kind), default=0)


def _check_rules(rules: Sequence[Rule]) -> None:
    if not rules:
        raise UserError("rules_empty")
    for rule in rules:
        params = rule.params
        if rule.code == "age":
            low, high = params.get("min"), params.get("below")
            if not (isinstance(low, int) and isinstance(high, int) and 0 < low < high <= 120):
                raise UserError("rule_value", field=rule.code, value=f"{low}-{high}")
        if rule.code == "decile_at_most":
            most = params.get("most")
            if not (isinstance(most, int) and 1 <= most <= 10):
                raise UserError("rule_value", field=rule.code, value=str(most))


def every_rule(region: str) -> tuple[Rule, ...]:
    """All rules a form offers: the default set, and what is optional with its usual figures."""
    return (*default_rules(region).rules, Rule("decile_at_most", {"most": 5}))


def _changed(ctx: Context, before: Programme, changes: Mapping[str, Any]) -> Programme:
    """The programme with these changes, not checked yet."""
    named: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "first_month":
            named["first"] = read_month(str(value))
        elif name == "region":
            named["region"] = own_area(ctx, str(value))
        elif name == "code":
            named["code"] = str(value).strip().upper()
        elif isinstance(value, str):
            named[name] = value.strip()
        else:
            named[name] = value
    if "clocks" in named and not isinstance(named["clocks"], Terms):
        raise UserError("programme_value", field="clocks", value=str(named["clocks"]))
    if "benefits" in named and not isinstance(named["benefits"], Benefits):
        raise UserError("programme_value", field="benefits", value=str(named["benefits"]))
    return replace(before, **named)


def _keep_decided(before: Programme, after: Programme, used: InUse) -> None:
    """Refuse what would make something decided untrue."""
    if used.billed:
        if after.rate != before.rate:
            raise UserError("rate_billed", programme=before.code, month=used.billed.text)
        if after.payment_period != before.payment_period:
            raise UserError("period_billed", programme=before.code, month=used.billed.text)
    if after.seats < used.seats:
        raise UserError("seats_in_use", programme=before.code, seats=after.seats, least=used.seats)
    first, last = used.first, used.last
    if used.billed:
        first = min(first or before.first, before.first)
        last = max(last or used.billed, used.billed)
    if first and last and (after.first > first or after.last < last):
        raise UserError("months_in_use", programme=before.code, first=first.text, last=last.text)
    if used.anything or used.billed:
        for field in _IDENTITY:
            if getattr(after, field) != getattr(before, field):
                raise UserError("terms_in_use", programme=before.code, field=field)


def _in_use(source: Rows, programme: Programme) -> InUse:
    found = programmes.holdings(source, programme.id)
    tops = {block.id for block in found if block.parent is None}
    rects: list[Rect] = []
    for block in found:
        if block.parent in tops:
            released = [
                Rect(row["seat_from"], row["seat_to"], row["first"], row["last"])
                for row in source.rows(
                    "SELECT seat_from, seat_to, first, last FROM capacity_release WHERE block = ?", (block.pk,)
                )
            ]
            # A block counts whole while anything of it is left: it lies inside the programme or does not count.
            rects += [block.rect] if cut([block.rect], released) else []
    for row in source.rows(
        "SELECT max(m.seat) AS seat, min(m.month) AS first, max(m.month) AS last FROM seat_month m "
        "JOIN programme p ON p.pk = m.programme WHERE p.id = ? HAVING max(m.seat) IS NOT NULL",
        (programme.id,),
    ):
        rects.append(Rect(row["seat"], row["seat"], row["first"], row["last"]))
    billed = [programme.closed] if programme.closed else []
    for kind in ("bill", "payment"):
        billed += [
            Month.parse(row["last_month"])
            for row in source.rows(
                f"SELECT last_month FROM {kind} WHERE programme_id = ? AND coalesce(cancelled, 0) = 0 "
                "AND last_month IS NOT NULL",
                (programme.id,),
            )
        ]
    return InUse(
        max((rect.seat_to for rect in rects), default=0),
        Month.at(min(rect.first for rect in rects)) if rects else None,
        Month.at(max(rect.last for rect in rects)) if rects else None,
        max(billed, default=None),
    )


def _resize(uow: UnitOfWork, programme: Programme) -> None:
    """Let the owner's block follow the programme's seats and months."""
    rows = uow.rows(
        "SELECT id FROM block WHERE programme_id = ? AND parent_id IS NULL AND holder_node = ? ORDER BY created_rev",
        (programme.id, programme.owner),
    )
    for row in rows[:1]:
        uow.put("block", row["id"], span(whole(programme)))
