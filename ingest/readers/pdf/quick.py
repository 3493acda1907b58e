"""PDFium's functions that are asked of every character, without what makes a call slow.

pypdfium2 describes each pointer by the type that it points to; checking one, and making an object of what
comes back, takes several times as long as the function itself. Here pointers are addresses: plain integers,
which the caller must keep valid.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def _by_address(function: Any, result: Any, *further: Any) -> Any:
    """Return ``function``, its first argument the address of a text page, its second a character's index."""
    made = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *further)
    return made(ctypes.cast(function, ctypes.c_void_p).value or 0)


code_at = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = _by_address(pdfium.FPDFText_IsGenerated, ctypes.c_int)
# The address of the text object that shows a character; None where there is none.
object_at = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
# Write to the addresses of an FS_RECTF, and of two doubles; false when the character has none.
box_at = _by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
origin_at = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def address_of(pointer: Any) -> int:
    """Return the address that ``pointer``, one of pypdfium2's, points to."""
    return ctypes.addressof(pointer.contents)
