"""``bill`` and ``payment``: what is asked for, and what came."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import files_of, text_of_cancelled, text_of_files
from ntt_desktop.cli.options import paper_options, programme_option, reason_option
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.money.bills import BillPlan


def register(commands: Any) -> None:
    """Add the commands."""
    bill = commands.add_parser("bill", help=tr("bills of contributions"))
    actions = bill.add_subparsers(metavar=tr("ACTION"), required=True)
    plan = actions.add_parser("plan", help=tr("what a bill would hold; nothing is stored"))
    _what(plan)
    plan.set_defaults(run=run_plan, text=text_of_plan)
    issue = actions.add_parser("issue", help=tr("store the bill and close its months"))
    _what(issue)
    issue.add_argument("--number", required=True, metavar="NUMBER", help=tr("number of the bill"))
    issue.add_argument("--due", default="", metavar="DATE", help=tr("the day until which it is to be paid"))
    issue.add_argument("--note", default="", metavar="TEXT", help=tr("what is worth knowing"))
    issue.set_defaults(run=run_issue, text=text_of_plan)
    listing = actions.add_parser("list", help=tr("bills, month by month"))
    programme_option(listing)
    listing.set_defaults(run=run_bills, text=text_of_bills)
    write = actions.add_parser("write", help=tr("write the letter of a bill"))
    write.add_argument("number", metavar="NUMBER", help=tr("number of the bill"))
    write.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    programme_option(write)
    paper_options(write)
    write.set_defaults(run=run_write_bill, text=text_of_files)
    cancel = actions.add_parser("cancel", help=tr("take a bill back"))
    cancel.add_argument("number", metavar="NUMBER", help=tr("number of the bill"))
    programme_option(cancel)
    reason_option(cancel)
    cancel.set_defaults(run=run_cancel_bill, text=text_of_cancelled)

    payment = commands.add_parser("payment", help=tr("payments of bills"))
    actions = payment.add_subparsers(metavar=tr("ACTION"), required=True)
    add = actions.add_parser("add", help=tr("record that a bill was paid"))
    add.add_argument("number", metavar="NUMBER", help=tr("number of the bill"))
    programme_option(add)
    add.add_argument("--date", required=True, metavar="DATE", help=tr("the day on which it was paid"))
    add.add_argument("--through", default="", metavar="YYYY-MM", help=tr("only the months up to this one"))
    add.add_argument("--rupiah", type=int, metavar="N", help=tr("the sum on the papers"))
    add.add_argument("--left-out", nargs="*", default=[], metavar="NIK", help=tr("people who were not paid for"))
    add.add_argument("--code", default="", metavar="CODE", help=tr("kode iuran"))
    add.add_argument("--spm", default="", metavar="NUMBER", help=tr("number of the payment order (SPM)"))
    add.add_argument("--sp2d", default="", metavar="NUMBER", help=tr("number of the treasury's order (SP2D)"))
    add.add_argument("--note", default="", metavar="TEXT", help=tr("what is worth knowing"))
    add.set_defaults(run=run_pay, text=text_of_pay)
    listing = actions.add_parser("list", help=tr("payments, month by month"))
    programme_option(listing)
    listing.set_defaults(run=run_payments, text=text_of_payments)
    cancel = actions.add_parser("cancel", help=tr("take payments back"))
    cancel.add_argument("payment", nargs="+", metavar="ID", help=tr("the payment's id from the list"))
    reason_option(cancel)
    cancel.set_defaults(run=run_cancel_payment, text=text_of_cancelled)


def _what(command: argparse.ArgumentParser) -> None:
    programme_option(command)
    command.add_argument("--through", required=True, metavar="YYYY-MM", help=tr("the last month of the bill"))
    command.add_argument("--basis", default="all", metavar="BASIS", help=tr("who is billed: all, decreed or enrolled"))


def _plan(found: BillPlan, issued: str) -> dict[str, Any]:
    return {
        "programme": found.programme.code,
        "basis": found.basis,
        "number": issued,
        "rate": found.programme.rate,
        "person_months": found.person_months,
        "rupiah": found.rupiah,
        "too_old": found.too_old,
        "expires": found.expires,
        "expires_rupiah": found.expires * found.programme.rate,
        "in_words": f"{terbilang(found.rupiah)} rupiah",
        "months": [
            {
                "month": one.month.text,
                "people": one.people,
                "rupiah": one.rupiah,
                "refused": one.refused,
                "not_decreed": one.not_decreed,
                "not_enrolled": one.not_enrolled,
            }
            for one in found.months
        ],
    }


def run_plan(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """What a bill would hold."""
    from ntt_desktop.services.money import bills

    found = bills.plan(session.ctx, args.programme, args.through, basis=args.basis, progress=session.progress)
    return _plan(found, "")


def run_issue(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Store a bill."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.services.money import bills

    due = day(args.due, "due").isoformat() if args.due else ""
    given = {"number": args.number, "basis": args.basis, "due_on": due, "note": args.note}
    found = bills.issue(session.ctx, args.programme, args.through, progress=session.progress, **given).value
    return _plan(found, args.number)


def run_bills(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The bills of a programme."""
    from ntt_desktop.services.money import bills

    return {
        "bills": [
            {
                "number": row.number,
                "month": row.month.text,
                "people": row.people,
                "rupiah": row.rupiah,
                "paid_rupiah": row.paid_rupiah,
                "open_rupiah": row.open_rupiah,
                "made_on": row.made_on,
                "due_on": row.due_on,
            }
            for row in bills.listing(session.ctx, args.programme)
        ]
    }


