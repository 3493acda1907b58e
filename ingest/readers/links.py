"""Which addresses are kept as links: those that a reader of the paper could open."""

import re

_ADDRESS = re.compile(r"^(?:https?://|mailto:|ftp://)[^\s<>\"]{3,}$", re.I)
_LONGEST = 2000  # characters


def web_address(address: str | None) -> str | None:
    """Return ``address`` where it is one of the web or of mail; None for anchors, files and scripts."""
    address = (address or "").strip()
    return address if len(address) <= _LONGEST and _ADDRESS.match(address) else None
