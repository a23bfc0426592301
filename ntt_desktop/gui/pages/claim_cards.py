"""The cards of a claim's page."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from ntt_desktop.domain.claims import COURSE, PAID, REFUSED, UNKNOWN
from ntt_desktop.gui import icons, shown
from ntt_desktop.gui.models.claim_rows import state_badge
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims.claim_papers import expected
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.wording import claims as words

_TICK_ICON = 16


def clock_remark(view: ClaimView) -> Remark:
    """The clock of the report as a sentence."""
    until = view.clock.report_until.strftime("%d/%m/%Y")
    if not view.clock_runs:
        return Remark(words.clock(view.clock, runs=False).capitalize() + ".", "info")
    if view.clock.late:
        return Remark(words.clock(view.clock, runs=True), "bad")
    left = words.clock(view.clock, runs=True)
    return Remark(tr("Tell BPJS by {day}: {left}.", day=until, left=left), "warn")


def course_card(view: ClaimView) -> Card:
    """The states one below the other, each with its day; what was paid, or why not."""
    card = Card(tr("How far it is"), icon="history", aside=StateBadge(state_badge(view.status)))
    days = {
        "reported": view.reported_on.isoformat(),
        "complete": view.values["completed_on"],
        "sent": view.values["sent_on"],
        "paid": view.values["paid_on"],
        "refused": view.values["decided_on"] if view.status == REFUSED else None,
    }
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S2)
    grid.setVerticalSpacing(tokens.S1)
    grid.setColumnStretch(1, 1)
    reached = [code for code in COURSE if code != (PAID if view.status == REFUSED else REFUSED)]
    for at, code in enumerate(reached):
        done = bool(days[code]) and (code != "complete" or not view.missing)
        picture = QLabel()
        icons.set_icon(picture, "circle-check" if done else "circle-dashed", "good" if done else "muted", _TICK_ICON)
        if code == REFUSED:
            icons.set_icon(picture, "circle-x", "bad", _TICK_ICON)
        grid.addWidget(picture, at, 0)
        grid.addWidget(label(words.state(code), "label" if done else "muted"), at, 1)
        grid.addWidget(label(shown.day(days[code]) if done else tr("not yet"), "muted"), at, 2)
    card.add(grid)
    if view.status == PAID:
        account = " ".join(filter(None, (view.values["paid_bank"], view.values["paid_account"])))
        card.add(
            Facts(
                [
                    (tr("Paid"), shown.rupiah(view.values["amount"] or 0)),
                    (tr("To whose account"), view.values["paid_to"] or ""),
                    (tr("Account"), account),
                    (tr("Expected when it was sent"), _kept(view)),
                ]
            )
        )
    elif view.values["refused_reason"]:
        card.add(
            RemarkLine(Remark(tr("BPJS refused: {reason}", reason=view.values["refused_reason"]), "bad")),
        )
    elif view.values["expected"] is not None:
        card.add(Facts([(tr("Expected when it was sent"), _kept(view))]))
    return card


def event_card(view: ClaimView) -> Card:
    """What happened, with the clock of the report."""
    values = view.values
    who = " · ".join(filter(None, (values["reported_by"], values["reporter_phone"])))
    rows = [
        (tr("What happened"), words.event(view.claim_type, view.cause)),
        (tr("Day"), shown.day(view.event_date.isoformat())),
        (tr("Known since"), shown.day(values["clock_from"])) if values["clock_from"] else ("", ""),
        (tr("Place"), values["event_place"] or "") if values["event_place"] else ("", ""),
        (tr("Who reported it"), who) if who else ("", ""),
        (tr("Note"), values["note"] or "") if values["note"] else ("", ""),
        ("KPJ", view.worker["kpj"] or ""),
    ]
    card = Card(tr("Event"), icon="megaphone")
    card.add(RemarkLine(clock_remark(view)))
    if view.claim_type == UNKNOWN:
        said = tr("What it was is not settled: say so as soon as it is known, the documents follow.")
        card.add(RemarkLine(Remark(said, "warn")))
    return card.add(Facts([one for one in rows if one[0]]))


def expected_card(view: ClaimView) -> Card:
    """Line by line with its condition, the sum, and the clocks by which it was computed."""
    card = Card(tr("Expected benefit"), icon="coins")
    for one in view.expected.lines:
        what, amount, why = words.line(one)
        if one.code in ("treatment", "nothing"):
            amount = ""
        said = row(label(what, "label", wrap=True), label(amount, "strong"))
        said.setStretch(0, 1)
        parts: list[QWidget] = [holder(said)]
        if why:
            parts.append(label(why, "caption", wrap=True))
        card.add(holder(column(*parts, gap=0)))
    card.add(line())
    total = row(label(tr("Together"), "label"), None, label(expected(view), "section"))
    card.add(holder(total))
    card.add(label(tr("How it is computed"), "label"))
    card.add(Facts(words.basis(view.claim_type, covered=view.covered, clocks=view.clocks, terms=view.terms)))
    return card.add(label(tr("What is expected is computed here; BPJS decides what is paid."), "caption", wrap=True))


def family_card(view: ClaimView) -> Card:
    """Contacts in legal order, and children with what is said of their scholarship."""
    card = Card(tr("Family in legal order"), icon="users")
    if not view.heirs:
        card.add(RemarkLine(Remark(tr("No family contact yet: a claim needs one."), "warn")))
    for at, heir in enumerate(view.heirs, start=1):
        said = " · ".join(filter(None, (heir.relation, heir.phone, heir.account)))
        card.add(holder(column(label(f"{at}. {heir.name}", "strong"), label(said, "muted", wrap=True), gap=0)))
    card.add(
        label(tr("BPJS decides who is entitled; the order here is for reaching the family."), "caption", wrap=True)
    )
    if not view.children:
        return card
    verdicts = {one.name: one for one in view.expected.lines if one.code == "scholarship"}
    card.add(line(), label(tr("Children and scholarship"), "label"))
    for child in view.children:
        age = _age(child["birth_date"], view.event_date)
        facts = " · ".join(filter(None, (shown.day(child["birth_date"]), age, child["school_level"])))
        parts: list[QWidget] = [label(child["name"] or "", "strong"), label(facts, "muted", wrap=True)]
        verdict = verdicts.get(child["name"] or "")
        if verdict is not None:
            _, amount, why = words.line(verdict)
            fine = verdict.high > 0
            said = " · ".join(filter(None, (amount, why))) if fine else why
            parts.append(RemarkLine(Remark(said, "good" if fine else "warn")))
        card.add(holder(column(*parts, gap=0)))
    return card


class DocumentsCard(Card):
    """A tick and a day for each document. ``on_tick`` gets the document and the day (ISO), "" when it is taken back."""

    def __init__(self, session: Session, view: ClaimView, on_tick: Callable[[str, str], object]) -> None:
        missing = words.document_count(len(view.missing), len(view.documents))
        super().__init__(tr("Documents"), icon="list-checks", aside=label(missing, "muted"))
        self._today = session.ctx.today
        self._on_tick = on_tick
        self.ticks: dict[str, QCheckBox] = {}
        self.days: dict[str, DateField] = {}
        self._said: dict[str, QWidget] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S3)
        grid.setVerticalSpacing(tokens.S1)
        grid.setColumnStretch(0, 1)
        for at, (name, day) in enumerate(view.documents.items()):
            tick = QCheckBox(words.document(name))
            tick.setChecked(bool(day))
            field = DateField(name=tr("{document}, handed in on", document=words.document(name)), today=self._today)
            field.set_value(day)
            field.setFixedWidth(128)
            closed = view.status == PAID
            tick.setEnabled(not closed)
            field.setEnabled(not closed)
            tick.toggled.connect(lambda on, which=name: self._toggled(which, on=on))
            field.editingFinished.connect(lambda which=name: self._dated(which))
            field.setProperty("kept", day)
            grid.addWidget(tick, 2 * at, 0)
            grid.addWidget(field, 2 * at, 1)
            said = RemarkLine(Remark(tr("Type a day up to today as day/month/year."), "bad"))
            said.hide()
            grid.addWidget(said, 2 * at + 1, 0, 1, 2)
            self.ticks[name], self.days[name], self._said[name] = tick, field, said
        self.add(grid)
        if view.missing:
            self.add(label(tr("The tick notes today; another day is typed beside it."), "caption", wrap=True))

    def focused(self) -> str:
        """The document whose tick has the cursor, "" for none."""
        return next((name for name, tick in self.ticks.items() if tick.hasFocus()), "")

    def focus(self, name: str) -> None:
        """Put the cursor on a document's tick."""
        if name in self.ticks:
            self.ticks[name].setFocus()

    def _toggled(self, name: str, *, on: bool) -> None:
        self._on_tick(name, self._today.isoformat() if on else "")

    def _dated(self, name: str) -> None:
        field = self.days[name]
        day = field.value()
        wrong = field.is_unreadable or (bool(day) and date.fromisoformat(day) > self._today)
        self._said[name].setVisible(wrong)
        if not wrong and day != (field.property("kept") or ""):
            field.setProperty("kept", day)
            self._on_tick(name, day)


def _kept(view: ClaimView) -> str:
    return shown.rupiah(view.values["expected"] or 0)


def _age(birth: str | None, on: date) -> str:
    years = shown.age(birth, on)
    return tr("{age} years", age=years) if years else ""
