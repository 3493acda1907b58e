"""How many cores this process may use: fewer than the machine has, where it is kept to some of them."""

import os


def usable_cores() -> int:
    """Return the number of cores, at least one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
