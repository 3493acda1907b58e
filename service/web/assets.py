"""Style sheets, scripts and pictures of the pages, at addresses that change whenever one of them does.

``/static/<fingerprint>/agreed.css`` may be kept for a year by a browser: the fingerprint is that of all files
together, so a script that imports its neighbour by a relative address gets the neighbour of its own version.
``/static/agreed.css`` gives the same file, to be asked for again each time.
"""

import hashlib
import mimetypes
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"

# Some machines map .js to text/plain, which a browser told "nosniff" does not run.
mimetypes.add_type("text/javascript", ".js")


def fingerprint_of(folder: Path) -> str:
    """Return 12 hexadecimal digits that depend on the name and the bytes of every file under ``folder``."""
    whole = hashlib.sha256()
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        whole.update(file.relative_to(folder).as_posix().encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:12]


FINGERPRINT = fingerprint_of(FOLDER)


def asset(name: str) -> str:
    """Return the address of the file ``name``, such as "agreed.css", with the fingerprint in it."""
    return f"/static/{FINGERPRINT}/{name}"


def has_asset(name: str) -> bool:
    """Whether there is such a file: what GOV.UK Frontend gives is made at install, and may be missing."""
    return (FOLDER / name).is_file()


class Assets(StaticFiles):
    """The application under ``/static``."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file at ``path``, with or without a fingerprint before its name."""
        first, *rest = Path(path).parts or ("",)
        # Any fingerprint is let through: a page of the version before must not lose its looks.
        is_marked = bool(rest) and len(first) == len(FINGERPRINT) and set(first) <= set("0123456789abcdef")
        response = await super().get_response(str(Path(*rest)) if is_marked else path, scope)
        if first == FINGERPRINT and response.status_code == 200:
            response.headers["Cache-Control"] = KEPT_FOR_A_YEAR
        return response
