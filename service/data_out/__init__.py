"""Data out: papers, passages, vectors and records as files that others can build on."""
