"""The card for the family: what is covered under which condition, whom to call, what to do in the first 48 hours.

One page a person; no amount stands without its condition. Whom to call is a setting of this store.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import Month, shown
from ntt_desktop.domain.nik import mask
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Column, Document, Facts, Heading, Paper, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment.clocks import Cover, cover_of
from ntt_desktop.services.claims.claim_view import benefits_of, missing_for_claim
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.people.person_detail import PersonDetail, details
from ntt_desktop.services.people.village_lists import village_of
from ntt_desktop.services.printing.papers import PDF, write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.reader import Reader
from ntt_desktop.wording import claims as words
from ntt_desktop.wording.months import month_words

CONTACTS = "family_card_contacts"
MOST_CONTACTS = 4
DEFAULT_CONTACTS = (("BPJS Ketenagakerjaan", "175"),)
"""The agency's own line; officers add the village, the kabupaten, themselves."""

Contact = tuple[str, str]


def contacts(ctx: Context) -> tuple[Contact, ...]:
    """(who, number) as they stand on the card."""
    kept = ctx.store.setting(CONTACTS)
    if not isinstance(kept, list):
        return DEFAULT_CONTACTS
    return tuple((str(one[0]), str(one[1])) for one in kept if isinstance(one, list) and len(one) == 2)


def set_contacts(ctx: Context, given: Sequence[Contact]) -> Result[tuple[Contact, ...]]:
    """Keep whom a family calls; lines without text are left out.

    Raises ``card_contact`` for a name without a number or a number without a name, ``card_contacts`` for too many.
    """
    lines = [(clean(who), clean(number)) for who, number in given]
    lines = [line for line in lines if any(map(has_value, line))]
    if len(lines) > MOST_CONTACTS:
        raise UserError("card_contacts", most=MOST_CONTACTS)
    for who, number in lines:
        if not has_value(who) or not any(letter.isdigit() for letter in number):
            raise UserError("card_contact", value=f"{who} {number}".strip())
    with ctx.store.write(ctx.actor, "family card") as unit:
        unit.set_setting(CONTACTS, [list(line) for line in lines])
    return Result(tuple(lines), frozenset({"settings"}))


def card(ctx: Context, worker_id: str, *, paper: Paper | None = None) -> Document:
    """The card of one person. Raises ``worker_missing``, ``card_without_cover``, ``card_ended``."""
    with ctx.store.read() as reader:
        row = queries.find_one(reader, worker_id)
        if row is None or row["void"]:
            raise UserError("worker_missing", id=worker_id)
        if row["ended_on"]:
            raise UserError("card_ended", name=row["full_name"] or "")
        cover = cover_of(reader, row["id"])
        if not _lies_ahead(ctx, cover):
            raise UserError("card_without_cover", name=row["full_name"] or "")
        parts = _person(ctx, reader, details(reader, [row])[0], cover)
    return _document(ctx, row["village_code"] or "", parts, paper)


def village_cards(ctx: Context, village: str, *, paper: Paper | None = None, progress: Progress = silent) -> Document:
    """The cards of everybody in a village who is covered or will be, one page each, by name.

    Raises ``village_unknown``, ``card_nobody``.
    """
    code = village_of(ctx, village)
    parts: list[Part] = []
    with ctx.store.read() as reader:
        held = _held(ctx, reader, code)
        if not held:
            raise UserError("card_nobody", village=ctx.reference.regions.label(code))
        covers = {row["id"]: cover for row, cover in held}
        for done, detail in enumerate(details(reader, [row for row, _ in held])):
            progress(done, 2 * len(held))
            parts += _person(ctx, reader, detail, covers[detail.worker["id"]], new_page=done > 0)
    return _document(ctx, code, parts, paper)


def _held(ctx: Context, reader: Reader, village: str) -> list[tuple[dict[str, Any], Cover]]:
    """Who gets a card in a village, by name."""
    rows = reader.rows(
        "SELECT * FROM worker WHERE village_code = ? AND person_id = id AND void IS NOT 1 AND ended_on IS NULL "
        "ORDER BY full_name, id",
        (village,),
    )
    covers = ((row, cover_of(reader, row["id"])) for row in rows)
    return [(row, cover) for row, cover in covers if _lies_ahead(ctx, cover)]


