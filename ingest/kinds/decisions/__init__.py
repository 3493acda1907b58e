"""Decisions, from notices and records of them."""
