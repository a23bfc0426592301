"""Beranda's plots and map: one in sight at a time, its regions opened by click or key, saved as PNG or SVG."""

from pathlib import Path

from ntt_desktop.formats.figures.ink import NIGHT, PAPER, Ink
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.figure import FigureView, png
from ntt_desktop.gui.widgets.files import choose_target, desk_folder
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import plots
from ntt_desktop.services.figures.overview import Overview
from ntt_desktop.services.figures.plots import Spot
from ntt_desktop.services.money.ledger import NO_REGENCY
from ntt_desktop.store.files import write_atomic


def draw(ctx: Context, name: str, found: Overview, ink: Ink, region: str = "") -> tuple[str, str, list[Spot]]:
    """A figure for the window: its name, SVG, and the parts that lead to a region; ``region``: of the trend."""
    if name == "trend" and region:
        return name, plots.regency_trend(ctx, region, found, ink), []
    return name, plots.figure(ctx, name, found, ink), plots.spots(ctx, name, found)


def save(target: Path, svg: str) -> Path:
    """Write a figure as its file's ending says; runs beside the window's thread. Raises `StoreError` for the disk."""
    write_atomic(target, svg.encode() if target.suffix.lower() == ".svg" else png(svg))
    return target


class FiguresCard(Card):
    """Draws the chosen figure from the figures that the page has read, on the readers' threads."""

    def __init__(self, page: Page, session: Session) -> None:
        self.save_button = button(tr("Save picture"), self._ask, kind="quiet", icon="file-down")
        super().__init__(tr("Plots and map"), aside=self.save_button)
        self._page, self._session = page, session
        self._found = Overview()
        single = len(session.ctx.store.node.region) >= 5
        named = [
            ("map-coverage", tr("Map: coverage")),
            ("map-uptake", tr("Map: uptake")),
            ("coverage", tr("Coverage")),
            ("uptake", tr("Uptake")),
            ("trend", tr("Trend")),
            ("months", tr("Person-months")),
            ("money", tr("Money")),
        ]
        self.tabs = ChipTabs(tuple(named[2:] if single else named), tr("Plots and map"))
        self.tabs.chosen.connect(lambda _key: self._draw())
        regions = session.ctx.reference.regions
        parts = [] if single else [(one.code, one.title) for one in regions.children(session.ctx.store.node.region)]
        self.region = Choice([("", tr("The whole area")), *parts], name=tr("Trend of"), width=220)
        self.region.picked.connect(lambda _value: self._draw())
        self.region.hide()
        self.view = FigureView()
        self.view.opened.connect(self._open)
        self.add(self.tabs, row(self.region, None), self.view)
        self.body.setSpacing(tokens.S3)
        theme().changed.connect(self._draw)

    def show_overview(self, found: Overview) -> None:
        """Draw these figures."""
        self._found = found
        self._draw()

    def _draw(self) -> None:
        if self._found.coverage is None:
            return
        ink = NIGHT if theme().colors.dark else PAPER
        tasks = self._session.tasks
        self.region.setVisible(self.tabs.current == "trend" and self.region.count() > 1)
        chosen = str(self.region.value() or "")
        tasks.read(draw, self.tabs.current, self._found, ink, chosen, owner=self, key="draw", done=self._show)

    def _show(self, drawn: tuple[str, str, list[Spot]]) -> None:
        _, svg, spots = drawn
        self.view.show_figure(svg, spots)
        self.updateGeometry()

    def _open(self, region: str) -> None:
        if self.tabs.current.endswith("uptake"):
            if self._session.role == "supervisor":
                self._session.open("ledger", tab="people", holder=region or NO_REGENCY)
            else:
                self._session.open("quota")
        else:
            self._session.open("workers", figure="covered", area=region)

    def _ask(self) -> None:
        if not self.view.svg:
            return
        start = desk_folder(tr("Figures")) / f"{self.tabs.current}-{self._session.ctx.today.isoformat()}.png"
        if target := choose_target(self, tr("Save picture"), start, "PNG (*.png);;SVG (*.svg)"):
            self.save(target)

    def save(self, target: Path) -> None:
        """Write the figure in sight as for paper, whatever the theme is."""

        def write(svg: tuple[str, str, list[Spot]]) -> None:
            self._session.tasks.run(save, target, svg[1], owner=self, done=self._saved)

        chosen = str(self.region.value() or "")
        self._session.tasks.read(
            draw, self.tabs.current, self._found, PAPER, chosen, owner=self, key="save", done=write
        )

    def _saved(self, path: Path) -> None:
        from ntt_desktop.gui.widgets.files import open_folder

        act = (tr("Open folder"), lambda: open_folder(path))
        self._page.show_banner(tr("Saved: {file}", file=path.name), "", "good", act)
        self._page.reveal(self._page.banner)
