"""``months`` and ``arrears``: billed, paid and accepted by BPJS month by month, with the people behind each figure."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import paper_options, programme_option
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the commands."""
    months = commands.add_parser("months", help=tr("months of a programme: billed, paid, accepted by BPJS"))
    actions = months.add_subparsers(metavar=tr("ACTION"), required=True)
    show = actions.add_parser("show", help=tr("a line a month; with --month and --figure the people behind it"))
    programme_option(show)
    show.add_argument("--month", metavar="YYYY-MM", help=tr("only this month"))
    show.add_argument("--figure", default="seated", metavar="FIGURE", help=tr("which figure's people"))
    show.add_argument("--out", type=Path, metavar="OUT", help=tr("also write the people as a list"))
    paper_options(show)
    show.set_defaults(run=run_months, text=text_of_months)
    payers = actions.add_parser("payers", help=tr("who is covered by whom in a month"))
    payers.add_argument("month", metavar="YYYY-MM", help=tr("the month"))
    payers.set_defaults(run=run_payers, text=text_of_payers)
    arrears = commands.add_parser("arrears", help=tr("who is in arrears, and memberships that end soon"))
    programme_option(arrears, required=False)
    arrears.add_argument("--out", type=Path, metavar="OUT", help=tr("also write the people as a list"))
    paper_options(arrears)
    arrears.set_defaults(run=run_arrears, text=text_of_arrears)


def run_months(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The lines of a programme; with ``--month`` the people behind one figure."""
    from dataclasses import asdict

    from ntt_desktop.domain.programme import read_month
    from ntt_desktop.services.money import money_papers, month_report

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
    from ntt_desktop.services.money import month_report

    month = read_month(args.month)
    return {"month": month.text, "payers": [asdict(line) for line in month_report.payers(session.ctx, month)]}


def run_arrears(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who owes what, and memberships that end."""
    from ntt_desktop.services.money import arrears, money_papers

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
            "{payer} {programme}: {seated} people, {covered} paid and enrolled",
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
