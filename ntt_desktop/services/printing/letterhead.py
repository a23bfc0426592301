"""The letterhead, place and signer of everything that is printed here. Local: each office has its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from ntt_desktop.domain.text import clean
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Paper, Signature
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Result
from ntt_desktop.wording.months import day_words

SETTING = "letterhead"
MOST_LINES, LONGEST = 5, 120


@dataclass(frozen=True, slots=True)
class Letterhead:
    """``lines``: the first in bold; none leaves the head away. Without a ``name`` there is room to write one."""

    lines: tuple[str, ...] = ()
    place: str = ""
    title: str = ""
    name: str = ""
    number: str = ""
    """NIP."""
    paper: Paper = "A4"
    """What this office prints on, where nothing else is asked for."""


FIELDS = tuple(field.name for field in fields(Letterhead) if field.name not in ("lines", "paper"))
PAPER = "paper"


def load(ctx: Context) -> Letterhead:
    """What was set here; without a place the name of the node's kabupaten or province."""
    said = ctx.store.setting(SETTING) or {}
    known = {name: str(said.get(name, "")) for name in FIELDS} if isinstance(said, Mapping) else {}
    lines = said.get("lines", ()) if isinstance(said, Mapping) else ()
    paper: Paper = "F4" if isinstance(said, Mapping) and said.get(PAPER) == "F4" else "A4"
    found = Letterhead(tuple(str(line) for line in lines), paper=paper, **known)
    region = ctx.reference.regions.find(str(ctx.store.node.region))
    return found if found.place or region is None else replace(found, place=region.name)


def signature(ctx: Context, *, on: date | None = None, title: str = "", name: str = "", number: str = "") -> Signature:
    """Who signs a paper, ``on`` a day (today unless given): who is set for this office, unless somebody else is said.

    Somebody else never signs with the number of who is set.
    """
    head = load(ctx)
    title = title or head.title
    if not name:
        name, number = head.name, number or head.number
    said = tr("NIP {number}", number=number) if number else ""
    return Signature(f"{head.place}, {day_words(on or ctx.today)}", title or tr("Head of the office"), name, said)


def save(ctx: Context, lines: tuple[str, ...], values: Mapping[str, str]) -> Result[Letterhead]:
    """Set it; without a `PAPER` that stays. Raises `UserError` ``letterhead_lines``, ``letterhead_long``."""
    kept = tuple(line for line in map(clean, lines) if line)
    said = {name: clean(values.get(name, "")) for name in FIELDS}
    if len(kept) > MOST_LINES:
        raise UserError("letterhead_lines", most=MOST_LINES, count=len(kept))
    for text in (*kept, *said.values()):
        if len(text) > LONGEST:
            raise UserError("letterhead_long", most=LONGEST, text=text[:40])
    paper: Paper = "F4" if values.get(PAPER, load(ctx).paper) == "F4" else "A4"
    found = Letterhead(kept, paper=paper, **said)
    with ctx.store.write(ctx.actor, SETTING) as uow:
        uow.set_setting(SETTING, asdict(found))
    return Result(found, frozenset(("settings",)))
