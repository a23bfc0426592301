"""Figures of the first page, of coverage, targets and uptake, and their plots."""
