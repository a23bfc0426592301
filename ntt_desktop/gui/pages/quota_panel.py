"""The panel at the right of Kuota: why somebody has, gets, waits for or may not have a slot, line by line."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.models.months import span_words
from ntt_desktop.gui.models.quota_rows import later, slot_state
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import holder, row
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import slots
from ntt_desktop.wording import rules
from ntt_desktop.wording.waiting import waiting


class QuotaPanel(SidePanel):
    """``show_row`` takes a row of one of Kuota's lists."""

    def __init__(self, session: Session, on_replace: Callable[[dict[str, Any]], object]) -> None:
        super().__init__(width=330)
        self._session = session
        self._row: dict[str, Any] = {}
        self._person = button(tr("Open the person"), self._open, icon="users")
        self._replace = button(tr("Replace"), lambda: on_replace(self._row), kind="primary", icon="replace")
        self.foot(self._person, self._replace, None)

    def show_row(self, found: dict[str, Any], considered: int) -> None:
        """Show one person's place; ``considered`` is how many were ranked."""
        self._row = found
        self.clear()
        self.set_title(found["full_name"] or tr("(no name)"))
        self._replace.setVisible(False)
        kind = found.get("kind", "slot")
        if kind == "slot":
            self._slot(found)
        elif kind == "refused":
            self._say(label(tr("May not have a slot"), "strong"))
            for said in dict.fromkeys(waiting(reason.code, reason.params) for reason in found["of"].reasons):
                self._say(RemarkLine(Remark(said, "bad")))
        else:
            self._ranked(found, considered)
        self.show()

    def _say(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def _ranked(self, found: dict[str, Any], considered: int) -> None:
        of = found["of"]
        if found["kind"] == "waiting":
            self._say(RemarkLine(Remark(waiting(of.reason.code, of.reason.params), "warn")))
        place = of.place if found["kind"] == "given" else of.rank
        if place is None:
            self._say(label(tr("Not ranked yet: this must be settled first."), "muted", wrap=True))
            return
        words = [(entry.code, entry.points, dict(entry.params)) for entry in place.lines]
        self._explain(place.rank, considered, place.points, words)
        if found["kind"] == "given":
            self._say(line())
            self._say(
                Facts([(tr("Slot"), number(of.seat)), (tr("Months"), span_words(of.first, of.last))], name_width=110)
            )
            for said in later(of.person):
                self._say(RemarkLine(Remark(said, "warn")))
            self._unknowns(list(of.unknowns))

    def _explain(self, rank: int, of: int, points: int, lines: list[tuple[str, int, dict[str, Any]]]) -> None:
        self._say(label(tr("Number {rank} of {of}", rank=number(rank), of=number(of)), "strong"))
        for code, value, params in lines:
            said = label(rules.line(code, self._with_names(params)), wrap=True)
            entry = row(said, label(f"+{number(value)}" if value else "0", "strong"))
            entry.setStretch(0, 1)
            self._say(holder(entry))
        total = row(label(tr("Points"), "muted"), None, label(number(points), "strong"))
        self._say(line())
        self._say(holder(total))

    def _with_names(self, params: dict[str, Any]) -> dict[str, Any]:
        if "occupation" in params:
            params["occupation"] = self._session.ctx.reference.occupations.label(str(params["occupation"]))
        return params

    def _unknowns(self, codes: list[str]) -> None:
        if codes:
            self._say(label(tr("To be known before the SK"), "strong"))
            for code in codes:
                self._say(RemarkLine(Remark(rules.reason(code, {}), "info")))

    def _slot(self, found: dict[str, Any]) -> None:
        self._say(StateBadge(slot_state(found)))
        facts = [
            (tr("Slot"), number(found["seat"])),
            (tr("Months"), span_words(found["first_month"], found["last_month"])),
            (tr("In force"), tr("{count} months", count=number(found["months_in_force"]))),
            (tr("Rupiah"), rupiah(found["rupiah"])),
        ]
        self._say(Facts(facts, name_width=96))
        self._replace.setVisible(bool(found["end_reason"]))
        self._session.tasks.read(slots.show, found["id"], owner=self, key="slot", done=self._show_slot)

    def _show_slot(self, detail: dict[str, Any]) -> None:
        if detail["id"] != self._row.get("id"):
            return
        for other in detail["against"]:
            name, programme = other["full_name"] or "", other["programme_code"] or ""
            words = (
                tr("{programme} pays for {name} in these months.", programme=programme, name=name)
                if other["why"] == "already_paid"
                else tr("{name} has this slot in these months.", name=name)
            )
            self._say(RemarkLine(Remark(words, "warn")))
        said = detail["explanation"]
        if said.get("lines"):
            self._say(line())
            lines = [(code, points, dict(params)) for code, points, params in said["lines"]]
            self._explain(detail["rank"] or 0, said.get("of", 0), detail["score"] or 0, lines)
            self._unknowns(list(said.get("unknown", ())))

    def _open(self) -> None:
        worker = self._row.get("worker_id") or self._row.get("id")
        self._session.open("worker", worker=worker)
