"""PDFium's functions that are asked of every character and object of a page, without what makes a call slow.

pypdfium2 declares the type of each argument; checking one, and making an object of a pointer that comes back,
takes several times as long as the function itself. Here nothing is declared, so nothing is checked: pointers
are handed over as ``reference`` and ``ctypes.byref`` make them, or as a ``c_void_p``, and come back as
addresses (None for none); a plain integer is a C int. What is pointed to must be kept as long as it is used.

A call keeps Python's other threads waiting: each takes less time than letting them run in between.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium


def _quick(function: Any, result: Any) -> Any:
    """Return ``function``, which returns a ``result``, with its arguments undeclared."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


# Of a text page and a character's index.
code_at = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = _quick(pdfium.FPDFText_IsGenerated, ctypes.c_int)
size_at = _quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
# The text object that shows a character.
object_at = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
# Write to an FS_RECTF, to two doubles, and to an FS_MATRIX; false when the character has none.
box_at = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
origin_at = _quick(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
matrix_at = _quick(pdfium.FPDFText_GetMatrix, ctypes.c_int)

# Of a page, and of a form (the index a c_ulong): an object.
object_of_page = _quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
object_of_form = _quick(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p)

# Of an object; its matrix is written to an FS_MATRIX.
type_of = _quick(pdfium.FPDFPageObj_GetType, ctypes.c_int)
matrix_of = _quick(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int)
mcid_of = _quick(pdfium.FPDFPageObj_GetMarkedContentID, ctypes.c_int)
count_marks = _quick(pdfium.FPDFPageObj_CountMarks, ctypes.c_int)
# The index is a c_ulong.
mark_of = _quick(pdfium.FPDFPageObj_GetMark, ctypes.c_void_p)
# Of a mark: writes its name in UTF-16 to a buffer of a size (c_ulong), and that of the name to a c_ulong.
mark_name = _quick(pdfium.FPDFPageObjMark_GetName, ctypes.c_int)

# Of a text object.
font_of = _quick(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
render_mode_of = _quick(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)

# Of a path: the mode is written to two ints, the colour to four unsigned ints.
draw_mode_of = _quick(pdfium.FPDFPath_GetDrawMode, ctypes.c_int)
fill_colour_of = _quick(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int)
count_segments = _quick(pdfium.FPDFPath_CountSegments, ctypes.c_int)
segment_of = _quick(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p)

# Of a segment of a path: its point is written to two floats.
segment_type_of = _quick(pdfium.FPDFPathSegment_GetType, ctypes.c_int)
point_of = _quick(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int)
closes = _quick(pdfium.FPDFPathSegment_GetClose, ctypes.c_int)


def reference(pointer: Any) -> Any:
    """Return ``pointer``, one of pypdfium2's, as these functions take it."""
    return ctypes.byref(pointer.contents)
