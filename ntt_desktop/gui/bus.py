"""Says which kinds of record changed, so that a page refreshes only if concerned."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """One per window. `Tasks.write` announces what a service returned in ``Result.changed``."""

    changed = Signal(object)
    """A frozenset of kinds (``worker``, ``slot``, ...), or of words of the window's own (``settings``)."""

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell every page; an empty set is not told."""
        if kinds:
            self.changed.emit(kinds)
