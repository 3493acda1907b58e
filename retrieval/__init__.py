"""Questions in, answers with citations out: interpreted, searched for, weighed and composed."""
