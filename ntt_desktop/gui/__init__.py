"""The windows. The only importer of PySide6."""

from ntt_desktop.gui import quick_imports

quick_imports.begin()
