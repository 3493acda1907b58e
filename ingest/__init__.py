"""Papers in, whole documents out: read, recognised, cut into passages, embedded and stored."""
