"""Measures: the values of tables, with their names, periods and units."""
