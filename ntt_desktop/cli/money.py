"""``bill``, ``payment``, ``months`` and ``arrears``: what is asked for, what came, who is behind each figure."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.bills import BillPlan


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
    issue.add_argument("--note", default="", metavar="TEXT")
    issue.set_defaults(run=run_issue, text=text_of_plan)
    listing = actions.add_parser("list", help=tr("bills, month by month"))
    _programme(listing)
    listing.set_defaults(run=run_bills, text=text_of_bills)
    write = actions.add_parser("write", help=tr("write the letter of a bill"))
    write.add_argument("number", metavar="NUMBER")
    write.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    _programme(write)
    _paper(write)
    write.set_defaults(run=run_write_bill, text=text_of_files)
    cancel = actions.add_parser("cancel", help=tr("take a bill back"))
    cancel.add_argument("number", metavar="NUMBER")
    _programme(cancel)
    cancel.add_argument("--reason", required=True, metavar="REASON")
    cancel.set_defaults(run=run_cancel_bill, text=text_of_cancelled)

    payment = commands.add_parser("payment", help=tr("payments of bills"))
    actions = payment.add_subparsers(metavar=tr("ACTION"), required=True)
    add = actions.add_parser("add", help=tr("record that a bill was paid"))
    add.add_argument("number", metavar="NUMBER", help=tr("number of the bill"))
    _programme(add)
    add.add_argument("--date", required=True, metavar="DATE", help=tr("the day on which it was paid"))
    add.add_argument("--through", default="", metavar="YYYY-MM", help=tr("only the months up to this one"))
    add.add_argument("--rupiah", type=int, metavar="N", help=tr("the sum on the papers"))
    add.add_argument("--left-out", nargs="*", default=[], metavar="NIK", help=tr("people who were not paid for"))
    add.add_argument("--code", default="", metavar="CODE", help=tr("kode iuran"))
    add.add_argument("--spm", default="", metavar="NUMBER")
    add.add_argument("--sp2d", default="", metavar="NUMBER")
    add.add_argument("--note", default="", metavar="TEXT")
    add.set_defaults(run=run_pay, text=text_of_pay)
    listing = actions.add_parser("list", help=tr("payments, month by month"))
    _programme(listing)
    listing.set_defaults(run=run_payments, text=text_of_payments)
    cancel = actions.add_parser("cancel", help=tr("take payments back"))
    cancel.add_argument("payment", nargs="+", metavar="ID")
    cancel.add_argument("--reason", required=True, metavar="REASON")
    cancel.set_defaults(run=run_cancel_payment, text=text_of_cancelled)

    months = commands.add_parser("months", help=tr("months of a programme: billed, paid, protected"))
    actions = months.add_subparsers(metavar=tr("ACTION"), required=True)
    show = actions.add_parser("show", help=tr("a line a month; with --month and --figure the people behind it"))
    _programme(show)
    show.add_argument("--month", metavar="YYYY-MM")
    show.add_argument("--figure", default="seated", metavar="FIGURE", help=tr("which figure's people"))
    show.add_argument("--out", type=Path, metavar="OUT", help=tr("also write the people as a list"))
    _paper(show)
    show.set_defaults(run=run_months, text=text_of_months)
    payers = actions.add_parser("payers", help=tr("who is covered by whom in a month"))
    payers.add_argument("month", metavar="YYYY-MM")
    payers.set_defaults(run=run_payers, text=text_of_payers)
    arrears = commands.add_parser("arrears", help=tr("who is in arrears, and memberships that end soon"))
    arrears.add_argument("--programme", default="", metavar="C", help=tr("code or id of the programme"))
    arrears.add_argument("--out", type=Path, metavar="OUT", help=tr("also write the people as a list"))
    _paper(arrears)
    arrears.set_defaults(run=run_arrears, text=text_of_arrears)


def _programme(command: argparse.ArgumentParser) -> None:
    command.add_argument("--programme", required=True, metavar="C", help=tr("code or id of the programme"))


def _what(command: argparse.ArgumentParser) -> None:
    _programme(command)
    command.add_argument("--through", required=True, metavar="YYYY-MM", help=tr("the last month of the bill"))
    command.add_argument("--basis", default="all", metavar="BASIS", help=tr("who is billed: all, decreed or enrolled"))


def _paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--paper", choices=("A4", "F4"), default="A4", help=tr("size of the paper"))
    command.add_argument("--overwrite", action="store_true", help=tr("replace a file that is there"))


def _plan(found: BillPlan, issued: str) -> dict[str, Any]:
    return {
        "programme": found.programme.code,
        "basis": found.basis,
        "number": issued,
        "rate": found.programme.rate,
        "person_months": found.person_months,
        "rupiah": found.rupiah,
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
    from ntt_desktop.services import bills

    found = bills.plan(session.ctx, args.programme, args.through, basis=args.basis, progress=session.progress)
    return _plan(found, "")


def run_issue(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Store a bill."""
    from ntt_desktop.cli.programmes import day
    from ntt_desktop.services import bills

    due = day(args.due, "due").isoformat() if args.due else ""
    given = {"number": args.number, "basis": args.basis, "due_on": due, "note": args.note}
    found = bills.issue(session.ctx, args.programme, args.through, progress=session.progress, **given).value
    return _plan(found, args.number)


