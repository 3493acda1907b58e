"""Answers to take away: as text with references, as Markdown, and as Word and PDF files with footnotes."""
