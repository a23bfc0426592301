"""NTT Desktop: offline registration of informal workers, subsidy slots, and sync by Excel file."""

__version__ = "0.1.0"
