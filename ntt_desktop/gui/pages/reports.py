"""Laporan: choose a report, see its real pages, save it as PDF or workbook."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.gui.dialogs.letterhead import LetterheadDialog
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.files import choose_target, desk_folder, open_file
from ntt_desktop.gui.widgets.layout import column, holder, row, scrolling
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.page_preview import PagePreview
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import reports
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.letterhead import Letterhead
from ntt_desktop.services.reports import REPORTS, Asked, Made

if TYPE_CHECKING:
    from ntt_desktop.store.capacity.programmes import Ledger

_FORM = 286
_OFFERED = 12


class ReportsPage(Page):
    """What is asked for at the left, the pages at the right."""

    concerns = frozenset({"programme"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Reports"), scroll=False)
        self._made: Made | None = None
        self._paper_chosen = False
        self.header.set_subtitle(tr("Choose report, region and period, then look at it."))
        self.show_button = button(tr("Show"), self.make, kind="primary", icon="eye", shortcut="F5")
        self.header.add_action(button(tr("Set letterhead"), self._letterhead, icon="stamp"))
        self.header.add_action(self.show_button)
        self.progress = ProgressPanel()
        self.preview = PagePreview(session)
        self.nothing = EmptyState("printer", tr("Choose report, region and period, then look at it."))
        sides = row(self._form(), self.preview, self.nothing, gap=tokens.S3)
        sides.setStretch(1, 1)
        sides.setStretch(2, 1)
        self.body.addWidget(self.progress)
        self.body.addLayout(sides, 1)
        self.pdf = button(tr("Save PDF"), lambda: self._ask("pdf"), icon="printer", shortcut="Ctrl+S")
        self.xlsx = button(tr("Save Excel"), lambda: self._ask("xlsx"), icon="file-spreadsheet", shortcut="Ctrl+E")
        self._said = label("", "muted")
        self.foot(self._said, None, self.pdf, self.xlsx)
        self._choose()

    def refresh(self) -> None:
        self.session.tasks.read(ledger.balance, owner=self, key="programmes", done=self._programmes)
        self.session.tasks.read(letterhead.load, owner=self, key="letterhead", done=self._show_signer)

    def arrive(self, report: str = "", **_given: Any) -> None:
        """Show ``report`` at once when it is named."""
        if report:
            self.which.set_value(reports.find(report).name)
            self._choose()
            self.make()

    # -- what is asked ------------------------------------------------------------------------------------------

    def _form(self) -> QWidget:
        session = self.session
        this = Month.of(session.ctx.today)
        self.which = Choice([(one.name, tr(one.title)) for one in REPORTS], name=tr("Which report"))
        self.about = label("", "caption", wrap=True)
        regions = session.ctx.reference.regions
        self.region = RegionPicker.of_every_level(regions, name=tr("Region"), area=session.ctx.store.node.region)
        self.region.set_code(str(session.ctx.store.node.region))
        span = (Month(this.year - 2, 1), Month(this.year + 1, 12))
        self.first = MonthChoice(*span, name=tr("From month"), chosen=Month(this.year, 1))
        self.last = MonthChoice(*span, name=tr("Last month"), chosen=Month(this.year, 12))
        self.programme = Choice(name=tr("Programme"))
        self._people = WorkerList(session.ctx)
        self.person = SearchPicker(None, name=tr("Only one person"), placeholder=tr("Name, NIK or its last digits"))
        self.person.asked.connect(self._look_up)
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"))
        self.paper.picked.connect(lambda _value: setattr(self, "_paper_chosen", True))
        self._rows = {
            "region": FieldRow(tr("Region"), self.region),
            "period": holder(
                row(FieldRow(tr("From month"), self.first), FieldRow(tr("Last month"), self.last), gap=tokens.S2)
            ),
            "programme": FieldRow(tr("Programme"), self.programme),
            "person": FieldRow(tr("Only one person"), self.person, optional=tr("everybody if empty")),
        }
        for picker in (self.which, self.first, self.last, self.programme, self.paper):
            picker.picked.connect(lambda _value: self._choose())
        self.region.picked.connect(lambda _key: self._choose())
        self.person.picked.connect(lambda _key: self._choose())
        self.signer = {name: text_field(limit=letterhead.LONGEST) for name in ("title", "name", "number")}
        for field in self.signer.values():
            field.textEdited.connect(lambda _text: self._choose())
        items = (FieldRow(tr("Which report"), self.which), self.about, *self._rows.values())
        signed = (
            FieldRow(tr("Signer's office"), self.signer["title"]),
            FieldRow(tr("Signer's name"), self.signer["name"]),
            FieldRow(tr("NIP"), self.signer["number"], optional=tr("if any")),
        )
        hint = label(tr("Who signs this report. Left empty, it is who is set for the office."), "caption", wrap=True)
        area = scrolling(column(*items, FieldRow(tr("Paper"), self.paper), hint, *signed, gap=tokens.S2))
        area.setFixedWidth(_FORM)
        return area

    def _show_signer(self, found: Letterhead) -> None:
        for name, field in self.signer.items():
            field.setPlaceholderText(getattr(found, name))
        if not self._paper_chosen:
            self.paper.set_value(found.paper)

    def _programmes(self, found: "list[Ledger]") -> None:
        options = [(one.programme.code, f"{one.programme.code} · {one.programme.name}") for one in found]
        self.programme.set_options(options)

    def _look_up(self, text: str) -> None:
        query = WorkerQuery(text=text, complete=None)
        regions = self.session.ctx.reference.regions
        self.session.tasks.read(
            lambda _ctx: self._people.rows(self._people.keys(query)[:_OFFERED]),
            owner=self,
            key="who",
            done=lambda rows: self.person.offer(
                [Option(one["id"], one["full_name"] or "", regions.label(one["village_code"] or "")) for one in rows]
            ),
        )

    def _choose(self) -> None:
        """Something else is asked for: what is in sight is not that any more."""
        report = reports.find(str(self.which.value()))
        self.about.setText(tr(report.about))
        for name, widget in self._rows.items():
            widget.setVisible(name in report.takes)
        self._made = None
        self._show_made()

    @property
    def asked(self) -> Asked:
        """What the form says."""
        takes = reports.find(str(self.which.value())).takes
        has = takes.__contains__
        return Asked(
            region=self.region.key if has("region") else "",
            first=Month.parse(str(self.first.value())) if has("period") else None,
            last=Month.parse(str(self.last.value())) if has("period") else None,
            programme=str(self.programme.value() or "") if has("programme") else "",
            person=self.person.key if has("person") else "",
            paper="F4" if self.paper.value() == "F4" else "A4",
            title=self.signer["title"].text().strip(),
            name=self.signer["name"].text().strip(),
            number=self.signer["number"].text().strip(),
        )

    # -- making and saving --------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the report and show its first page."""
        self.show_button.setEnabled(False)
        job = self.session.tasks.read(
            reports.make,
            str(self.which.value()),
            self.asked,
            owner=self,
            key="report",
            done=self._ready,
            failed=self._failed,
        )
        job.finished.connect(lambda: self.show_button.setEnabled(True))
        self.progress.follow(job, tr("Making the report"))

    def _ready(self, made: Made) -> None:
        self._made = made
        self._show_made()
        self.banner.hide()

    def _show_made(self) -> None:
        made = self._made
        self.pdf.setEnabled(made is not None)
        self.preview.setVisible(made is not None)
        self.nothing.setVisible(made is None)
        self.preview.show_pdf(made.pdf if made else b"")
        self._said.setText(tr("What you see here is printed exactly so.") if made else "")

    def _failed(self, error: BaseException) -> bool:
        if isinstance(error, UserError):
            self.session.messages.error(error, self)
            return True
        return False

    def _ask(self, kind: str) -> None:
        stem = self._made.stem if self._made else reports.find(str(self.which.value())).also
        if target := choose_target(self, tr("Save the report"), desk_folder(tr("Reports")) / f"{stem}.{kind}"):
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the report to ``target``, which the file dialog has asked about."""
        job = self.session.tasks.read(
            write,
            self._made,
            str(self.which.value()),
            self.asked,
            target,
            owner=self,
            done=lambda _path: self._written(target),
            failed=self._failed,
        )
        self.progress.follow(job, tr("Making the report"))

    def _written(self, target: Path) -> None:
        action = (tr("Open"), lambda: open_file(target))
        self.show_banner(tr("The report is written: {file}", file=target.name), str(target.parent), "good", action)
        self.session.bus.announce(frozenset({"written_file"}))

    def _letterhead(self) -> None:
        modal(LetterheadDialog(self.session, self.window(), self._letterhead_saved))

    def _letterhead_saved(self) -> None:
        self.refresh()
        self._choose()


def write(ctx: Context, made: Made | None, name: str, asked: Asked, target: Path, progress: Any) -> Path:
    """Write what was shown, or make it for the file when nothing was."""
    if made is not None:
        reports.save(ctx, made, target, overwrite=True)
    else:
        reports.write(ctx, name, target, asked, overwrite=True, progress=progress)
    return target
