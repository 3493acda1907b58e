"""Short forms and what papers say that they stand for."""
