"""``init`` and ``unlock``."""

import argparse
import os
import sys
from typing import Any

from ntt_desktop.cli.session import SYNC_PASSWORD, Session
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

RECOVERY_KEY = "NTT_DESKTOP_RECOVERY_KEY"


def register(commands: Any) -> None:
    """Add the commands."""
    init = commands.add_parser("init", help=tr("set up this machine"))
    init.add_argument("--role", required=True, choices=("petugas", "supervisor"), help=tr("who works here"))
    init.add_argument("--region", required=True, metavar="CODE", help=tr("region code, for example 53.11"))
    init.add_argument("--device", required=True, metavar="NAME", help=tr("name of this machine"))
    init.add_argument("--officer", required=True, metavar="NAME", help=tr("name of the officer"))
    init.set_defaults(run=run_init, text=text_of_init)
    unlock = commands.add_parser("unlock", help=tr("try the passphrase, or set a new one with the recovery key"))
    unlock.add_argument("--recovery", action="store_true", help=tr("use the recovery key and set a new passphrase"))
    unlock.set_defaults(run=run_unlock, text=text_of_unlock)


def run_init(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make the store. In a terminal the recovery key has to be typed back once."""
    from ntt_desktop import bootstrap

    created = bootstrap.create_store(
        session.home,
        role=args.role,
        region=args.region,
        device=args.device,
        officer=args.officer,
        passphrase=session.new_passphrase(),
        sync_password=_package_password(session),
    )
    session.adopt(created.context)
    if sys.stdin.isatty() and not session.json:
        session.say(tr("Recovery key, write it down now: {key}", key=created.recovery_key))
        while _letters(input(tr("Type the recovery key back: "))) != _letters(created.recovery_key):
            session.say(tr("That is not the same key. Look at the paper and type it again."))
    node = created.context.store.node
    return {
        "node": node.id,
        "device": node.name,
        "region": node.region,
        "role": node.role,
        "recovery_key": created.recovery_key,
        "fingerprint": node.fingerprint,
    }


def text_of_init(answer: dict[str, Any]) -> str:
    """What a person needs to keep."""
    return "\n".join(
        (
            tr("{device} is set up.", device=answer["device"]),
            tr("Recovery key, to be kept on paper: {key}", key=answer["recovery_key"]),
            tr("Device code: {fingerprint}", fingerprint=answer["fingerprint"]),
        )
    )


def run_unlock(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Open the store; with ``--recovery`` under a new passphrase."""
    if args.recovery:
        from ntt_desktop import bootstrap

        key = os.environ.get(RECOVERY_KEY) or session.ask_secret(tr("Recovery key: "), RECOVERY_KEY)
        session.adopt(bootstrap.recover_context(session.home, key, session.new_passphrase()))
    node = session.ctx.store.node
    return {
        "ok": True,
        "node": node.id,
        "device": node.name,
        "region": node.region,
        "role": node.role,
        "fingerprint": node.fingerprint,
        "passphrase_changed": bool(args.recovery),
    }


def text_of_unlock(answer: dict[str, Any]) -> str:
    """Whether it opened, and with which passphrase from now on."""
    if answer["passphrase_changed"]:
        return tr("The new passphrase is set for {device}.", device=answer["device"])
    return tr("The passphrase of {device} is right.", device=answer["device"])


def _package_password(session: Session) -> str:
    """The password of packages: from the environment, else asked for; none when nobody is there to ask."""
    try:
        return os.environ.get(SYNC_PASSWORD) or session.ask_secret(
            tr("Password of packages (the same for all machines; empty for none): "), SYNC_PASSWORD
        )
    except UserError:
        return ""


def _letters(key: str) -> str:
    """A recovery key without its grouping."""
    return "".join(filter(str.isalnum, key)).upper()
