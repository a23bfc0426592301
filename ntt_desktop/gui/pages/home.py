"""Beranda: what needs attention, the figures of this store, each opening its list, and how far capacity is used."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import WITA, ago, day, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.balance import Amounts, BalanceStrip
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Figure
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.notices import Notice, NoticeList
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.overview import Overview, overview

BACKUP_DAYS = 7
"""A backup older than this is worth a notice."""


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
        {"worker", "finding", "verification", "slot", "programme", "block", "release", "import", "package", "backup"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Home"))
        node = session.ctx.store.node
        region = session.ctx.reference.regions.label(node.region)
        self.header.set_subtitle(f"{region} · {day(session.ctx.clock().astimezone(WITA).date().isoformat())}")
        self.steps = FirstSteps(session)
        self.steps.hide()
        self._notices = NoticeList(tr("Needs attention"))
        self.figures = TileGrid(least=170, most=6)
        self._tiles = {
            "people": self._tile(tr("People"), "users", "workers", tab="all"),
            "evidence": self._tile(tr("To verify"), "triangle-alert", "workers", tab="needs_evidence"),
            "incomplete": self._tile(tr("Incomplete"), "circle-help", "workers", tab="incomplete"),
            "waiting": self._tile(tr("No slot yet"), "hourglass", "workers", tab="without_slot"),
            "seated": self._tile(tr("With a slot"), "badge-check", "quota", tab="slots"),
            "ended": self._tile(tr("Ended"), "minus", "workers", tab="ended"),
        }
        self.figures.add(*self._tiles.values())
        self._capacity = Card(
            tr("Slots in person-months and rupiah"),
            aside=button(tr("Open Slots"), lambda: session.open("quota"), kind="quiet", icon="arrow-right"),
        )
        self._balance = BalanceStrip()
        self._capacity.add(self._balance)
        for part in (self.steps, self.figures, self._notices, self._capacity):
            part.hide()
            self.body.addWidget(part)
        self.body.setSpacing(tokens.S4)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def refresh(self) -> None:
        self.session.tasks.read(overview, owner=self, key="home", done=self.show_overview)

    def show_overview(self, found: Overview) -> None:
        """Show these figures."""
        self.steps.setVisible(found.is_empty)
        self.figures.setVisible(not found.is_empty)
        self._capacity.setVisible(found.programmes > 0)
        for key, tile in self._tiles.items():
            count = getattr(found, key)
            tone = "warn" if key in ("evidence", "incomplete") and count else ""
            tile.set_value(number(count), self._caption(key, found), tone)
        self._notices.show_notices(self._what_waits(found))
        self._notices.setVisible(not found.is_empty)
        self._balance.set_amounts(Amounts.of(found.balances))

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

    def _what_waits(self, found: Overview) -> list[Notice]:
        go = self.session.open
        notices: list[Notice] = []
        if found.cases:
            act = (tr("Decide"), lambda: go("decisions")) if self.session.role == "supervisor" else None
            notices.append(
                Notice(
                    "scale",
                    tr("{count} cases wait for a decision", count=number(found.cases)),
                    tr("Two values, or two records, where only one can be right."),
                    "warn",
                    act,
                )
            )
        if found.with_gaps:
            notices.append(
                Notice(
                    "inbox",
                    tr("{count} of {all} senders have packages missing", count=found.with_gaps, all=found.senders),
                    tr("Their next package brings what was in them."),
                    "warn",
                    (tr("To Receiving"), lambda: go("receiving")),
                )
            )
        elif found.senders and self.session.role == "supervisor":
            notices.append(
                Notice(
                    "inbox",
                    tr("{count} senders, nothing missing", count=number(found.senders)),
                    "",
                    "good",
                    (tr("To Receiving"), lambda: go("receiving")),
                )
            )
        if found.evidence:
            notices.append(
                Notice(
                    "triangle-alert",
                    tr("{count} people must be verified before they can have a slot", count=number(found.evidence)),
                    tr("Look at KTP and KK, then settle the finding on the person."),
                    "warn",
                    (tr("Show them"), lambda: go("workers", tab="needs_evidence")),
                )
            )
        if found.incomplete:
            notices.append(
                Notice(
                    "circle-help",
                    tr("{count} people without a readable NIK", count=number(found.incomplete)),
                    tr("They are kept apart and are not sent until the NIK is known."),
                    "warn",
                    (tr("Complete them"), lambda: go("workers", tab="incomplete")),
                )
            )
        if found.unpacked and self.session.ctx.store.node.role == "petugas":
            notices.append(
                Notice(
                    "send",
                    tr("{count} people with changes that are in no package yet", count=number(found.unpacked)),
                    "",
                    "info",
                    (tr("Make a package"), lambda: go("sync")),
                )
            )
        notices.append(self._backup(found.last_backup))
        return notices

    def _backup(self, last: str | None) -> Notice:
        act = (tr("Back up now"), lambda: self.session.open("settings", section="backup"))
        if not last:
            return Notice(
                "hard-drive",
                tr("There is no backup of this computer yet"),
                tr("Keep one on a USB stick, away from the laptop."),
                "warn",
                act,
            )
        age = max(0.0, (self.session.ctx.clock() - datetime.fromisoformat(last)).total_seconds())
        old = age > BACKUP_DAYS * 86400
        return Notice("hard-drive", tr("Last backup: {ago}", ago=ago(age)), "", "warn" if old else "good", act)
