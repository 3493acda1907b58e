"""Tables of PDFs: ruled, tagged, or told by the white between their columns."""
