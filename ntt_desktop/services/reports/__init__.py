"""Reports to governor, bupati and villages: PDF and workbook from the same document.

A report never computes a figure: every one comes from the service that the pages ask.
"""

from ntt_desktop.services.reports.catalogue import REPORTS, Report, find
from ntt_desktop.services.reports.content import Asked
from ntt_desktop.services.reports.making import Made, make, save, write

__all__ = ["REPORTS", "Asked", "Made", "Report", "find", "make", "save", "write"]
