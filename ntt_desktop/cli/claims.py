"""``claim``: what happened, what is missing, what came of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import paper_options, reason_option
from ntt_desktop.cli.parser import day
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from datetime import date

    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.claims.claim_view import ClaimView

_VALUES = ("event_place", "reported_by", "reporter_phone", "note", "completed_on", "sent_on", "decided_on", "paid_on")
_PAID = ("amount", "paid_to", "paid_bank", "paid_account", "refused_reason")


def register(commands: Any) -> None:
    """Add the commands."""
    claim = commands.add_parser("claim", help=tr("claims for JKK and JKM"))
    actions = claim.add_subparsers(metavar=tr("ACTION"), required=True)
    listing = actions.add_parser("list", help=tr("all claims, the most urgent first"))
    listing.add_argument(
        "--status",
        default="",
        choices=("reported", "complete", "sent", "paid", "refused"),
        help=tr("only claims that stand there"),
    )
    listing.add_argument("--out", type=Path, metavar="OUT", help=tr("a PDF or .xlsx file, or a folder"))
    paper_options(listing)
    listing.set_defaults(run=run_list, text=text_of_list)
    show = actions.add_parser("show", help=tr("one claim"))
    show.add_argument("claim", metavar="CLAIM", help=tr("the claim's id"))
    show.add_argument("--out", type=Path, metavar="OUT", help=tr("a PDF file, or a folder"))
    paper_options(show)
    show.set_defaults(run=run_show, text=text_of_show)
    report = actions.add_parser("report", help=tr("report an accident at work, or a death"))
    report.add_argument("worker", metavar="WORKER", help=tr("the person's id"))
    report.add_argument("--date", required=True, metavar="DATE", help=tr("the day it happened"))
    report.add_argument("--died", action="store_true", help=tr("the person died: ends the person and opens the claim"))
    report.add_argument("--type", default="", choices=("jkm", "jkk", "unknown"), help=tr("the kind of a death"))
    report.add_argument("--known", default="", metavar="DATE", help=tr("the day on which it became known"))
    report.add_argument("--place", default="", metavar="PLACE", help=tr("where it happened"))
    report.add_argument("--by", default="", metavar="NAME", help=tr("who reported it"))
    report.add_argument("--phone", default="", metavar="PHONE", help=tr("telephone of who reported it"))
    report.add_argument("--note", default="", metavar="NOTE", help=tr("what is worth knowing"))
    report.add_argument("--anyway", action="store_true", help=tr("also before the first month of cover"))
    report.set_defaults(run=run_report, text=text_of_show)
    kind = actions.add_parser("classify", help=tr("say what a death was found to be"))
    kind.add_argument("claim", metavar="CLAIM", help=tr("the claim's id"))
    kind.add_argument("--type", required=True, choices=("jkm", "jkk", "unknown"), help=tr("the kind of claim"))
    kind.set_defaults(run=run_classify, text=text_of_show)
    document = actions.add_parser("document", help=tr("tick documents that were handed in"))
    document.add_argument("claim", metavar="CLAIM", help=tr("the claim's id"))
    document.add_argument(
        "names", metavar="DOCUMENT", nargs="+", help=tr("documents that are there now; a wrong word shows all")
    )
    document.add_argument("--date", default="", metavar="DATE", help=tr("the day; today unless said"))
    document.add_argument("--missing", action="store_true", help=tr("take the tick back"))
    document.set_defaults(run=run_document, text=text_of_show)
    for name, help_text, run in (
        ("send", tr("handed to BPJS"), run_send),
        ("pay", tr("BPJS paid"), run_pay),
        ("refuse", tr("BPJS refused"), run_refuse),
    ):
        step = actions.add_parser(name, help=help_text)
        step.add_argument("claim", metavar="CLAIM", help=tr("the claim's id"))
        step.add_argument("--date", default="", metavar="DATE", help=tr("the day; today unless said"))
        if name == "pay":
            step.add_argument("--amount", required=True, type=int, metavar="RUPIAH", help=tr("rupiah that were paid"))
            step.add_argument("--to", required=True, metavar="NAME", help=tr("whose account"))
            step.add_argument("--bank", default="", metavar="BANK", help=tr("the family's bank"))
            step.add_argument("--account", default="", metavar="NUMBER", help=tr("the family's own account"))
            step.add_argument("--anyway", action="store_true", help=tr("also more than is expected"))
        if name == "refuse":
            reason_option(step)
        step.set_defaults(run=run, text=text_of_show)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All claims; with ``--out`` also as papers."""
    from ntt_desktop.services.claims import claim_papers, claims

    files: tuple[Path, ...] = ()
    if args.out is not None:
        files = claim_papers.write_list(
            session.ctx, args.out, status=args.status, paper=args.paper, overwrite=args.overwrite
        ).value
    views = claims.listing(session.ctx, status=args.status)
    return {
        "claims": [_claim(view, full=False) for view in views],
        "count": len(views),
        "paid": claim_papers.paid_sum(views),
        "files": [str(file) for file in files],
    }


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One claim; with ``--out`` also as PDF."""
    from ntt_desktop.services.claims import claim_papers, claims

    view = claims.show(session.ctx, args.claim)
    if args.out is None:
        return {"claim": _claim(view)}
    files = claim_papers.write_sheet(
        session.ctx, args.claim, args.out, paper=args.paper, overwrite=args.overwrite
    ).value
    return {"claim": _claim(view), "files": [str(file) for file in files]}


def run_report(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Open a claim. A death goes by its event, so that the seat follows."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.claims import claims
    from ntt_desktop.services.life_events import events

    on = _day(args.date, session)
    known = day(args.known) if args.known else None
    if args.died:
        claims.check_known(session.ctx, on, known)  # before the person is ended: nothing is half done
        done = events.record(session.ctx, args.worker, "died", on, note=args.note).value
        if not done.claim:
            raise UserError("claim_unknown", id="")
        kind = args.type or claims.show(session.ctx, done.claim).claim_type
        details = claims.Details(known, args.place, args.by, args.phone)
        claims.classify(session.ctx, done.claim, kind, details=details)
        return {"claim": _claim(claims.show(session.ctx, done.claim))}
    opened = claims.report(
        session.ctx,
        args.worker,
        claim_type="jkk",
        cause="injury",
        event_date=on,
        known_since=known,
        place=args.place,
        reported_by=args.by,
        phone=args.phone,
        note=args.note,
        anyway=args.anyway,
    ).value
    return {"claim": _claim(claims.show(session.ctx, opened))}


def run_classify(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Say what a death was found to be."""
    from ntt_desktop.services.claims import claims

    cause = claims.show(session.ctx, args.claim).cause
    return {"claim": _claim(claims.classify(session.ctx, args.claim, args.type, cause=cause).value)}


