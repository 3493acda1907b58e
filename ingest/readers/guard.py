"""One edge for the readers of office formats: whatever goes wrong inside becomes a PaperError."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import PaperEmpty, PaperError, PaperRefused

_LONGEST_DETAIL = 120  # characters


@contextmanager
def guarded(name: str, what: str) -> Iterator[None]:
    """Turn every error of the block into a PaperError; ``what`` names the form ("Word file")."""
    try:
        yield
    except PaperError:
        raise
    except OSError as error:
        raise PaperRefused(
            f"{name} could not be opened: {error.strerror or error}.",
            hint="Check that the file is there and may be read.",
        ) from error
    except (MemoryError, RecursionError) as error:
        raise PaperRefused(
            f"{name} needs more memory than reading a paper may take.",
            hint="It may be damaged. Split it, or save it as PDF, and add that.",
        ) from error
    except Exception as error:  # a damaged file may raise anything
        raise damaged(name, what, error) from error


def damaged(name: str, what: str, why: object) -> PaperRefused:
    """Return the refusal of a file that is not whole, or not what its form demands."""
    detail = re.sub(r"\s+", " ", str(why)).strip()[:_LONGEST_DETAIL].rstrip(".") or type(why).__name__
    return PaperRefused(
        f"{name} is damaged and cannot be read as a {what} ({detail}).",
        hint="It may have been cut short while it was copied. Fetch it again, or save it anew.",
    )


def no_text(name: str, holds: str = "") -> PaperEmpty:
    """Return the error for a sound file without words; ``holds`` says what it holds ("pictures")."""
    but = f": it holds only {holds}" if holds else ""
    return PaperEmpty(f"{name} holds no text{but}.", hint="Check that it was saved and copied whole.")
