"""Intake of a village's spreadsheet (domain section 5): pure rules, from cells to judged rows."""
