"""Extract of the change log: who changed what, when and why. NIKs, KK numbers and accounts are shortened."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.money import number
from ntt_desktop.formats.documents.parts import Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services import audit
from ntt_desktop.services.context import WITA, Context, Progress
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording.change_reasons import change_reason
from ntt_desktop.wording.records import field_name, kind_name, value_word

_LONG = re.compile(r"\d{8,}")
_LEFT_OUT = frozenset(
    (
        *("explanation", "params", "detail", "basis", "paid_bank", "rule_version", "digest"),
        *("knows", "device", "public_key", "rules_version", "weights_version", "owner_node", "holder_node"),
        *("joined_into", "confirms", "retired_after", "cancels", "changes"),
    )
)
"""Fields that say nothing to whoever reads a paper."""
_CUT = 120


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """A line a change. Raises ``worker_missing``, ``audit_long``."""
    first, last = asked.span
    found = audit.extract(ctx, first, last, area=asked.region, person=asked.person, progress=progress)
    rows = []
    for at, line in enumerate(found):
        if at % 500 == 0:
            progress(at, len(found))
        entry = line.entry
        when = datetime.fromtimestamp(entry.at / 1000, UTC).astimezone(WITA)
        rows.append(
            (
                f"{shown(when.date())} {when:%H:%M}",
                entry.actor,
                ": ".join(filter(None, (kind_name(entry.kind), line.name))),
                "; ".join(_said(ctx, name, old, new) for name, old, new in entry.fields if _says(name)) or "–",
                masked(change_reason(entry.reason)),
            )
        )
    columns = (
        *(Column(tr("When"), 1.2), Column(tr("Who"), 1.3), Column(tr("What about"), 2)),
        *(Column(tr("What changed"), 3.6), Column(tr("Reason"), 1.6)),
    )
    people = {line.person for line in found if line.person}
    actors = Counter(line.entry.actor for line in found)
    parts: tuple[Part, ...] = (
        Facts(
            (
                (tr("Number of changes"), number(len(found))),
                (tr("People concerned"), number(len(people))),
                *((actor or "–", number(count)) for actor, count in actors.most_common(8)),
            )
        ),
        Heading(tr("Changes, newest first")),
        Table(columns, tuple(rows), name=tr("Change log")) if rows else Paragraph(tr("No change in this period.")),
        Paragraph(tr("NIK, KK and account numbers are shortened."), muted=True),
    )
    return Content(tr("Extract of the change log"), parts, sorted(people), len(rows), landscape=True)


def masked(text: str) -> str:
    """A text in which of every long number only the last four digits are left."""
    return _LONG.sub(lambda found: "*" * (len(found[0]) - 4) + found[0][-4:], text)


def _says(name: str) -> bool:
    return name not in _LEFT_OUT and not name.endswith("_id")


def _said(ctx: Context, name: str, old: Any, new: Any) -> str:
    before, after = _value(ctx, name, old), _value(ctx, name, new)
    change = f"{before} -> {after or '–'}" if before else after or "–"
    return f"{field_name(name)}: {change}"


def _value(ctx: Context, name: str, value: Any) -> str:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError:
            value = str(value)
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)):
        return tr("entered")
    if isinstance(value, list):
        return _cut(masked(", ".join(value_word(name, str(one)) for one in value)))
    if isinstance(value, int):
        return number(value) if value >= 10_000 else str(value)
    if name == "village_code":
        return ctx.reference.regions.label(str(value))
    if name in ("occupation", "occupation2"):
        return ctx.reference.occupations.label(str(value))
    return _cut(masked(value_word(name, str(value))))


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"
