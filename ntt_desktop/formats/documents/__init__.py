"""Documents on paper and as workbooks: letters, lists and reports out of the same parts.

A document is a sequence of parts (`ntt_desktop.formats.documents.parts`) that say what stands there; `pdf` sets them on
A4 or F4 with letterhead, page numbers and signature, `workbook` writes the tables among them for Excel. So a figure on
paper and in the workbook cannot differ.
"""
