"""From the passages that were found to an answer whose every claim is cited."""
