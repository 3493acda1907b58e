"""Agenda packs: the papers inside one file, and what of it is closed to the public."""
