"""The figures of coverage: workers of a region, active elsewhere, target; typed, or taken from a small sheet."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import DASH, day, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.figures import coverage, targets
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.numbers import percent


class TargetsDialog(Dialog):
    """What is known stands above; the fields below enter or replace the figures of one region."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        about = tr("Coverage is the people covered here and active elsewhere, of all workers who can be protected.")
        super().__init__(parent, tr("Targets of coverage"), about, width=820)
        self._session = session
        regions = session.ctx.reference.regions
        area = coverage.area_of(session.ctx)
        codes = [area] if len(area) == 5 else [area, *coverage.regencies(session.ctx)]
        self.model = ListModel(_columns(session))
        self.table = DataTable(self.model, name=tr("Known figures"), compact=True)
        self.table.setMinimumHeight(150)
        self.table.current.connect(self._fill)
        self.body.addWidget(self.table, 1)
        self.region = Choice([(code, regions.get(code).title) for code in codes], name=tr("Region"))
        self.year = NumberField(name=tr("Year"), most=9999)
        self.year.setText(str(session.ctx.today.year))
        self.eligible = NumberField(most=targets.MOST)
        self.elsewhere = NumberField(most=targets.MOST)
        self.share = text_field("60", limit=8)
        self.dated = DateField(today=session.ctx.today)
        self.dated.set_value(date(session.ctx.today.year, 1, 1).isoformat())
        self.source = text_field("BPS, BPJS Ketenagakerjaan", limit=120)
        self._rows = {
            "region": FieldRow(tr("Region"), self.region),
            "year": FieldRow(tr("Year"), self.year),
            "dated_on": FieldRow(tr("Figures of"), self.dated),
            "eligible": FieldRow(tr("Workers who can be protected"), self.eligible),
            "elsewhere": FieldRow(tr("Active elsewhere"), self.elsewhere, hint=tr("As BPJS says; 0 if nobody.")),
            "permille": FieldRow(tr("Target in percent"), self.share),
            "source": FieldRow(tr("Source"), self.source),
        }
        self._line("region", "year", "dated_on", shares=(3, 1, 2))
        self._line("eligible", "elsewhere", "permille", shares=(1, 1, 1))
        self.body.addWidget(self._rows["source"])
        take = button(tr("Take from a sheet"), self._take, icon="file-spreadsheet")
        self.accept_button = self.buttons(tr("Save figures"), self._save, aside=take)
        self._read()

    def _line(self, *names: str, shares: tuple[int, ...]) -> None:
        made = row(*(self._rows[name] for name in names), gap=tokens.S3)
        for at, share in enumerate(shares):
            made.setStretch(at, share)
        self.body.addLayout(made)

    def _read(self) -> None:
        self._session.tasks.read(targets.listing, owner=self, key="list", done=self._show)

    def _show(self, known: list[Target]) -> None:
        self.model.set_rows([{"id": one.id, "target": one} for one in known])

    def _fill(self, found: Row | None) -> None:
        """The figures of the line that was chosen, to be replaced or followed."""
        if found is None:
            return
        one: Target = found["target"]
        self.region.set_value(one.region)
        self.year.setText(str(one.year))
        self.eligible.set_value(one.eligible)
        self.elsewhere.setText("" if one.active_elsewhere is None else number(one.active_elsewhere))
        self.share.setText("" if one.permille is None else percent(one.permille).removesuffix(" %"))
        self.dated.set_value(one.dated_on.isoformat())
        self.source.setText(one.source)

    def _save(self) -> None:
        for shown in self._rows.values():
            shown.set_remarks(())
        dated = self.dated.value()
        if not dated:
            self._rows["dated_on"].set_remarks((Remark(tr("Type the date as day/month/year."), "bad"),))
            return
        try:
            share = targets.permille_of(self.share.text()) if self.share.text().strip() else None
        except AppError as error:
            self._refused(error)
            return
        digits = "".join(letter for letter in self.year.text() if letter.isdigit())
        target = Target(
            str(self.region.value()),
            int(digits or 0),
            self.eligible.value,
            self.elsewhere.value if self.elsewhere.text().strip() else None,
            share,
            date.fromisoformat(dated),
            self.source.text().strip(),
        )
        self.accept_button.setEnabled(False)
        self._session.tasks.write(
            targets.set_target, target, owner=self, done=self._saved, failed=lambda error: self._failed(error)
        )

    def _saved(self, target: Target) -> None:
        self.accept_button.setEnabled(True)
        name = self._session.ctx.reference.regions.get(target.region).title
        self.banner.say(tr("Saved: {file}", file=name), "", "good")
        self._read()
        self.eligible.setFocus()

    def _failed(self, error: BaseException) -> object:
        self.accept_button.setEnabled(True)
        return self._refused(error) if isinstance(error, AppError) else False

    def _refused(self, error: AppError) -> object:
        """The sentence beside its field."""
        field = {
            "target_share": "permille",
            "date_in_future": "dated_on",
            "target_outside": "region",
        }.get(error.code, error.code.removeprefix("target_"))
        if field not in self._rows:
            self._session.messages.error(error, self)
            return None
        self._rows[field].set_remarks((Remark(" ".join(message(error)), "bad"),))
        self._rows[field].editor.setFocus()
        return None

    def _take(self) -> None:
        kinds = "Excel, CSV (*.xlsx *.xls *.ods *.csv)"
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Take from a sheet"), str(Path.home()), kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Take a sheet in for the year and day that stand in the fields."""
        dated = self.dated.value() or self._session.ctx.today.isoformat()
        on = date.fromisoformat(dated)
        self._session.tasks.write(
            targets.from_sheet, path, year=on.year, dated_on=on, owner=self, done=self._taken, failed=self._not_taken
        )

    def _taken(self, count: int) -> None:
        self.banner.say(tr("Figures of {count} regions stored.", count=count), "", "good")
        self._read()

    def _not_taken(self, error: BaseException) -> object:
        if not isinstance(error, AppError):
            return False
        happened, todo = message(error)
        self.banner.say(happened, todo, "bad")
        return None


def _columns(session: Session) -> tuple[Column, ...]:
    regions = session.ctx.reference.regions

    def name(row: Row) -> str:
        region = regions.find(row["target"].region)
        return region.title if region else str(row["target"].region)

    return (
        Column("region", tr("Region"), 150, stretch=True, value=name),
        Column("year", tr("Year"), 60, value=lambda row: str(row["target"].year)),
        Column("dated", tr("Figures of"), 128, value=lambda row: day(row["target"].dated_on.isoformat())),
        Column("eligible", tr("Workers"), 100, "number", value=lambda row: row["target"].eligible),
        Column("elsewhere", tr("Active elsewhere"), 172, value=lambda row: _or_dash(row["target"].active_elsewhere)),
        Column("share", tr("Target"), 80, value=lambda row: percent(row["target"].permille)),
    )


def _or_dash(value: int | None) -> str:
    return DASH if value is None else number(value)
