"""Small helpers over PDF objects and coordinates, where any file may hold anything anywhere."""

import math
from typing import Any

from pypdf.generic import DictionaryObject

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies ``m`` and then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def turn(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return the point as it stands once the page is turned so that text at ``angle`` degrees is level."""
    match angle:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
        case _:
            return x, y


def numbers(operands: Any, count: int) -> list[float] | None:
    """Return the last ``count`` operands as floats, or None where they are not numbers."""
    if not isinstance(operands, list) or len(operands) < count:
        return None
    try:
        found = [float(operand) for operand in operands[-count:]]
    except (TypeError, ValueError):
        return None
    return found if all(map(math.isfinite, found)) else None


def dictionary(value: Any) -> DictionaryObject:
    """Return what ``value`` refers to where that is a dictionary, else an empty one."""
    value = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
