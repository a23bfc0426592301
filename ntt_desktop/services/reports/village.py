"""Members by village: who is registered, how far each has come, how many months are paid. NIKs are shortened."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from ntt_desktop.domain.dates import age_on
from ntt_desktop.domain.money import number
from ntt_desktop.domain.months import Shown
from ntt_desktop.domain.nik import mask
from ntt_desktop.domain.worker import State
from ntt_desktop.formats.documents.parts import Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Amount, Filter
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
from ntt_desktop.services.reports.content import Asked, Content, masked_numbers
from ntt_desktop.wording.states import STATES
from ntt_desktop.wording.states import state as state_word

_AT_ONCE = 500


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """One table a village, by name; people without a readable NIK stand elsewhere."""
    first, last = asked.span
    people = WorkerList(ctx)
    keys = people.keys(WorkerQuery(area=asked.region, complete=True, sort="village"))
    asked.refuse_long(len(keys))
    lines: list[dict[str, Any]] = []
    money = Filter(area=asked.region, first=first, last=last)
    for start in range(0, len(keys), _AT_ONCE):
        progress(start, len(keys))
        window = keys[start : start + _AT_ONCE]
        paid = {row.pk: row.totals.get(Shown.PAID, Amount()).months for row in ledger.rows(ctx, money, window)}
        lines += [{**row, "paid": paid.get(row["pk"], 0)} for row in people.rows(window)]
    states = {code: sum(row["state"] == code for row in lines) for code in STATES}
    parts: list[Part] = [
        Facts(
            (
                (tr("People"), number(len(lines))),
                *((state_word(code), number(count)) for code, count in states.items() if count),
                (tr("Paid person-months"), number(sum(row["paid"] for row in lines))),
            )
        )
    ]
    if not lines:
        parts.append(Paragraph(tr("Nobody is registered here yet.")))
    regions = ctx.reference.regions
    for code, rows in groupby(lines, key=lambda row: row["village_code"] or ""):
        table = _table(ctx, list(rows))
        name = regions.label(code) if code else tr("Village not known")
        if code != asked.region:
            parts.append(Heading(f"{name} ({tr('{count} people', count=number(len(table.rows)))})"))
        parts.append(replace(table, name=name.split(", ")[0]))
    parts.append(Paragraph(masked_numbers(), muted=True))
    return Content(tr("Members by village"), tuple(parts), [row["id"] for row in lines], len(lines))


def _table(ctx: Context, rows: list[dict[str, Any]]) -> Table:
    columns = (
        *(Column(tr("No."), 0.5, "right", "number"), Column(tr("Name"), 2.4), Column(tr("NIK"), 1.9)),
        *(Column(tr("Age"), 0.6, "right", "number"), Column(tr("Occupation"), 1.6), Column(tr("State"), 1.4)),
        Column(tr("Paid months"), 0.8, "right", "number"),
    )
    cells = tuple(
        (
            *(at, row["full_name"] or "", mask(row["nik"] or ""), _age(ctx, row)),
            *(ctx.reference.occupations.label(row["occupation"] or ""), _state(row), row["paid"]),
        )
        for at, row in enumerate(rows, start=1)
    )
    total = (None, tr("Total"), "", None, "", "", sum(row["paid"] for row in rows))
    return Table(columns, cells, total=total)


def _age(ctx: Context, row: dict[str, Any]) -> int | None:
    try:
        return age_on(date.fromisoformat(row["birth_date"] or ""), ctx.today)
    except ValueError:
        return None


def _state(row: dict[str, Any]) -> str:
    return state_word(row["state"] or State.REGISTERED)
