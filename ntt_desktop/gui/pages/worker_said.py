"""Cards of the person page: what the node above, agencies and BPJS said, and what was handed over."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui import shown
from ntt_desktop.gui.dialogs.handover import HandoverDialog
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column, holder
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies.agency_view import SaidOf
from ntt_desktop.services.agencies.handovers import Handed
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.services.sync import verdicts
from ntt_desktop.services.sync.verdicts import Verdict
from ntt_desktop.wording import agency_answers as words
from ntt_desktop.wording.handing_over import item as item_word
from ntt_desktop.wording.verdicts import verdict

_GOOD = (verdicts.ACCEPTED, verdicts.APPROVED, verdicts.BPJS_ACCEPTED)

KINDS = frozenset(("match_answer", "enrolment", "handover"))
"""Kinds of record that these cards show."""


def verdict_remarks(ctx: Context, found: Sequence[Verdict]) -> list[Remark]:
    """What the newest file of the node above says of a person, what asks for something first."""
    regions = ctx.reference.regions
    tones = {verdicts.MAYBE: "info", verdicts.JOINED: "info"} | dict.fromkeys(_GOOD, "good")
    return [
        Remark(verdict(one.state, one.detail, lambda code: regions.label(code)), tones.get(one.state, "warn"))
        for one in found
    ]


def slots_elsewhere(ctx: Context, found: Sequence[Verdict]) -> list[str]:
    """Slots by a record of the person that is not here, as the node above says."""
    slots = [one for one in found if one.state == verdicts.APPROVED and one.detail.get("months")]
    return [said.text for said in verdict_remarks(ctx, slots)]


def verdict_card(ctx: Context, found: Sequence[Verdict]) -> Card:
    """The verdicts on a person."""
    card = Card(tr("Verdict of the office above"), icon="inbox")
    for said in verdict_remarks(ctx, found):
        card.add(RemarkLine(said))
    return card


def said_card(found: SaidOf) -> Card:
    """What agencies answered, each as its own, with its day; newest first."""
    card = Card(tr("What agencies say"), icon="list-checks")
    if not found.answers and not found.results:
        return card.add(label(tr("Not matched with an agency yet."), "muted", wrap=True))
    for one in found.results:
        said = tr("accepted") if one["result"] == "accepted" else tr("refused")
        said += f", KPJ {one['kpj']}" if one["kpj"] else ""
        head = tr("BPJS, upload of {programme}: {said}", programme=one["programme"], said=said)
        card.add(_entry(head, shown.day(one["dated_on"]), one["reason"] or ""))
    for one in found.answers:
        parts = (one["detail"] or "").split(" · ")
        decile = parts.pop(0) if one["answer"] == "decile" else ""
        head = f"{words.agency(one['agency'])}: {words.answer(one['answer'], decile)}"
        card.add(_entry(head, shown.day(one["answered_on"]), " · ".join(filter(None, parts))))
    return card


def handover_card(session: Session, parent: QWidget, detail: PersonDetail, found: SaidOf) -> Card:
    """What was handed over, and a button to record more."""

    def done(handed: Handed) -> None:
        count, had = shown.number(len(handed.made)), shown.number(handed.had)
        session.messages.toast(tr("{count} entries made, {had} were there already", count=count, had=had))

    def ask() -> None:
        worker = detail.worker
        modal(HandoverDialog(session, parent, [worker["id"]], done, name=str(worker["full_name"] or "")))

    record = button(tr("Record"), ask, icon="plus", tip=tr("Record what was handed over"))
    card = Card(tr("Card and bank book"), icon="clipboard-check", aside=record)
    if not found.handovers:
        return card.add(label(tr("Nothing was handed over yet."), "muted", wrap=True))
    for one in found.handovers:
        day, giver, receiver = shown.day(one["date"]), one["by"] or "", one["received_by"] or ""
        who = tr("{date}, by {name}, to {receiver}", date=day, name=giver, receiver=receiver)
        card.add(_entry(item_word(one["item"]), who, " · ".join(filter(None, (one["paper"], one["note"])))))
    return card


def _entry(head: str, line: str, more: str) -> QWidget:
    parts: list[QWidget] = [label(head, "strong", wrap=True), label(line, "muted", wrap=True)]
    if more:
        parts.append(label(more, "caption", wrap=True))
    return holder(column(*parts, gap=0))
