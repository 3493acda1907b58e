"""Meetings, what they resolved, and what they were asked to resolve."""
