"""The panel of Perlu keputusan: what stands against what, and the buttons that decide."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.gui import words
from ntt_desktop.gui.models.case_rows import case_badge
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import moment
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import person_detail, slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import decisions
from ntt_desktop.services.sync.decisions import Case

Decide = Callable[..., Any]
_COMPARED = ("nik", "full_name", "birth_date", "sex", "mother_name", "village_code", "occupation", "phone")


def read_two(ctx: Context, one: str, other: str) -> list[dict[str, Any]]:
    """The rows of two people, to be compared side by side."""
    return [person_detail.get(ctx, worker).worker for worker in (one, other)]


class CasePanel(SidePanel):
    """``show_case`` opens it; ``decide(fn, *args)`` runs a service and moves on to the next case."""

    def __init__(self, session: Session, decide: Decide) -> None:
        super().__init__(width=400)
        self.setObjectName("card")
        self._session, self._decide = session, decide
        self._case: Case | None = None

    def show_case(self, case: Case) -> None:
        """Show one case and how it can be decided."""
        self._case = case
        self.clear()
        self.set_title(case.name or tr("(name not known here)"))
        self.body.addWidget(StateBadge(case_badge(case.kind)))
        if case.kind == "conflict":
            self._conflict(case)
        elif case.kind == "edit":
            self._edit(case)
        elif case.kind == "same_nik":
            self._session.tasks.read(
                read_two, case.subject, case.other, owner=self, key="two", done=lambda two: self._two(case, two)
            )
        elif case.kind == "contested_slot":
            self._session.tasks.read(
                slots.show, case.subject, owner=self, key="slot", done=lambda found: self._contested(case, found)
            )
        else:
            self._row(case)
        self.show()

    def _conflict(self, case: Case) -> None:
        field = words.field_name(case.field)
        self.body.addWidget(label(tr("Two devices say different things of {field}.", field=field), wrap=True))
        heads: Any = case.detail
        for at, head in enumerate(heads):
            text = "" if head["value"] is None else str(head["value"])
            shown = words.field_value(self._session.ctx, case.field, head["value"]) or tr("(empty)")
            card = Card()
            card.body.setSpacing(tokens.S1)
            when = moment(milliseconds_of(head["revision"]))
            said = tr("{actor}, {when}", actor=head.get("actor") or tr("(not known)"), when=when)
            if at == 0:
                said += " · " + tr("shown now")
            card.add(label(shown, "section", wrap=True), label(said, "caption", wrap=True))
            take = button(tr("Take this"), partial(self._decide, decisions.set_value, case.id, text), icon="check")
            take.setAccessibleDescription(shown)
            card.add(row(take, None))
            self.body.addWidget(card)
        other = text_field(name=tr("Another value"))
        use = button(tr("Take what I typed"), lambda: self._decide(decisions.set_value, case.id, other.text().strip()))
        use.setEnabled(False)
        other.textChanged.connect(lambda text: use.setEnabled(bool(text.strip())))
        other.returnPressed.connect(use.click)
        self.body.addWidget(
            FieldRow(tr("Another value"), other, hint=tr("Dates as dd/mm/yyyy, rupiah without points."))
        )
        self.body.addLayout(row(use, None))

    def _edit(self, case: Case) -> None:
        detail = case.detail if isinstance(case.detail, Mapping) else {}
        where = tr("Sheet {sheet}, row key {key}", sheet=detail.get("sheet", ""), key=detail.get("key", ""))
        self.body.addWidget(label(tr("Somebody changed this cell in the file by hand."), wrap=True))
        self.body.addWidget(
            Facts(
                [
                    (tr("Field"), words.field_name(case.field)),
                    (tr("Was"), str(detail.get("was") or tr("(empty)"))),
                    (tr("Is"), str(detail.get("is") or tr("(empty)"))),
                    (tr("Where"), where),
                ],
                name_width=70,
            )
        )
        self.body.addLayout(
            row(
                button(
                    tr("Take as a correction"),
                    lambda: self._decide(decisions.accept_edit, case.id),
                    kind="primary",
                    icon="check",
                ),
                button(tr("Ignore"), lambda: self._decide(decisions.ignore, case.id)),
                None,
            )
        )

    def _two(self, case: Case, two: list[dict[str, Any]]) -> None:
        if self._case is not case:
            return
        ctx = self._session.ctx
        for at, worker in enumerate(two):
            other = two[1 - at]
            card = Card()
            card.body.setSpacing(tokens.S2)
            card.add(label(worker["full_name"] or "", "section", wrap=True))
            rows = []
            for field in _COMPARED:
                mark = "≠ " if worker[field] != other[field] else ""
                rows.append((words.field_name(field), mark + (words.field_value(ctx, field, worker[field]) or "–")))
            card.add(Facts(rows, name_width=100))
            go = button(tr("Open the person"), partial(self._session.open, "worker", worker=worker["id"]), kind="quiet")
            card.add(row(go, None))
            self.body.addWidget(card)
        hint = tr("If they are two people, one of the NIKs is wrong: open that person and correct it from the KTP.")
        self.body.addWidget(RemarkLine(Remark(hint, "info")))
        same = button(
            tr("They are the same person"),
            lambda: self._decide(decisions.same_person, case.id),
            kind="primary",
            icon="check",
        )
        self.body.addLayout(row(same, None))

    def _contested(self, case: Case, found: dict[str, Any]) -> None:
        if self._case is not case:
            return
        contested = [month["month"] for month in found["months"] if not month["in_force"]]
        self.body.addWidget(
            label(
                tr("{count} months of this slot are outside every sum until it is decided.", count=len(contested)),
                wrap=True,
            )
        )
        for other in found["against"]:
            text = (
                tr(
                    "{programme} pays for {name} in these months.",
                    programme=other["programme_code"],
                    name=other["full_name"],
                )
                if other["why"] == "already_paid"
                else tr("{name} has this slot in these months.", name=other["full_name"])
            )
            self.body.addWidget(RemarkLine(Remark(text, "warn")))
        facts = [(tr("Programme"), found["programme_code"] or ""), (tr("Slot"), str(found["seat"]))]
        self.body.addWidget(Facts(facts, name_width=100))
        hint = tr("Report the event that ends one of the two slots; the other then comes into force.")
        self.body.addWidget(RemarkLine(Remark(hint, "info")))
        go = button(
            tr("Open the person"),
            lambda: self._session.open("worker", worker=found["person_id"] or found["worker_id"]),
        )
        self.body.addLayout(row(go, None))

    def _row(self, case: Case) -> None:
        detail = case.detail if isinstance(case.detail, Mapping) else {}
        if case.kind == "missing_row":
            words_said = tr("This row was taken out of the sheet by hand. Nobody was deleted.")
            facts = [(tr("Sheet"), str(detail.get("sheet", ""))), (tr("Who"), str(detail.get("label", "")))]
        else:
            words_said = tr("This row was written in by hand. Take it in with Import, as a village's list.")
            values = detail.get("values") or {}
            facts = [(str(name), str(value)) for name, value in values.items() if value][:14]
        self.body.addWidget(label(words_said, wrap=True))
        self.body.addWidget(Facts(facts, name_width=110))
        self.body.addLayout(
            row(button(tr("Seen, close the case"), lambda: self._decide(decisions.ignore, case.id), icon="check"), None)
        )
