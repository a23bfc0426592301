"""Which files with people's data were written here in the period, and who opened whose page."""

from datetime import UTC, datetime

from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.money import number
from ntt_desktop.formats.documents.parts import Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import WITA, Context, Progress
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording.written_files import what as what_word


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """A line a file, then a line a page opened on a day."""
    first, last = asked.span[0].first_day, asked.span[1].last_day
    progress(0, 0)
    files = [file for file in written_files.listing(ctx) if first <= _time(file.made_at).date() <= last]
    looks = written_files.views(ctx, first, last)
    regions = ctx.reference.regions
    rows = tuple(
        (
            *(_shown(file.made_at), file.actor, what_word(file.what), file.file, file.people),
            tr("in full") if file.full_nik else tr("shortened"),
            ", ".join(regions.label(file.region).split(", ")[:2]) if file.region else "",
            file.digest[:12],
        )
        for file in files
    )
    columns = (
        *(Column(tr("When"), 1.2), Column(tr("Who"), 1.2), Column(tr("What"), 1.6), Column(tr("File"), 2.4)),
        *(Column(tr("People"), 0.7, "right", "number"), Column(tr("NIK"), 0.9), Column(tr("Region"), 1.5)),
        Column(tr("Digest"), 1.1),
    )
    seen = tuple(
        (shown(datetime.fromisoformat(look["day"]).date()), look["actor"], look["name"] or look["person"])
        for look in looks
    )
    parts: list[Part] = [
        Facts(((tr("Files written"), number(len(files))), (tr("Pages opened"), number(len(looks))))),
        Heading(tr("Files written")),
        Table(columns, rows, name=tr("Files written")) if rows else Paragraph(tr("No file in this period.")),
    ]
    if seen:
        who = (Column(tr("Day"), 1), Column(tr("Who"), 1.6), Column(tr("Opened the page of"), 3))
        parts += [Heading(tr("Pages opened")), Table(who, seen, name=tr("Pages opened"))]
    persons = [look["person"] for look in looks]
    return Content(tr("Files written and pages opened"), tuple(parts), persons, len(rows) + len(seen), landscape=True)


def _time(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(WITA)


def _shown(iso: str) -> str:
    at = _time(iso)
    return f"{shown(at.date())} {at:%H:%M}"
