"""Spreadsheets and comma-separated files."""
