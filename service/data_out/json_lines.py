"""JSON Lines: one object a line, UTF-8."""

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np

from service.data_out.tables import Filled

ENDING = ".jsonl"
# float32 has about seven digits: more would be noise.
_DECIMALS = 7
# JSON lets these stand, and many readers take them for the end of a line.
_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def write_json_lines(filled: Filled, path: Path) -> int:
    """Write a table and return how many rows it has."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in filled.rows:
            line = json.dumps(row, ensure_ascii=False, default=_plain, separators=(",", ":"))
            file.write(f"{line.translate(_BREAKS)}\n")
            number += 1
    return number


def _plain(value: object) -> Any:
    if isinstance(value, np.ndarray):
        return np.round(value.astype(np.float64), _DECIMALS).tolist()
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
