"""An unlocked copy of a PDF that opens with an empty password, where PDFium does not see that it does."""

import logging
import warnings
from io import BytesIO
from pathlib import Path

from pypdf import PasswordType, PdfReader, PdfWriter


def unlocked(path: Path) -> bytes | None:
    """Return the file without its encryption; None where an empty password does not open it.

    pypdf knows some old schemes that PDFium refuses.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    copy = BytesIO()
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            reader = PdfReader(stream)
            if reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                return None
            PdfWriter(clone_from=reader).write(copy)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file may raise anything in pypdf; it stays locked
        return None
    return copy.getvalue()