def write_card(
    ctx: Context,
    out: Path,
    *,
    worker: str = "",
    village: str = "",
    paper: Paper | None = None,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """Write the card of a person, or of all of a village in one file, as PDF. Raises what making them raises."""
    if worker:
        document, stem = card(ctx, worker, paper=paper), f"kartu-perlindungan-{worker[-8:]}"
    else:
        document = village_cards(ctx, village, paper=paper, progress=progress)
        stem = f"kartu-perlindungan-{village_of(ctx, village)}"
    with ctx.store.read() as reader:
        found = [queries.find_one(reader, worker)] if worker else []
        found += [] if worker else [row for row, _ in _held(ctx, reader, village_of(ctx, village))]
        persons = [row["id"] for row in found if row]

    def told(done: int, total: int) -> None:
        progress(total + done, 2 * total)

    about = About("family_card", persons)
    return write_document(ctx, document, out, stem, about, kinds=(PDF,), overwrite=overwrite, told=told)


def _lies_ahead(ctx: Context, cover: Cover) -> bool:
    now = Month.of(ctx.today)
    return any(month >= now for month in cover.paid | cover.planned)


def _document(ctx: Context, village: str, parts: Iterable[Part], paper: Paper | None) -> Document:
    place = ctx.reference.regions.label(village)
    return Document(
        title=tr("Card for the family: JKK and JKM"),
        about=(tr("Keep it with the KK. Made on {day} by {officer}.", day=shown(ctx.today), officer=ctx.actor),),
        parts=tuple(parts),
        foot=tr("{place} · a claim costs nothing", place=place),
        paper=paper,
    )


def _person(
    ctx: Context, reader: Reader, detail: PersonDetail, cover: Cover, *, new_page: bool = False
) -> tuple[Part, ...]:
    worker, now = detail.worker, Month.of(ctx.today)
    benefits = benefits_of(reader, worker["id"], max(cover.paid | cover.planned))
    missing = missing_for_claim(worker, detail.heirs)
    table = tuple(words.cover_table(benefits, cover.terms))
    return (
        Heading(worker["full_name"] or "", new_page=new_page),
        Facts(
            (
                (tr("NIK"), mask(worker["nik"] or "")),
                ("KPJ", worker["kpj"] or tr("not known yet")),
                (tr("Address"), ctx.reference.regions.label(worker["village_code"] or "")),
                (tr("Today"), _today(cover, now)),
            )
        ),
        Heading(tr("What is covered, and under which condition")),
        Table(
            (Column(tr("What happened"), 1.5), Column(tr("Amount"), 1.1), Column(tr("Only if"), 2.4)),
            table,
            name=tr("What is covered, and under which condition"),
        ),
        Heading(tr("In the first 48 hours")),
        Table((Column(tr("No."), 0.4), Column(tr("What to do"), 6)), tuple(_steps()), name=tr("In the first 48 hours")),
        Heading(tr("Whom to call")),
        Facts(contacts(ctx) or ((tr("Officer"), ctx.actor),)),
        Paragraph(_ready(missing)),
        Paragraph(
            tr(
                "BPJS Ketenagakerjaan decides what is paid and to whom; it goes to the family's own account. "
                "Nobody may ask for a share, for the PIN or for the ATM card."
            ),
            muted=True,
        ),
    )


def _today(cover: Cover, now: Month) -> str:
    """Where the person stands: this month, and the clocks."""
    clocks = cover.clocks(now)
    if now not in cover.paid:
        return tr("{month} is not paid yet: nothing is due until it is", month=month_words(now))
    said = [tr("{month} is paid; {count} months in a row", month=month_words(now), count=clocks.months_in_row or 0)]
    if clocks.jkm_full_in:
        said.append(tr("full JKM in {count} paid months", count=clocks.jkm_full_in))
    if clocks.scholarship_in:
        said.append(tr("scholarship after an ordinary death in {count} paid months", count=clocks.scholarship_in))
    return "; ".join(said)


def _steps() -> list[tuple[str, str]]:
    steps = (
        tr("After an accident: go to the nearest hospital or puskesmas, show KTP and this card, say it was at work."),
        tr("Within 2 x 24 hours tell the village or one of the numbers below. Later? Report it all the same."),
        tr("Note day, hour and place, and the names of two witnesses; keep every receipt."),
        tr("After a death: ask the village for the death certificate."),
        tr("Bring together: KTP of the participant and of the heir, KK, the heir's bank book, letters of the school."),
    )
    return [(str(at), step) for at, step in enumerate(steps, start=1)]


def _ready(missing: tuple[str, ...]) -> str:
    said = words.lacking(missing)
    if not said:
        return tr("Ready for a claim: KK, family contact and account are known.")
    hint = tr("Tell the officer, so that nothing is missing when it counts.")
    return f"{said}. {hint}"