def run_document(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Tick documents off, or take ticks back."""
    from ntt_desktop.services.claims import claims

    on = "" if args.missing else _day(args.date, session).isoformat()
    return {"claim": _claim(claims.hand_in(session.ctx, args.claim, dict.fromkeys(args.names, on)).value)}


def run_send(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Handed to BPJS."""
    from ntt_desktop.services.claims import claims

    return {"claim": _claim(claims.send(session.ctx, args.claim, _day(args.date, session)).value)}


def run_pay(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """BPJS paid."""
    from ntt_desktop.services.claims import claims

    on = _day(args.date, session)
    given = {"to": args.to, "bank": args.bank, "account": args.account, "anyway": args.anyway}
    return {"claim": _claim(claims.pay(session.ctx, args.claim, on, args.amount, **given).value)}


def run_refuse(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """BPJS refused."""
    from ntt_desktop.services.claims import claims

    return {"claim": _claim(claims.refuse(session.ctx, args.claim, _day(args.date, session), args.reason).value)}


def _claim(view: ClaimView, *, full: bool = True) -> dict[str, Any]:
    from ntt_desktop.wording import claims as words

    told: dict[str, Any] = {
        "id": view.id,
        "worker_id": view.worker["id"],
        "full_name": view.worker["full_name"],
        "claim_type": view.claim_type,
        "cause": view.cause,
        "event_date": view.event_date.isoformat(),
        "reported_on": view.reported_on.isoformat(),
        "status": view.status,
        "clock": {
            "report_until": view.clock.report_until.isoformat(),
            "days_left": view.clock.days_left,
            "late": view.clock.late,
            "runs": view.clock_runs,
            "right_until": view.clock.right_until.isoformat(),
            "says": words.clock(view.clock, runs=view.clock_runs),
        },
        "covered": view.covered,
        "expected": {"low": view.expected.low, "high": view.expected.high},
        "missing": list(view.missing),
        **{name: view.values[name] for name in _PAID},
    }
    if not full:
        return told
    said = [words.line(line) for line in view.expected.lines]
    told["expected"]["lines"] = [
        {"code": line.code, "name": line.name, "low": line.low, "high": line.high, "says": what, "condition": why}
        for line, (what, _, why) in zip(view.expected.lines, said, strict=True)
    ]
    rows = words.basis(view.claim_type, covered=view.covered, clocks=view.clocks, terms=view.terms)
    return {
        **told,
        "months_in_row": view.clocks.months_in_row,
        "computed": [f"{name}: {value}" for name, value in rows],
        "documents": view.documents,
        "heirs": [
            {"name": heir.name, "relation": heir.relation, "phone": heir.phone, "account": heir.account}
            for heir in view.heirs
        ],
        "children": [
            {key: child[key] for key in ("name", "birth_date", "school_level", "married", "working")}
            for child in view.children
        ],
        **{name: view.values[name] for name in _VALUES},
    }


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a claim."""
    from ntt_desktop.wording import claims as words

    lines = [
        f"{shown_iso(one['event_date'])}  {one['full_name'] or '–'}  {words.event(one['claim_type'], one['cause'])}  "
        f"{words.state(one['status'])}  {one['clock']['says']}  {one['id']}"
        for one in answer["claims"]
    ]
    total = tr("{count} claims, paid by BPJS: {rupiah}", count=number(answer["count"]), rupiah=rupiah(answer["paid"]))
    return "\n".join([*lines, *answer["files"], total])


def text_of_show(answer: dict[str, Any]) -> str:
    """A claim in a few lines."""
    from ntt_desktop.wording import claims as words

    one = answer["claim"]
    what = words.event(one["claim_type"], one["cause"])
    head = f"{one['full_name'] or '–'}  {what}  {shown_iso(one['event_date'])}  {words.state(one['status'])}"
    lines = [head, one["clock"]["says"]]
    for line in one["expected"]["lines"]:
        amount = words.span(line["low"], line["high"])
        lines.append("  ".join(filter(None, (line["says"], amount, line["condition"]))))
    lines += one["computed"]
    lines += [f"{words.document(name)}: {on or tr('missing')}" for name, on in one["documents"].items()]
    if one["amount"]:
        lines.append(f"{rupiah(one['amount'])}, {one['paid_to']}")
    return "\n".join([*lines, *answer.get("files", ()), one["id"]])


def _day(text: str, session: Session) -> date:
    """The day that was typed, else today."""
    return day(text) if text else session.ctx.today
