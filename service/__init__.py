"""The surfaces: HTTP API, web chat and command line; thin, all calling one Library."""
