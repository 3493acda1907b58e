"""Scanned pages: their pictures, read by rapidocr."""
