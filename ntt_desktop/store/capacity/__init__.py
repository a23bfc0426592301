"""Programmes, blocks and seats: what of capacity is in force."""
