"""``worker``: people, listed, found, registered, mended, verified, ended."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import text_of_people_on_file
from ntt_desktop.cli.options import overwrite_option, reason_option
from ntt_desktop.cli.parser import assignments, day, positive
from ntt_desktop.cli.people import as_json, one, several, text_of_list, text_of_one
from ntt_desktop.cli.session import Session
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.domain.effects import Effects

_HEIR = "heir_"


def register(commands: Any) -> None:
    """Add the commands."""
    worker = commands.add_parser("worker", help=tr("people"))
    actions = worker.add_subparsers(metavar=tr("ACTION"), required=True)

    listing = actions.add_parser("list", help=tr("list people"))
    listing.add_argument("--region", metavar="CODE", default="", help=tr("only people of this region"))
    listing.add_argument("--occupation", metavar="ID", default="", help=tr("only people with this occupation"))
    listing.add_argument("--state", metavar="STATE", action="append", default=[], help=tr("only people in this state"))
    listing.add_argument("--finding", metavar="CODE", default="", help=tr("only people with this open finding"))
    listing.add_argument("--limit", type=positive, metavar="N", help=tr("at most so many people"))
    listing.set_defaults(run=run_list, text=text_of_list)

    show = actions.add_parser("show", help=tr("everything about one person"))
    show.add_argument("id", metavar="ID", help=tr("the person's id"))
    show.set_defaults(run=run_show, text=text_of_one)

    find = actions.add_parser("find", help=tr("find by name, NIK or its last digits, mother's name, phone"))
    find.add_argument("words", metavar="TEXT", help=tr("what to look for"))
    find.set_defaults(run=run_find, text=text_of_list)

    add = actions.add_parser("add", help=tr("register a person"))
    _values(add)
    add.add_argument("--incomplete", action="store_true", help=tr("keep a person without a readable NIK"))
    add.set_defaults(run=run_add, text=text_of_added)

    edit = actions.add_parser("edit", help=tr("change fields of a person"))
    edit.add_argument("id", metavar="ID", help=tr("the person's id"))
    _values(edit)
    edit.set_defaults(run=run_edit, text=text_of_one)

    verify = actions.add_parser("verify", help=tr("record what was seen of one or more people"))
    verify.add_argument("ids", metavar="ID", nargs="+", help=tr("the person's id"))
    verify.add_argument("--seen", required=True, metavar="ITEMS", help=tr("with commas: ktp,kk,work,domicile,alive"))
    verify.add_argument("--settles", action="append", default=[], metavar="CODE", help=tr("a finding that it settles"))
    verify.add_argument("--by", metavar="NAME", help=tr("who saw it"))
    verify.add_argument("--date", metavar="DATE", help=tr("the day"))
    verify.add_argument("--how", default="", metavar="TEXT", help=tr("how it was seen"))
    verify.set_defaults(run=run_verify, text=text_of_list)

    end = actions.add_parser("end", help=tr("end a person's part in the programme"))
    end.add_argument("id", metavar="ID", help=tr("the person's id"))
    end.add_argument("--reason", required=True, metavar="REASON", help=tr("why; a wrong word shows all"))
    end.add_argument("--date", required=True, metavar="DATE", help=tr("the day"))
    end.add_argument("--evidence", default="", metavar="TEXT", help=tr("the paper that shows it"))
    end.add_argument("--note", default="", metavar="TEXT", help=tr("what is worth knowing"))
    end.add_argument("--village", default="", metavar="CODE", help=tr("where the person moved to"))
    end.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    end.set_defaults(run=run_end, text=text_of_end)

    reopen = actions.add_parser("reopen", help=tr("take back the end of a person"))
    reopen.add_argument("id", metavar="ID", help=tr("the person's id"))
    reason_option(reopen)
    reopen.set_defaults(run=run_reopen, text=text_of_reopen)

    bring = actions.add_parser("bring-list", help=tr("print who of a village must bring what"))
    bring.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    bring.add_argument("--village", required=True, metavar="CODE", help=tr("the village's code"))
    bring.add_argument("--everyone", action="store_true", help=tr("people without open findings too"))
    bring.add_argument("--paper", choices=("A4", "F4"), default="A4", help=tr("size of the paper"))
    overwrite_option(bring)
    bring.set_defaults(run=run_bring_list, text=text_of_people_on_file)


def _values(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", action="append", required=True, metavar="FIELD=VALUE", help=tr("a field of the person")
    )
    command.add_argument("--ktp-seen", action="store_true", help=tr("the NIK was typed from the original KTP"))
    reason_option(command, required=False)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All people unless limited; those without a readable NIK apart. Raises ``unknown_region``, ``state_unknown``."""
    from ntt_desktop.services.areas import area_of
    from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
    from ntt_desktop.wording.states import STATES

    ctx = session.ctx
    area = area_of(ctx, args.region)
    if unknown := [state for state in args.state if state not in STATES]:
        raise UserError("state_unknown", value=unknown[0], known=", ".join(STATES))
    listing = WorkerList(ctx)

    def people(complete: bool) -> list[dict[str, Any]]:
        query = WorkerQuery(
            area=area,
            occupation=args.occupation,
            states=tuple(args.state),
            finding=args.finding,
            complete=complete,
        )
        return several(ctx, listing.keys(query)[: args.limit])

    workers, incomplete = people(True), people(False)
    return {"workers": workers, "count": len(workers), "incomplete": incomplete}


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One person with the history."""
    from ntt_desktop.services.people import person_detail
    from ntt_desktop.services.printing import written_files

    entries = person_detail.history(session.ctx, args.id)
    written_files.saw(session.ctx, args.id)
    history = [
        {
            "at": datetime.fromtimestamp(entry.at / 1000, UTC).isoformat(timespec="seconds"),
            "by": entry.actor,
            "reason": entry.reason,
            "kind": entry.kind,
            "record": entry.record,
            "fields": [{"field": name, "old": old, "new": new} for name, old, new in entry.fields],
        }
        for entry in entries
    ]
    return {**one(session.ctx, args.id), "history": history}


def run_find(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """People whom words find."""
    from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery

    workers = several(session.ctx, WorkerList(session.ctx).keys(WorkerQuery(text=args.words)))
    return {"workers": workers, "count": len(workers)}


def run_add(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Register a person; ``heir_name`` and the like become a family contact."""
    from ntt_desktop.services.people import workers

    values = assignments(args.set)
    heir = {name.removeprefix(_HEIR): values.pop(name) for name in list(values) if name.startswith(_HEIR)}
    saved = workers.add(
        session.ctx,
        values,
        heirs=[heir] if heir else [],
        incomplete=args.incomplete,
        ktp_seen=args.ktp_seen,
        reason=args.reason,
    )
    from ntt_desktop.services.sync.elsewhere import known_elsewhere

    place = known_elsewhere(session.ctx, str(values.get("nik") or ""))
    return {**one(session.ctx, saved.value.id), "elsewhere": place}


