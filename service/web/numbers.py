"""Numbers in addresses: whoever follows a link may have changed them."""

_MOST_DIGITS = 7


def is_small_number(text: str) -> bool:
    """Whether ``text`` is a number from 0 of fewer than ten digits, and nothing else."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def screen_of(page: object) -> int:
    """Return the screen that ``page`` names, from 1; what is no number is the first."""
    text = str(page)
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return max(int(text), 1) if is_number else 1
