"""Cards of the person page: cover clocks, the place in the ranking, and what happened to the person."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.cover import Clocks
from ntt_desktop.gui import shown, words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import covers, decrees, rank_of
from ntt_desktop.services.assignment.rank_of import Place
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.store.life_events.reopenings import KEPT, REOPENED
from ntt_desktop.wording import rules
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.waiting import waiting


def read_cover(ctx: Context, worker_id: str) -> dict[str, Any]:
    """The clocks, the events, and what a decree writes otherwise."""
    return {
        "clocks": covers.clocks(ctx, worker_id),
        "events": events.listed(ctx, worker_id),
        "waiting": reopening.waiting(ctx, worker_id),
        "decreed": decrees.of_person(ctx, worker_id),
    }


def read_places(ctx: Context, worker_id: str, progress: Progress = silent) -> list[Place]:
    """The person's place in every programme."""
    return rank_of.places(ctx, worker_id, progress)


def clocks_card(found: Clocks) -> Card:
    """How long the person is covered without a break, and what the family has a right to."""
    card = Card(tr("Cover clocks"), icon="hourglass")
    if found.months_in_row is None:
        return card.add(label(tr("History not known yet: take in last year's list, or note earlier cover."), wrap=True))
    full = (
        tr("is there")
        if not found.jkm_full_in
        else tr("in {count} paid months", count=shown.number(found.jkm_full_in or 0))
    )
    scholarship = (
        tr("is there")
        if not found.scholarship_in
        else tr("in {count} paid months", count=shown.number(found.scholarship_in or 0))
    )
    card.add(
        Facts(
            [
                (tr("Months in a row"), shown.number(found.months_in_row)),
                (tr("Full JKM benefit"), full),
                (tr("Scholarship after an ordinary death"), scholarship),
                (tr("Last paid month"), month_words(found.last_paid) if found.last_paid else ""),
            ]
        )
    )
    if found.gaps:
        months = ", ".join(month_words(month) for month in found.gaps)
        card.add(RemarkLine(Remark(tr("Nobody pays in {months}.", months=months), "warn")))
        hint = tr("Some unpaid months in a row end the membership, and the clocks begin anew.")
        card.add(label(hint, "caption", wrap=True))
    return card


def places_card(session: Session, places: list[Place]) -> Card:
    """The place in the order of each programme, line by line."""
    card = Card(tr("Place in the ranking"), icon="list-checks")
    if not places:
        return card.add(label(tr("No programme with open months pays in this village."), "muted", wrap=True))
    for at, one in enumerate(places):
        if at:
            card.add(line())
        card.add(label(f"{one.programme} · {one.name}", "strong", wrap=True))
        if one.place is not None:
            rank, of = shown.number(one.place.rank), shown.number(one.of)
            if one.area:
                area = session.ctx.reference.regions.label(one.area).split(", ")[0]
                said = tr("Number {rank} of {of} in {area}", rank=rank, of=of, area=area)
            else:
                said = tr("Has a slot; was number {rank} of {of} when it was given", rank=rank, of=of)
            card.add(label(said, "section", wrap=True))
            for entry in one.place.lines:
                card.add(holder(_points(rules.line(entry.code, _named(session, entry.params)), entry.points)))
            card.add(holder(_points(tr("Points"), one.place.points, total=True)))
        for reason in one.reasons:
            card.add(RemarkLine(Remark(waiting(reason.code, _named(session, reason.params)), "warn")))
        for warning in one.warnings:
            card.add(RemarkLine(Remark(rules.reason(warning.code, _named(session, warning.params)), "warn")))
        if one.unknowns:
            unknown = " ".join(rules.reason(code, {}) for code in one.unknowns)
            card.add(label(tr("To be known before the SK: {what}", what=unknown), "caption", wrap=True))
    return card


def events_card(
    session: Session, read: dict[str, Any], confirm: Callable[[str], object], refuse: Callable[[str], object]
) -> Card:
    """What happened to the person, newest first, and what waits for a confirmation."""
    card = Card(tr("Events"), icon="megaphone")
    waiting_ids = {one["id"] for one in read["waiting"]}
    if not read["events"]:
        return card.add(label(tr("Nothing was recorded."), "muted"))
    for event in read["events"]:
        parts: list[QWidget] = [label(event_words(session.ctx, event), "strong", wrap=True)]
        who = tr("{date}, by {name}", date=shown.day(event["date"]), name=event["recorded_by"] or "")
        parts.append(label(who, "muted", wrap=True))
        for text in (event["evidence"], event["note"]):
            if text:
                parts.append(label(text, "caption", wrap=True))
        if event["id"] in waiting_ids:
            parts.append(RemarkLine(Remark(tr("Waits for a supervisor's confirmation"), "warn")))
            if reopening.may_confirm(session.ctx):
                yes = button(tr("Confirm"), partial(confirm, event["id"]), kind="primary", icon="check")
                no = button(tr("Let the end stand"), partial(refuse, event["id"]))
                parts.append(holder(row(yes, no, None)))
        elif event["confirmed_by"] and event["event_type"] == REOPENED:
            parts.append(label(tr("Confirmed by {name}", name=event["confirmed_by"]), "caption", wrap=True))
        card.add(holder(column(*parts, gap=0)))
    return card


def event_words(ctx: Context, event: dict[str, Any]) -> str:
    """What an event says, in a line."""
    if event["event_type"] == REOPENED:
        return tr("End taken back")
    if event["event_type"] == KEPT:
        return tr("The end stands after all")
    said = words.end_reason(event["event_type"])
    if event["village_code"]:
        said += f": {ctx.reference.regions.label(event['village_code'])}"
    return said


def decreed_remarks(read: dict[str, Any]) -> list[Remark]:
    """What the decree writes otherwise than the person stands here now."""
    return [
        Remark(
            tr(
                'SK {number} writes {field}: "{text}".',
                number=one.number,
                field=words.field_name(one.field),
                text=shown.day(one.decreed) if one.field == "birth_date" else one.decreed,
            ),
            "warn",
        )
        for one in read["decreed"]
    ]


def _points(text: str, points: int, *, total: bool = False) -> Any:
    said = label(text, "muted" if total else "", wrap=True)
    figure = shown.number(points) if total else (f"+{shown.number(points)}" if points else "0")
    made = row(said, label(figure, "strong"))
    made.setStretch(0, 1)
    return made


def _named(session: Session, params: Any) -> dict[str, Any]:
    named = dict(params)
    if "occupation" in named:
        named["occupation"] = session.ctx.reference.occupations.label(str(named["occupation"]))
    if "date" in named:
        named["date"] = shown.day(str(named["date"]))
    return named