def run_edit(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Change fields."""
    from ntt_desktop.services.people import workers

    values = assignments(args.set)
    saved = workers.edit(session.ctx, args.id, values, ktp_seen=args.ktp_seen, reason=args.reason)
    return one(session.ctx, saved.value.id)


def run_verify(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Verify people, all or none."""
    from ntt_desktop.services.people import person_detail, verifications

    ctx = session.ctx
    settles = [code.strip() for text in args.settles for code in text.split(",") if code.strip()]
    made = verifications.verify(
        ctx,
        args.ids,
        seen=[item.strip() for item in args.seen.split(",") if item.strip()],
        settles=settles,
        by=args.by or ctx.actor,
        on=day(args.date) if args.date else ctx.today,
        how=args.how,
        progress=session.progress,
    )
    people = [as_json(ctx, person_detail.get(ctx, worker)) for worker in dict.fromkeys(args.ids)]
    seen = [one["settles"] for person in people for one in person["verifications"] if one["id"] in made.value]
    not_open = {code: count for code in settles if (count := sum(code not in settled for settled in seen))}
    return {"workers": people, "count": len(people), "verifications": made.value, "not_open": not_open}


def run_end(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Record what happened to a person; a death opens a claim. ``effects`` says what follows from it."""
    from ntt_desktop.services.life_events import events

    on = day(args.date)
    effects = _effects(events.foresee(session.ctx, args.id, args.reason, on, village=args.village))
    if args.dry_run:
        return {**one(session.ctx, args.id), "effects": effects, "dry_run": True}
    done = events.record(
        session.ctx, args.id, args.reason, on, evidence=args.evidence, note=args.note, village=args.village
    ).value
    return {**one(session.ctx, args.id), "effects": effects, "dry_run": False, "event": done.event}


def _effects(effects: Effects) -> dict[str, Any]:
    from ntt_desktop.wording import effects as wording

    return {
        "ends": effects.ends,
        "opens_claim": effects.opens_claim,
        "paid_months": effects.paid_months,
        "freed_months": effects.freed_months,
        "freed_rupiah": effects.freed_rupiah,
        "slots": [
            {
                "slot": slot.slot,
                "programme": slot.programme,
                "seat": slot.seat,
                "stays": slot.stays,
                "kept_to": slot.kept_to.text if slot.kept_to else None,
                "freed": slot.freed,
                "replacement_from": slot.replacement_from.text if slot.replacement_from else None,
            }
            for slot in effects.slots
        ],
        "says": [said.text for said in wording.sentences(effects)],
    }


def text_of_end(answer: dict[str, Any]) -> str:
    """The person, and what follows from the event."""
    lines = [text_of_one(answer), *(f"  {said}" for said in answer["effects"]["says"])]
    if answer["dry_run"]:
        lines.append(tr("This was a trial; nothing was stored."))
    return "\n".join(lines)


def run_reopen(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a wrong end back, or ask a supervisor for it (``waits``)."""
    from ntt_desktop.services.life_events import reopening

    done = reopening.reopen_worker(session.ctx, args.id, args.reason).value
    return {**one(session.ctx, args.id), "waits": done.waits, "restored_months": done.restored_months}


def text_of_reopen(answer: dict[str, Any]) -> str:
    """The person, and whether somebody has to confirm it."""
    lines = [text_of_one(answer)]
    if answer["waits"]:
        lines.append(tr("Waits for a supervisor. The person stays ended until then."))
    return "\n".join(lines)


def run_bring_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write a village's list."""
    from ntt_desktop.services.people import village_lists

    written = village_lists.write_village_list(
        session.ctx, args.village, args.out, everyone=args.everyone, paper=args.paper, overwrite=args.overwrite
    ).value
    return {"files": [str(written.path)], "rows": written.rows}


def text_of_added(answer: dict[str, Any]) -> str:
    """The person, and whether the parent said that somebody else has this NIK."""
    if not answer["elsewhere"]:
        return text_of_one(answer)
    notice = tr(
        "Probably registered in {place} already. Ask your supervisor before going on.", place=answer["elsewhere"]
    )
    return f"{text_of_one(answer)}\n{notice}"
