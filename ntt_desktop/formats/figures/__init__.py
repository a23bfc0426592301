"""Plots and the tile map, made once as SVG: shown in the window, placed in PDFs, written by the command line.

Every figure is a function ``(title, values, ink) -> str``. No meaning by colour alone: every mark has its value written
beside or inside it. Texts come in finished, in the screen's language; figures only lay them out.
"""
