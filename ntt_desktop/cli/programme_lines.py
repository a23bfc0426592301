"""A programme as commands answer: an object with its terms, its balance and its blocks, or a few lines."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.domain.balance import Balance
    from ntt_desktop.domain.programme import Programme
    from ntt_desktop.services.context import Context
    from ntt_desktop.store.capacity.programmes import Ledger

_PARTS = ("held", "occupied", "free", "passed_down", "released", "expired")


def shown(ctx: Context, code: str) -> dict[str, Any]:
    """A programme with its blocks, as JSON keeps it."""
    from ntt_desktop.services.capacity import programmes

    found = programmes.ledger(ctx, code)
    names = programmes.node_names(ctx)
    head = as_json(ctx, found)
    allotments = [
        {
            "id": block.id,
            "programme": found.programme.code,
            "holder": block.holder,
            "holder_name": names.get(block.holder, ""),
            "own": block.holder == ctx.store.node.id,
            "reserved": block.reserved,
            "region": block.region,
            "parent": block.parent,
            "slots": block.rect.seats,
            "seat_from": block.rect.seat_from,
            "seat_to": block.rect.seat_to,
            "first_month": Month.at(block.rect.first).text,
            "last_month": Month.at(block.rect.last).text,
            "last_date": block.last_date or None,
            "status": block.status,
            "letter_number": block.letter_number or None,
            "letter_date": block.letter_date or None,
            "confirms": block.confirms or None,
            "retired_on": block.retired_on or None,
            **_balance(balance),
        }
        for block, balance in found.blocks
        if block.parent is not None or block.holder != found.programme.owner or block.letter_number
    ]
    return {"programmes": [head], "programme": head, "allotments": allotments}


def as_json(ctx: Context, found: Ledger) -> dict[str, Any]:
    """A programme's terms, and where its person-months are."""
    programme: Programme = found.programme
    return {
        "id": programme.id,
        "code": programme.code,
        "name": programme.name,
        "payer": programme.payer,
        "region": programme.region,
        "owner": programme.owner,
        "own": programme.owner == ctx.store.node.id,
        "first_month": programme.first.text,
        "last_month": programme.last.text,
        "months": programme.months,
        "rate": programme.rate,
        "slots": programme.seats,
        "budget": programme.budget or programme.cost,
        "cost": programme.cost,
        "over_budget": programme.over_budget,
        "payment_period": programme.payment_period,
        "decree_number": programme.decree_number or None,
        "decree_date": programme.decree_date or None,
        "agreement_number": programme.agreement_number or None,
        "agreement_date": programme.agreement_date or None,
        "discount": programme.discount,
        "clocks": asdict(programme.clocks),
        "benefits": asdict(programme.benefits),
        "rules": programme.eligibility.to_json()["rules"],
        "weights": programme.weights.to_json(),
        "closed_through": programme.closed.text if programme.closed else None,
        "rules_version": programme.eligibility.version,
        "weights_version": programme.weights.version,
        **_balance(found.own),
        "in_sum": _balance(found.whole),
    }


def _balance(balance: Balance) -> dict[str, Any]:
    """Person-months, and the same in whole rupiah."""
    parts = (*_PARTS, "contested")
    return {
        **{part: getattr(balance, part) for part in parts},
        "rupiah": {part: balance.rupiah(part) for part in parts},
    }


def text_of_list(answer: dict[str, Any]) -> str:
    """A few lines a programme."""
    if not answer["programmes"]:
        return tr("No programme is known here yet.")
    return "\n".join(_lines(programme) for programme in answer["programmes"])


def text_of_show(answer: dict[str, Any]) -> str:
    """The programme and a line a block."""
    lines = [_lines(answer["programme"])]
    for block in answer["allotments"]:
        line = tr(
            "  {slots} slots for {holder}: {occupied} occupied, {free} free (person-months)",
            slots=number(block["slots"]),
            holder=" ".join(filter(None, (block["holder_name"] or block["holder"], block["region"]))),
            occupied=number(block["occupied"]),
            free=number(block["free"]),
        )
        if block["contested"]:
            # Claims that are not in force leave their months among the free ones.
            line += tr("; contested, nothing is given there: {contested}", contested=number(block["contested"]))
        lines.append(line)
    return "\n".join(lines)


def _lines(programme: dict[str, Any]) -> str:
    from ntt_desktop.wording.programmes import part

    head = tr(
        "{code} {name}: {slots} slots, {first} to {last}, {rate} a month, {budget}",
        code=programme["code"],
        name=programme["name"],
        slots=number(programme["slots"]),
        first=programme["first_month"],
        last=programme["last_month"],
        rate=rupiah(programme["rate"]),
        budget=f"{rupiah(programme['cost'])} ({terbilang(programme['cost'])} rupiah)",
    )
    sums = [
        f"  {part(name)}: {number(programme[name])} ({rupiah(programme['rupiah'][name])})"
        for name in (*_PARTS, *(("contested",) if programme["contested"] else ()))
    ]
    elsewhere = programme["in_sum"]["contested"] - programme["contested"]
    if elsewhere > 0:
        money = rupiah(elsewhere * programme["rate"])
        sums.append("  " + tr("Contested elsewhere: {months} ({rupiah})", months=number(elsewhere), rupiah=money))
    if over := programme["over_budget"]:
        words = (
            tr("  {rupiah} more than the budget of {budget}")
            if over > 0
            else tr("  {rupiah} of the budget of {budget} are left")
        )
        sums.insert(0, words.format(rupiah=rupiah(abs(over)), budget=rupiah(programme["budget"])))
    return "\n".join((head, *sums))
