"""Tahap on paper: the berita acara upright, its list lying; the list for a changed SK."""

from ntt_desktop.formats.batch_list import (
    BatchList,
    ChangesList,
    change_headings,
    facts,
    headings,
    person,
    signature,
    statement,
)
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Heading,
    Pages,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from ntt_desktop.i18n import tr
from ntt_desktop.wording.fields import field_name

Cells = tuple[str | int | None, ...]

_SHARES = (1.0, 4.2, 3.9, 2.1, 0.9, 5.0, 3.8, 2.7, 1.2, 2.6)
_CHANGE_SHARES = (0.9, 4.4, 6.6, 2.8, 5.8, 5.8)


def report(content: BatchList, paper: Paper = "A4", letterhead: tuple[str, ...] = ()) -> Document:
    """Berita acara upright, then the list lying, its heading on every page, sums and signature at the end of both."""
    title = tr("Berita acara").upper()
    number = (tr("Number: {number}", number=content.report_number),) if content.report_number else ()
    kinds = {0: "number", 8: "number", 9: "rupiah"}
    columns = tuple(
        Column(name, share, "right" if at in kinds else "left", kinds.get(at, "text"))  # type: ignore[arg-type]
        for at, (name, share) in enumerate(zip(headings(), _SHARES, strict=True))
    )
    rows = tuple[Cells, ...]((at, *person(row), row.months, row.rupiah) for at, row in enumerate(content.rows, start=1))
    total: Cells = (None, tr("Total"), *[None] * 6, content.months, content.rupiah)
    code = tr("Check code {code}: a list with another code is another list.", code=content.check_code)
    signed = Signatures((Signature(*signature(content)),))
    return Document(
        title=title,
        about=(content.name, *number),
        letterhead=letterhead,
        centered=True,
        parts=(
            Paragraph(statement(content)),
            Facts(facts(content)),
            signed,
            Pages(landscape=True),
            Heading(tr("List of names: {name}", name=content.name)),
            Paragraph(f"{content.programme} · {content.region}", muted=True),
            Table(columns, rows, total=total, name=tr("List of names")),
            Amount(tr("Total"), content.rupiah),
            Paragraph(code, muted=True),
            signed,
        ),
        foot=f"{content.name} · {content.check_code}",
        paper=paper,
    )


def changes(content: ChangesList, paper: Paper = "A4") -> Document:
    """The list for a changed SK, lying."""
    title = tr("Changes of SK {number}", number=content.number)
    columns = tuple(
        Column(name, share, "left" if at else "right", "text" if at else "number")
        for at, (name, share) in enumerate(zip(change_headings(), _CHANGE_SHARES, strict=True))
    )
    rows = tuple(
        (at, row.name, row.village, field_name(row.field), row.decreed, row.now)
        for at, row in enumerate(content.rows, start=1)
    )
    return Document(
        title=title,
        about=(tr("of {date}, programme {programme}", date=content.date, programme=content.programme),),
        centered=True,
        parts=(Table(columns, rows, name=tr("Changed SK")),),
        foot=title,
        paper=paper,
        landscape=True,
    )
