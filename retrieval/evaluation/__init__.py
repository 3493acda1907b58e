"""How good the answers are: predictions over question sets, made through the very function that serves."""