def run_bills(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The bills of a programme."""
    from ntt_desktop.services import bills

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
    from ntt_desktop.services import money_papers

    files = money_papers.write_bill(
        session.ctx, args.programme, args.number, args.out, paper=args.paper, overwrite=args.overwrite
    ).value
    return {"files": [str(file) for file in files]}


def run_cancel_bill(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a bill back."""
    from ntt_desktop.services import bills

    return {"cancelled": bills.cancel(session.ctx, args.programme, args.number, args.reason).value}


def run_pay(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Record a payment."""
    from ntt_desktop.cli.programmes import day
    from ntt_desktop.services import payments

    done = payments.pay(
        session.ctx,
        args.programme,
        args.number,
        through=args.through,
        paid_on=day(args.date, "date").isoformat(),
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

    from ntt_desktop.services import payments

    rows = payments.listing(session.ctx, args.programme)
    return {"payments": [{**asdict(row), "month": row.month.text} for row in rows]}


def run_cancel_payment(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take payments back."""
    from ntt_desktop.services import payments

    return {"cancelled": payments.take_back(session.ctx, args.payment, args.reason).value}


def run_months(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The lines of a programme; with ``--month`` the people behind one figure."""
    from dataclasses import asdict

    from ntt_desktop.domain.programme import read_month
    from ntt_desktop.services import money_papers, month_report

    lines = month_report.lines(session.ctx, args.programme)
    answer: dict[str, Any] = {"months": [{**asdict(line), "month": line.month.text} for line in lines]}
    if args.month:
        month = read_month(args.month)
        people = month_report.people(session.ctx, args.programme, month, args.figure)
        answer |= {"month": month.text, "figure": args.figure, "people": [asdict(one) for one in people]}
        if args.out is not None:
            given = {"paper": args.paper, "overwrite": args.overwrite}
            written = money_papers.write_people(session.ctx, args.programme, month, args.figure, args.out, **given)
            answer["files"] = [str(file) for file in written.value]
    return answer


def run_payers(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who is covered by whom in a month."""
    from dataclasses import asdict

    from ntt_desktop.domain.programme import read_month
    from ntt_desktop.services import month_report

    month = read_month(args.month)
    return {"month": month.text, "payers": [asdict(line) for line in month_report.payers(session.ctx, month)]}


def run_arrears(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who owes what, and memberships that end."""
    from ntt_desktop.services import arrears, money_papers

    people = arrears.listing(session.ctx, args.programme)
    answer: dict[str, Any] = {
        "people": [
            {
                "worker_id": one.worker,
                "full_name": one.name,
                "nik": one.nik,
                "village_code": one.village_code,
                "months": one.months,
                "billed": one.billed,
                "rupiah": one.rupiah,
                "oldest": one.oldest.text,
                "last_paid": one.last_paid.text if one.last_paid else None,
                "ends": one.ends.text if one.ends else None,
                "lapsed": one.lapsed,
            }
            for one in people
        ],
        "rupiah": sum(one.rupiah for one in people),
        "lapses": [{"month": one.month.text, "people": one.people} for one in arrears.lapses(session.ctx)],
    }
    if args.out is not None:
        given = {"paper": args.paper, "overwrite": args.overwrite}
        written = money_papers.write_arrears(session.ctx, args.programme, args.out, **given)
        answer["files"] = [str(file) for file in written.value]
    return answer


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


def text_of_files(answer: dict[str, Any]) -> str:
    """Where they are."""
    return "\n".join(answer["files"])


def text_of_cancelled(answer: dict[str, Any]) -> str:
    """That it was done."""
    return tr("Taken back; it stays in the history.")


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
        f"{row['paid_on']}  {row['month']}  {number(row['people'])}  {rupiah(row['rupiah'])}  {row['sp2d']}"
        for row in answer["payments"]
    )


def text_of_months(answer: dict[str, Any]) -> str:
    """A line a month; then the people asked for."""
    from ntt_desktop.wording.months_report import FIGURES, figure

    lines = [
        f"{line['month']}  " + ", ".join(f"{figure(name)} {number(line[name])}" for name in FIGURES)
        for line in answer["months"]
    ]
    lines += [f"{one['name'] or '–'}  …{one['nik'][-4:]}  {one['village_code']}" for one in answer.get("people", ())]
    return "\n".join([*lines, *answer.get("files", ())])


def text_of_payers(answer: dict[str, Any]) -> str:
    """A line a programme."""
    from ntt_desktop.wording.payers import payer

    return "\n".join(
        tr(
            "{payer} {programme}: {seated} people, {covered} protected",
            payer=payer(line["payer"]),
            programme=line["programme"],
            seated=number(line["seated"]),
            covered=number(line["covered"]),
        )
        for line in answer["payers"]
    )


def text_of_arrears(answer: dict[str, Any]) -> str:
    """A line a person, then the ends ahead."""
    lines = [
        f"{one['full_name']}  …{one['nik'][-4:]}  {one['months']}  {rupiah(one['rupiah'])}  {one['ends'] or '–'}"
        for one in answer["people"]
    ]
    lines += [
        tr("{count} memberships end with {month} when nobody pays.", count=number(one["people"]), month=one["month"])
        for one in answer["lapses"]
    ]
    return "\n".join([*lines, *answer.get("files", ())])
