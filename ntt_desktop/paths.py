"""Where things lie: the program's resources and a user's home folder."""

import os
import sys
from pathlib import Path


def resource(name: str) -> Path:
    """A file or folder of ``resources/``: inside the frozen program, the installed package, or the repository."""
    candidates = [Path(__file__).parent / "resources", Path(__file__).parent.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        candidates.insert(0, Path(frozen) / "ntt_desktop" / "resources")
    for root in candidates:
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"resource {name} is missing")


def default_home() -> Path:
    """The store's folder: ``NTT_DESKTOP_HOME``, or the platform's folder for a program's own data."""
    given = os.environ.get("NTT_DESKTOP_HOME")
    if given:
        return Path(given)
    import platformdirs  # only a start without a named home needs it

    return Path(platformdirs.user_data_dir("NTT Desktop", appauthor=False))
