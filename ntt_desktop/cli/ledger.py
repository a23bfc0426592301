"""``ledger``: the person-months of people, their sums, and the uptake of what is held."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import overwrite_option, programme_option
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.context import Context
    from ntt_desktop.services.figures.uptake import Uptake
    from ntt_desktop.services.money.ledger import Amount, Filter

_STATES = ("proposed", "decreed", "billed", "paid", "arrears")


def register(commands: Any) -> None:
    """Add the commands."""
    group = commands.add_parser("ledger", help=tr("person-months: who pays which month, and the uptake"))
    actions = group.add_subparsers(metavar=tr("ACTION"), required=True)
    show = actions.add_parser("show", help=tr("people by months with their sums"))
    programme_option(show, required=False)
    show.add_argument("--payer", default="", choices=PAYERS, help=tr("only what this payer pays"))
    show.add_argument("--region", default="", metavar="CODE", help=tr("only people of this region"))
    show.add_argument(
        "--holder",
        default="",
        metavar="CODE",
        help=tr("only seats that this kabupaten holds, as uptake counts them; * all held here, - for no single one"),
    )
    show.add_argument("--state", action="append", default=[], choices=_STATES, help=tr("only people with such a month"))
    show.add_argument("--search", default="", metavar="TEXT", help=tr("name, NIK or its last digits"))
    show.add_argument("--from", dest="first", default="", metavar="MONTH", help=tr("the first month, yyyy-mm"))
    show.add_argument("--to", dest="last", default="", metavar="MONTH", help=tr("the last month, yyyy-mm"))
    show.add_argument(
        "--limit", type=int, default=None, metavar="N", help=tr("at most so many people; 0 for sums only")
    )
    show.add_argument("--out", type=Path, metavar="OUT", help=tr("write it as a workbook too"))
    overwrite_option(show)
    show.set_defaults(run=run_show, text=text_of_show)
    uptake = actions.add_parser("uptake", help=tr("what of the capacity was used"))
    uptake.add_argument("--by", choices=("payer", "regency", "programme"), default="payer", help=tr("added up by"))
    uptake.set_defaults(run=run_uptake, text=text_of_uptake)


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The grid: every person with a state a month, and the sums that the window shows."""
    from ntt_desktop.services.money import ledger, ledger_paper
    from ntt_desktop.services.money.ledger import total_of

    ctx = session.ctx
    asked = _asked(args, ctx)
    keys = ledger.people(ctx, asked)
    limit = len(keys) if args.limit is None else max(0, args.limit)
    sums = ledger.sums(ctx, asked)
    answer: dict[str, Any] = {
        "months": [month.text for month in sums.months],
        "people": len(keys),
        "rows": [
            {
                "worker_id": row.worker,
                "nik": row.nik,
                "full_name": row.name,
                "village_code": row.village,
                "cells": [cell and {"state": cell.shown.value, "programme": cell.programme} for cell in row.cells],
                **_amount(row.total),
            }
            for row in ledger.rows(ctx, asked, keys[:limit])
        ],
        "totals": _parts(sums.totals),
        "total": _amount(total_of(sums.totals)),
        "by_month": {month.text: _parts(parts) for month, parts in sorted(sums.by_month.items())},
        "by_payer": {key: _parts(parts) for key, parts in sorted(sums.by_payer.items())},
        "by_regency": {key: _parts(parts) for key, parts in sorted(sums.by_regency.items())},
        "by_subdistrict": {key: _parts(parts) for key, parts in sorted(sums.by_subdistrict.items())},
    }
    if args.out is not None:
        written = ledger_paper.write(ctx, asked, args.out, overwrite=args.overwrite, progress=session.progress)
        answer["file"] = str(written.value)
    return answer


