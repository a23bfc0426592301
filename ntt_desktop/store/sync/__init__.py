"""Files made and received, partners, and what waits between them."""
