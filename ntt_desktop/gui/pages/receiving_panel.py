"""The panel of Penerimaan: one sender with all its figures, each of which opens its list."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from ntt_desktop.errors import UserError
from ntt_desktop.gui.models.case_rows import queue_words
from ntt_desktop.gui.models.senders import reply_of, state_of
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day, instant, number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import notices
from ntt_desktop.wording.errors import message


class SenderPanel(SidePanel):
    """``reply`` carries (node, everything again), ``people`` (key, name, only those with a slot), ``result`` the key of
    a plain sender."""

    reply = Signal(str, bool)
    people = Signal(str, str, bool)
    result = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(width=340)
        self._session = session
        self._shown: dict[str, Any] = {}
        self._one = button(tr("Make its reply"), lambda: self.reply.emit(self._shown["id"], False), icon="send")
        tip = tr("For a replacement laptop")
        self._full = button(
            tr("Everything again"), lambda: self.reply.emit(self._shown["id"], True), kind="quiet", tip=tip
        )
        self._result = button(
            tr("Result workbook"), lambda: self.result.emit(self._shown["id"]), icon="file-spreadsheet"
        )
        self.foot(self._one, self._full, self._result, None)

    def show_sender(self, found: dict[str, Any]) -> None:
        """Show one line of the board."""
        self._shown = found
        line = found["line"]
        plain = line.is_plain
        for made, on in ((self._one, not plain), (self._full, not plain), (self._result, plain)):
            made.setVisible(on)
        self.clear()
        self.set_title(found["name"])
        self.body.addLayout(row(StateBadge(state_of(found)), None))
        if line.retired_on:
            said = tr(
                "Given up for lost on {day}. What still arrives from it waits in Held files.", day=day(line.retired_on)
            )
            self.body.addWidget(RemarkLine(Remark(said, "info")))
        for notice in line.notices:
            self.body.addWidget(RemarkLine(Remark(*_said(notice.code, dict(notice.params)))))
            seen = button(tr("Seen to"), partial(self._dismiss, notice.code), kind="quiet", icon="check")
            self.body.addLayout(row(seen, None))
        regions = self._session.ctx.reference.regions
        region = regions.label(found["region"]) if regions.find(found["region"]) else found["region"]
        facts = [(tr("Region"), region)]
        if found["officer"]:
            facts.append((tr("Officer"), found["officer"]))
        facts.append((tr("Last file"), instant(line.stored_at)))
        self.body.addWidget(Facts(facts, name_width=112))
        self._figure(tr("People"), found["people"], partial(self.people.emit, found["id"], found["name"], False))
        if line.is_plain:
            self._figure(tr("Slots"), found["slots"], partial(self.people.emit, found["id"], found["name"], True))
            self._figure(tr("Lists taken in"), found["files"], lambda: self._session.open("imports"))
            said = tr("Sends lists without the program. When it begins with the program, its people join by NIK.")
            self.body.addWidget(label(said, "muted", wrap=True))
            self.show()
            return
        for which, words in queue_words():
            to = partial(self._session.open, "decisions", tab=which, node=found["id"])
            self._figure(words, found[f"open_{which}"], to)
        self._figure(tr("Slots"), found["slots"], partial(self.people.emit, found["id"], found["name"], True))
        files = partial(self._session.open, "sync", tab="history", node=found["id"])
        self._figure(tr("Files taken in"), found["files"], files)
        self._figure(tr("Replies made"), found["replies"], files)
        gaps = ", ".join(f"{after + 1}-{upto}" for after, upto in found["missing"])
        self.body.addWidget(
            Facts(
                [
                    (tr("Person-months"), number(found["person_months"])),
                    (tr("Rupiah"), rupiah(found["rupiah"])),
                    (tr("Reply"), reply_of(found)),
                    (tr("Missing numbers"), gaps or tr("none")),
                    (tr("Format it reads"), line.reads),
                ],
                name_width=112,
            )
        )
        if found["missing"]:
            hint = tr("What was in them comes with the next package; there is no need to ask for it.")
            self.body.addWidget(label(hint, "caption", wrap=True))
        self.show()

    def _dismiss(self, code: str) -> None:
        self._session.tasks.write(
            notices.dismiss, code, self._shown["id"], owner=self, done=lambda _none: self.close_panel()
        )

    def _figure(self, words: str, count: int, on_click: Callable[[], object]) -> None:
        """A figure that opens its list."""
        go = button(number(count), on_click, kind="quiet")
        go.setAccessibleName(f"{words}: {number(count)}")
        go.setEnabled(count > 0)
        line = row(label(words), None, go, gap=tokens.S2)
        self.body.addLayout(line)


def _said(code: str, params: dict[str, Any]) -> tuple[str, str, str]:
    """A notice as a remark: sentence, tone, hint."""
    sentence, hint = message(UserError(code, **params))
    return sentence, "warn", hint
