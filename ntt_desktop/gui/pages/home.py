"""Beranda: what needs attention, the figures of this store, each opening its list, and how far capacity is used."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.pages import home_words
from ntt_desktop.gui.pages.home_attention import what_waits
from ntt_desktop.gui.pages.home_figures import FiguresCard
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import WITA, day, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.balance import Amounts, BalanceStrip
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Figure
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.notices import NoticeList
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.figures.overview import Overview, overview
from ntt_desktop.services.money import bridging
from ntt_desktop.services.money.bridging import Summary
from ntt_desktop.wording.numbers import percent


class FirstSteps(Card):
    """What to do with an empty store: numbered steps, each with its button."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Three steps to begin"), hint=tr("Nothing has been entered on this computer yet."))
        steps = [
            (
                "file-down",
                tr("Take in a village's list"),
                tr("Any spreadsheet with names and NIKs. You see every row before it is stored."),
                tr("Choose a file"),
                lambda: session.open("imports"),
            ),
            (
                "user-plus",
                tr("Register people one by one"),
                tr("In the village hall: NIK, name, village, occupation. Less than a minute each."),
                tr("Register a person"),
                lambda: session.open("register"),
            ),
            (
                "send",
                tr("Introduce this laptop"),
                tr("The first package makes it known to the kabupaten or the province, which sends slots back."),
                tr("To Send & Receive"),
                lambda: session.open("sync"),
            ),
        ]
        if session.role == "supervisor":
            steps[0], steps[2] = (
                (
                    "layout-grid",
                    tr("Create a programme"),
                    tr("Who pays, how many people, how many months. The program computes the rupiah."),
                    tr("New programme"),
                    lambda: session.open("programmes", new=True),
                ),
                (
                    "inbox",
                    tr("Receive packages"),
                    tr("Drop the files that laptops and kabupaten send. The program says what was in them."),
                    tr("To Receiving"),
                    lambda: session.open("receiving"),
                ),
            )
        grid = TileGrid(least=220, most=3)
        for at, (icon, title, hint, words, act) in enumerate(steps):
            step = Card()
            picture = QLabel()
            icons.set_icon(picture, icon, "accent", 26)
            go = button(words, act, kind="primary" if at == 0 else "plain")
            step.add(row(picture, None), label(f"{at + 1}. {title}", "section", wrap=True))
            step.add(label(hint, "muted", wrap=True))
            step.body.addStretch(1)
            step.add(row(go, None))
            grid.add(step)
        self.add(grid)


class HomePage(Page):
    """The first page."""

    concerns = frozenset(
        {
            *("worker", "finding", "verification", "slot", "programme", "block", "release", "import", "package"),
            *("bill", "payment", "enrolment", "handover", "claim", "event", "decree", "cover", "bridge", "target"),
            *("backup", "notice"),
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Home"))
        self._found: Overview | None = None
        self._bridging: Summary | None = None
        if session.role == "supervisor":
            self.header.add_action(button(tr("Targets of coverage"), self._targets, icon="pencil"))
        node = session.ctx.store.node
        region = session.ctx.reference.regions.label(node.region)
        self.header.set_subtitle(f"{region} · {day(session.ctx.clock().astimezone(WITA).date().isoformat())}")
        self.steps: FirstSteps | None = None
        self._notices = NoticeList(tr("Needs attention"))
        self.figures = TileGrid(least=150, most=6)
        is_supervisor = session.role == "supervisor"
        uptake_list = {"page": "ledger", "tab": "uptake"} if is_supervisor else {"page": "quota"}
        self._tiles = {
            "people": self._tile(tr("People"), "users", "workers", figure="people"),
            "evidence": self._tile(tr("To verify"), "triangle-alert", "workers", figure="evidence"),
            "incomplete": self._tile(tr("Incomplete"), "circle-help", "workers", figure="incomplete"),
            "waiting": self._tile(tr("No slot yet"), "hourglass", "workers", figure="waiting"),
            "seated": self._tile(tr("With a slot"), "badge-check", "workers", figure="seated"),
            "covered": self._tile(tr("Covered"), "shield-check", "workers", figure="covered"),
            "uptake": self._tile(tr("Uptake"), "coins", **uptake_list),
            "coverage": self._tile(tr("Coverage (UCJ)"), "users", "workers", figure="covered"),
        }
        self.figures.add(*self._tiles.values())
        self._capacity = Card(
            tr("Slots in person-months and rupiah"),
            aside=button(tr("Open Slots"), lambda: session.open("quota"), kind="quiet", icon="arrow-right"),
        )
        self._balance = BalanceStrip()
        self._capacity.add(self._balance)
        self._plots: FiguresCard | None = None
        for part in (self.figures, self._notices, self._capacity):
            part.hide()
            self.body.addWidget(part)
        self.body.setSpacing(tokens.S4)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    @property
    def plots(self) -> FiguresCard:
        """The plots and the map; made when there is something to show, so that the first page opens at once."""
        if self._plots is None:
            self._plots = FiguresCard(self, self.session)
            self.body.addWidget(self._plots)
        return self._plots

    def refresh(self) -> None:
        self.session.tasks.read(overview, owner=self, key="home", done=self.show_overview)
        if self.session.role == "supervisor":
            self.session.tasks.read(bridging.summary, owner=self, key="bridging", done=self._show_bridging)

    def show_overview(self, found: Overview) -> None:
        """Show these figures."""
        self._found = found
        if found.is_empty and self.steps is None:
            self.steps = FirstSteps(self.session)
            self.body.insertWidget(0, self.steps)
        if self.steps is not None:
            self.steps.setVisible(found.is_empty)
        self.figures.setVisible(not found.is_empty)
        self._capacity.setVisible(found.programmes > 0)
        if self._plots is not None:
            self._plots.setVisible(not found.is_empty)
        for key, tile in self._tiles.items():
            if key in ("uptake", "coverage"):
                continue
            count = getattr(found, key)
            tone = "warn" if key in ("evidence", "incomplete") and count else ""
            tile.set_value(number(count), self._caption(key, found), tone)
        self._tiles["uptake"].set_value(percent(found.uptake.share), home_words.uptake(found))
        self._tiles["coverage"].set_value(
            percent(found.coverage.whole.permille if found.coverage else None), home_words.coverage(found)
        )
        self._show_notices()
        self._notices.setVisible(not found.is_empty)
        self._balance.set_amounts(Amounts.of(found.balances))
        if not found.is_empty:
            self.plots.show_overview(found)

    def _show_bridging(self, found: Summary | None) -> None:
        self._bridging = found
        self._show_notices()

    def _show_notices(self) -> None:
        if self._found is not None:
            self._notices.show_notices(what_waits(self.session, self._found, self._bridging))

    def _targets(self) -> None:
        from ntt_desktop.gui.dialogs.targets import TargetsDialog

        modal(TargetsDialog(self.session, self))

    def tile(self, key: str) -> Figure:
        """The tile of a figure."""
        return self._tiles[key]

    def _tile(self, name: str, icon: str, page: str, **given: str) -> Figure:
        tile = Figure(name, icon=icon).make_link()
        tile.clicked.connect(lambda: self.session.open(page, **given))
        return tile

    def _caption(self, key: str, found: Overview) -> str:
        if key == "people" or not found.people:
            return ""
        share = round(100 * getattr(found, key) / found.people)
        return tr("{share} % of everyone", share=share)