def run_uptake(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Serapan by payer, kabupaten or programme, and in all."""
    from ntt_desktop.services.figures import uptake

    found = uptake.uptake(session.ctx, args.by)
    names = _names(session.ctx, args.by)
    return {
        "by": args.by,
        "uptake": [{"key": row.key, "name": names(row.key), **_uptake(row)} for row in found],
        "total": _uptake(uptake.in_all(found)),
    }


def _asked(args: argparse.Namespace, ctx: Context) -> Filter:
    from ntt_desktop.domain.programme import read_month
    from ntt_desktop.services.areas import area_of
    from ntt_desktop.services.capacity.programme_lookup import resolve
    from ntt_desktop.services.money.ledger import Filter

    area = area_of(ctx, args.region)
    programme = ""
    if args.programme:
        with ctx.store.read() as reader:
            programme = resolve(reader, args.programme).id
    first = read_month(args.first) if args.first else None
    last = read_month(args.last) if args.last else None
    if first and last and last < first:
        raise UserError("months_reversed", first=first.text, last=last.text)
    return Filter(
        programme=programme,
        payer=args.payer,
        area=area,
        holder=_holder(args, ctx),
        text=args.search,
        shown=tuple(args.state),
        first=first,
        last=last,
    )


def _holder(args: argparse.Namespace, ctx: Context) -> str:
    from ntt_desktop.services.areas import known_area
    from ntt_desktop.services.money.ledger import HELD_HERE, NO_REGENCY

    if args.holder in ("", HELD_HERE, NO_REGENCY):
        return str(args.holder)
    return known_area(ctx, args.holder)[:5]


def _amount(amount: Amount) -> dict[str, int]:
    return {"person_months": amount.months, "rupiah": amount.rupiah}


def _parts(parts: Any) -> dict[str, dict[str, int]]:
    return {code.value: _amount(amount) for code, amount in sorted(parts.items())}


def _uptake(row: Uptake) -> dict[str, Any]:
    from ntt_desktop.services.money.ledger_paper import UPTAKE_PARTS

    return {**{part: _amount(getattr(row, part)) for part in UPTAKE_PARTS}, "permille": row.share}


def _names(ctx: Context, by: str) -> Any:
    from ntt_desktop.services.money.ledger import balance
    from ntt_desktop.services.money.ledger_paper import place_namer
    from ntt_desktop.wording.payers import payer

    if by == "payer":
        return payer
    if by == "programme":
        codes = {one.programme.id: one.programme.code for one in balance(ctx)}
        return lambda key: codes.get(key, key)
    place = place_namer(ctx)
    return lambda key: place(key) if key else tr("Not for one kabupaten")


def text_of_show(answer: dict[str, Any]) -> str:
    """A line a person with a letter a month, then the sums."""
    from ntt_desktop.wording.ledger import letter, name

    lines = []
    for row in answer["rows"]:
        cells = "".join(letter(cell["state"]) if cell else "." for cell in row["cells"])
        lines.append(f"{cells}  …{row['nik'][-4:]}  {row['full_name']}  {rupiah(row['rupiah'])}")
    for code, amount in answer["totals"].items():
        lines.append(f"{letter(code)}  {name(code)}: {_said(amount)}")
    total = tr("{count} people", count=number(answer["people"]))
    return "\n".join([*lines, f"{total}, {_said(answer['total'])}", *([answer["file"]] if "file" in answer else [])])


def text_of_uptake(answer: dict[str, Any]) -> str:
    """A line a payer, kabupaten or programme."""
    rows = [*answer["uptake"], {"name": tr("Total"), **answer["total"]}]
    return "\n".join(_line(row) for row in rows)


def _line(row: dict[str, Any]) -> str:
    from ntt_desktop.wording.numbers import percent

    return tr(
        "{name}: held {held}, paid {paid} ({share})",
        name=row["name"],
        held=_said(row["held"]),
        paid=_said(row["paid"]),
        share=percent(row["permille"]),
    )


def _said(amount: dict[str, int]) -> str:
    return tr(
        "{months} person-months, {rupiah}", months=number(amount["person_months"]), rupiah=rupiah(amount["rupiah"])
    )
