"""Bills, payments, and how far the money of each month has come."""
