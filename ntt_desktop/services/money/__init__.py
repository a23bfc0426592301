"""Months and rupiah: billed, paid, owed, missed; and the time between two budgets."""
