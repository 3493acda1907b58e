"""PDF files: PDFium's characters and rules, laid out by us."""
