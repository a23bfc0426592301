"""The window's pages. To add one: write its module (see `ntt_desktop.gui.widgets.page`), add a line here.

A page's class is imported when it is first shown, so that the window opens quickly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ntt_desktop.i18n import mark

if TYPE_CHECKING:
    from ntt_desktop.gui.session import Session
    from ntt_desktop.gui.widgets.page import Page

BOTH = frozenset({"petugas", "supervisor"})
SUPERVISOR = frozenset({"supervisor"})


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key for ``session.open``, the rail's words (msgid) and icon, and its class as module:name."""

    key: str
    title: str
    icon: str
    source: str
    roles: frozenset[str] = BOTH
    rail: bool = True
    """False: a page reached from another one; ``below`` is the rail entry that stays marked."""
    below: str = ""
    rare: frozenset[str] = frozenset()
    """Roles that find it in the rail only while it has a count."""
    short: str = ""
    """Shorter words (msgid) for a rail in which the title and its count do not fit side by side."""

    def load(self) -> "type[Page]":
        """Import the page's class."""
        module, _, name = self.source.partition(":")
        found: type[Page] = getattr(import_module(module), name)
        return found

    def make(self, session: "Session") -> "Page":
        """Import the page's class and make the page."""
        page: Callable[[Session], Page] = self.load()
        return page(session)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", mark("Home"), "house", "ntt_desktop.gui.pages.home:HomePage"),
    PageSpec("workers", mark("Workers"), "users", "ntt_desktop.gui.pages.workers:WorkersPage"),
    PageSpec(
        "register",
        mark("Register a worker"),
        "user-plus",
        "ntt_desktop.gui.pages.register:RegisterPage",
        rail=False,
        below="workers",
    ),
    PageSpec(
        "worker", mark("Worker"), "user-round", "ntt_desktop.gui.pages.worker:WorkerPage", rail=False, below="workers"
    ),
    PageSpec("imports", mark("Import"), "file-down", "ntt_desktop.gui.pages.imports:ImportsPage"),
    PageSpec("quota", mark("Slots"), "layout-grid", "ntt_desktop.gui.pages.quota:QuotaPage"),
    PageSpec(
        "ledger",
        mark("Person-months"),
        "calendar",
        "ntt_desktop.gui.pages.ledger:LedgerPage",
        SUPERVISOR,
        rail=False,
        below="quota",
    ),
    PageSpec("sync", mark("Send & Receive"), "arrow-up-down", "ntt_desktop.gui.pages.sync:SyncPage"),
    PageSpec("claims", mark("Claims"), "heart", "ntt_desktop.gui.pages.claims:ClaimsPage", rare=BOTH),
    PageSpec("claim", mark("Claim"), "heart", "ntt_desktop.gui.pages.claim:ClaimPage", rail=False, below="claims"),
    PageSpec("programmes", mark("Programmes"), "coins", "ntt_desktop.gui.pages.programmes:ProgrammesPage", SUPERVISOR),
    PageSpec("batches", mark("Batches"), "stamp", "ntt_desktop.gui.pages.batches:BatchesPage", SUPERVISOR),
    PageSpec("bpjs", mark("BPJS"), "id-card", "ntt_desktop.gui.pages.bpjs:BpjsPage", SUPERVISOR),
    PageSpec("dues", mark("Contributions"), "receipt-text", "ntt_desktop.gui.pages.dues:DuesPage", SUPERVISOR),
    PageSpec(
        "bridging",
        mark("Bridging"),
        "hand-heart",
        "ntt_desktop.gui.pages.bridging:BridgingPage",
        rail=False,
        below="dues",
    ),
    PageSpec(
        "receiving",
        mark("Receiving"),
        "inbox",
        "ntt_desktop.gui.pages.receiving:ReceivingPage",
        SUPERVISOR,
    ),
    PageSpec(
        "decisions",
        mark("To decide"),
        "scale",
        "ntt_desktop.gui.pages.decisions:DecisionsPage",
        rare=frozenset({"petugas"}),
        short=mark("Decisions"),
    ),
    PageSpec("reports", mark("Reports"), "printer", "ntt_desktop.gui.pages.reports:ReportsPage"),
    PageSpec("settings", mark("Settings"), "settings", "ntt_desktop.gui.pages.settings:SettingsPage"),
)
"""In the rail's order."""


def pages_for(role: str) -> tuple[PageSpec, ...]:
    """The pages a role may see, in the rail's order."""
    return tuple(spec for spec in PAGES if role in spec.roles)
