"""Building blocks of pages and dialogs. Pages import from the modules; nothing here knows a service."""