def run_write_bill(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write a bill's letter."""
    from ntt_desktop.services.money import money_papers

    files = money_papers.write_bill(
        session.ctx, args.programme, args.number, args.out, paper=args.paper, overwrite=args.overwrite
    ).value
    return files_of(files)


def run_cancel_bill(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a bill back."""
    from ntt_desktop.services.money import bills

    return {"cancelled": bills.cancel(session.ctx, args.programme, args.number, args.reason).value}


def run_pay(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Record a payment."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.services.money import payments

    done = payments.pay(
        session.ctx,
        args.programme,
        args.number,
        through=args.through,
        paid_on=day(args.date).isoformat(),
        rupiah=args.rupiah,
        left_out=args.left_out,
        contribution_code=args.code,
        spm=args.spm,
        sp2d=args.sp2d,
        note=args.note,
    ).value
    return {
        "programme": done.programme,
        "number": done.number,
        "months": [month.text for month in done.months],
        "people": done.people,
        "person_months": done.person_months,
        "rupiah": done.rupiah,
        "open_rupiah": done.open_rupiah,
    }


def run_payments(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The payments of a programme."""
    from dataclasses import asdict

    from ntt_desktop.services.money import payments

    rows = payments.listing(session.ctx, args.programme)
    return {"payments": [{**asdict(row), "month": row.month.text} for row in rows]}


def run_cancel_payment(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take payments back."""
    from ntt_desktop.services.money import payments

    return {"cancelled": payments.take_back(session.ctx, args.payment, args.reason).value}


def text_of_plan(answer: dict[str, Any]) -> str:
    """A line a month, and the sum in words."""
    lines = [f"{one['month']}  {number(one['people'])}  {rupiah(one['rupiah'])}" for one in answer["months"]]
    people = tr(
        "{months} person-months x {rate} = {rupiah}",
        months=number(answer["person_months"]),
        rate=rupiah(answer["rate"]),
        rupiah=rupiah(answer["rupiah"]),
    )
    lines += [people, answer["in_words"]]
    if answer["expires"]:
        lost = {"count": number(answer["expires"]), "rupiah": rupiah(answer["expires_rupiah"])}
        lines.append(tr("{count} person-months ({rupiah}) are empty and expire with this bill.", **lost))
    if answer["too_old"]:
        lines.append(tr("{count} people have reached the age limit; they are billed.", count=number(answer["too_old"])))
    if not answer["number"]:
        lines.append(tr("This was a trial; nothing was stored."))
    return "\n".join(lines)


def text_of_bills(answer: dict[str, Any]) -> str:
    """A line a month of a bill."""
    return "\n".join(
        f"{row['number']}  {row['month']}  {number(row['people'])}  {rupiah(row['rupiah'])}  "
        + tr("open {rupiah}", rupiah=rupiah(row["open_rupiah"]))
        for row in answer["bills"]
    )


def text_of_pay(answer: dict[str, Any]) -> str:
    """What was paid and what is open."""
    return tr(
        "Paid {rupiah} for {people} people, {months} person-months; {open} of the bill are open.",
        rupiah=rupiah(answer["rupiah"]),
        people=number(answer["people"]),
        months=number(answer["person_months"]),
        open=rupiah(answer["open_rupiah"]),
    )


def text_of_payments(answer: dict[str, Any]) -> str:
    """A line a month of a payment."""
    return "\n".join(
        f"{shown_iso(row['paid_on'])}  {row['month']}  {number(row['people'])}  {rupiah(row['rupiah'])}  {row['sp2d']}"
        for row in answer["payments"]
    )
