"""Core and command line work where PySide6 is not installed: import all of it, and run the self-test."""

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
for name in ("PySide6", "PySide6.QtCore", "shiboken6"):
    sys.modules[name] = None  # type: ignore[assignment] # how Python marks a module that must not be found

import ntt_desktop  # noqa: E402


def main() -> int:
    """The self-test's exit code, once every module outside ``gui`` was imported."""
    count = 0
    for module in pkgutil.walk_packages(ntt_desktop.__path__, "ntt_desktop."):
        if not module.name.startswith("ntt_desktop.gui"):
            importlib.import_module(module.name)
            count += 1
    print(f"without Qt: {count} modules imported")
    from ntt_desktop.__main__ import run

    with tempfile.TemporaryDirectory() as folder:
        return run(["--home", folder, "selftest"])


if __name__ == "__main__":
    sys.exit(main())
