"""``programme``: make, change, list, show, close months; passing capacity down and back is in `cli.capacity`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli import capacity, letters, programme_rules, sharing_out
from ntt_desktop.cli.options import programme_option, reason_option
from ntt_desktop.cli.parser import day
from ntt_desktop.cli.programme_lines import as_json, shown, text_of_list, text_of_show
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.programme import PAYERS, PAYMENT_PERIODS
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    pass


def register(commands: Any) -> None:
    """Add the commands."""
    programme = commands.add_parser("programme", help=tr("programmes and their capacity"))
    actions = programme.add_subparsers(metavar=tr("ACTION"), required=True)

    add = actions.add_parser("add", help=tr("make a programme"))
    _terms(add, needed=True)
    add.set_defaults(run=run_add, text=text_of_list)

    edit = actions.add_parser("edit", help=tr("change a programme's terms, where nothing decided becomes untrue"))
    edit.add_argument("programme", metavar="C", help=tr("code or id of the programme"))
    _terms(edit, needed=False)
    reason_option(edit, required=False)
    edit.set_defaults(run=run_edit, text=text_of_show)

    listing = actions.add_parser("list", help=tr("all programmes known here"))
    listing.set_defaults(run=run_list, text=text_of_list)

    show = actions.add_parser("show", help=tr("one programme with its allotments"))
    show.add_argument("code", nargs="?", metavar="C", help=tr("code or id of the programme"))
    show.add_argument("--programme", dest="named", metavar="C", help=tr("code or id of the programme"))
    show.set_defaults(run=run_show, text=text_of_show)

    close = actions.add_parser("close", help=tr("close months for billing; what is empty expires"))
    programme_option(close)
    close.add_argument("--through", required=True, metavar="MONTH", help=tr("last closed month, yyyy-mm"))
    close.set_defaults(run=run_close, text=text_of_show)
    programme_rules.register(actions)
    capacity.register(actions)
    sharing_out.register(actions)
    letters.register(actions)


def _terms(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    """The terms of a programme as options."""
    from ntt_desktop.wording import terms

    parser.add_argument("--code", required=needed, metavar="C", help=tr("short code, for example P26"))
    parser.add_argument("--name", metavar="NAME", help=tr("name of the programme"))
    parser.add_argument("--payer", required=needed, choices=PAYERS, help=tr("who pays"))
    parser.add_argument("--region", required=needed, metavar="CODE", help=tr("the payer's area"))
    parser.add_argument("--from", required=needed, dest="first_month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    parser.add_argument("--months", required=needed, type=int, metavar="N", help=tr("number of months"))
    parser.add_argument("--rate", type=int, metavar="RUPIAH", help=tr("rupiah for a person and month"))
    parser.add_argument("--slots", required=needed, dest="seats", type=int, metavar="N", help=tr("number of slots"))
    parser.add_argument("--budget", type=int, metavar="RUPIAH", help=tr("what the budget says, whole rupiah"))
    parser.add_argument(
        "--payment-period", type=int, choices=PAYMENT_PERIODS, help=tr("months that one payment covers")
    )
    parser.add_argument("--decree", dest="decree_number", metavar="NUMBER", help=tr("number of the decree"))
    parser.add_argument("--decree-date", metavar="DATE", help=tr("date of the decree"))
    parser.add_argument("--agreement", dest="agreement_number", metavar="NUMBER", help=tr("number of the agreement"))
    parser.add_argument("--agreement-date", metavar="DATE", help=tr("date of the agreement"))
    parser.add_argument(
        "--discount", choices=("on", "off"), help=tr("whether a discount was announced (open; the rate stays)")
    )
    for name, words in {**terms.CLOCKS, **terms.BENEFITS}.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=f"figure_{name}", type=int, metavar="N", help=tr(words))


_TEXTS = ("code", "name", "payer", "region", "first_month", "decree_number", "agreement_number")
_NUMBERS = ("months", "seats", "rate", "budget", "payment_period")
_DAYS = ("decree_date", "agreement_date")


def _said(args: argparse.Namespace) -> dict[str, Any]:
    """The terms that were said, by the names of `NewProgramme`'s fields; figures of clocks and benefits apart."""
    said = {name: getattr(args, name) for name in (*_TEXTS, *_NUMBERS) if getattr(args, name) is not None}
    for name in _DAYS:
        if getattr(args, name) is not None:
            said[name] = day(getattr(args, name), name.replace("_", "-")).isoformat()
    if args.discount is not None:
        said["discount"] = args.discount == "on"
    return said


def _figures(args: argparse.Namespace, programme: Any) -> dict[str, Any]:
    """The programme's clocks and benefits with the figures that were said; raises ``programme_value``."""
    import dataclasses

    from ntt_desktop.errors import UserError

    found: dict[str, Any] = {}
    for part in ("clocks", "benefits"):
        known = getattr(programme, part)
        names = [field.name for field in dataclasses.fields(known)]
        said = {name: value for name in names if (value := getattr(args, f"figure_{name}")) is not None}
        for name, value in said.items():
            if value < (name == "lapse_after"):
                raise UserError("programme_value", field=name, value=value)
        if said:
            found[part] = dataclasses.replace(known, **said)
    return found


def run_add(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make a programme."""
    import dataclasses

    from ntt_desktop.services.capacity import programmes

    new = programmes.NewProgramme(**{"name": "", **_said(args)})
    made = programmes.add(session.ctx, dataclasses.replace(new, **_figures(args, new))).value
    return {"programmes": [as_json(session.ctx, programmes.ledger(session.ctx, made.id))]}


def run_edit(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Change terms."""
    from ntt_desktop.services.capacity import programme_terms, programmes

    before = programmes.ledger(session.ctx, args.programme).programme
    changes = {**_said(args), **_figures(args, before)}
    changed = programme_terms.edit(session.ctx, before.id, changes, reason=args.reason).value
    return shown(session.ctx, changed.id)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All programmes with where their person-months are."""
    from ntt_desktop.services.money import ledger

    return {"programmes": [as_json(session.ctx, found) for found in ledger.balance(session.ctx)]}


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One programme with its blocks; the only one when none is named."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.money import ledger

    code = args.code or args.named
    if not code:
        known = ledger.balance(session.ctx)
        if len(known) != 1:
            raise UserError("programme_not_named", codes=", ".join(found.programme.code for found in known))
        code = known[0].programme.id
    return shown(session.ctx, code)


def run_close(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Close months for billing."""
    from ntt_desktop.services.capacity import programmes

    return shown(session.ctx, programmes.close(session.ctx, args.programme, args.through).value.id)
