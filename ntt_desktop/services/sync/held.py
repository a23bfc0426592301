"""Files that wait: for a password, for trust, for a newer program, or for somebody to send them whole."""

from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.sync import held_files
from ntt_desktop.store.sync.held_files import HeldFile


def held(ctx: Context) -> list[HeldFile]:
    """The files that wait: for a password, for trust, for a newer program, or for somebody to send them whole."""
    with ctx.store.read() as reader:
        return held_files.listing(reader)


def give_up(ctx: Context, held_id: str) -> Result[None]:
    """Forget a held file, because its sender sent it again or it is none of ours. Raises ``no_such_held_file``."""
    with ctx.store.write(ctx.actor, "held file given up") as uow:
        if not held_files.drop_id(uow, held_id):
            raise UserError("no_such_held_file", id=held_id)
    return Result(None, frozenset({"package"}))


def save_held(ctx: Context, held_id: str, target: Path) -> Path:
    """Write a held file out again, so that it can be taken in as a village's list. Raises ``no_such_held_file``."""
    with ctx.store.read() as reader:
        found = held_files.content(reader, held_id)
    if found is None:
        raise UserError("no_such_held_file", id=held_id)
    write_atomic(target, found)
    written_files.note(ctx, [target], About("held_file", full_nik=True))
    return target
