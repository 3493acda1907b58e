"""Zip packages (Word, Excel, OpenDocument): opened only when they cannot burst.

A package of 700 KB may inflate to gigabytes. Its directory tells the sizes before anything is
inflated, and ``zipfile`` never gives more of a member than the directory tells, so the sizes are
checked once, here, and no member is read that breaks them.
"""

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ingest.errors import PaperNeedsPassword, PaperRefused
from ingest.readers.guard import damaged

MOST_MEMBERS = 20_000
MOST_TOTAL = 1024 * 1024 * 1024  # bytes of all members, pictures among them
MOST_STREAMED = 256 * 1024 * 1024  # bytes of a member that is read bit by bit
MOST_PART = 40 * 1024 * 1024  # bytes of a member that is read whole; its XML tree takes nine times that
# Office XML packs 10 to 50 times; nothing that a person wrote packs 200 times (deflate ends at 1,030).
MOST_RATIO = 200
_RATIO_FROM = 4 * 1024 * 1024  # bytes: below, even the worst ratio does no harm

_ENCRYPTED = 0x1
# What the standard library raises for a zip that is not whole.
BROKEN_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
)


class Package:
    """An open zip package. Use it as a context manager. ``name`` is the file's, for messages.

    Raises PaperRefused for what is no sound zip or would burst, PaperNeedsPassword for members
    under a password.
    """

    def __init__(self, path: Path, *, name: str, what: str) -> None:
        self.name = name
        self.what = what
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN_ZIP_ERRORS as error:
            raise damaged(name, what, error) from error
        except OSError as error:
            if error.errno != errno.EINVAL:  # sent to a place before the file's beginning
                raise
            raise damaged(name, what, error) from error
        try:
            self._members = _checked(self._zip.infolist(), name)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._members

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all members, in the file's order."""
        return tuple(self._members)

    def read(self, part: str) -> bytes | None:
        """Return a member whole, at most ``MOST_PART`` bytes; None where there is none of that name."""
        if part not in self._members:
            return None
        self._check_size(part, MOST_PART)
        with self.stream(part) as stream:
            return stream.read()

    @contextmanager
    def stream(self, part: str) -> Iterator[IO[bytes]]:
        """Open a member, of at most ``MOST_STREAMED`` bytes, to be read bit by bit."""
        self._check_size(part, MOST_STREAMED)
        try:
            with self._zip.open(self._members[part]) as stream:
                yield stream
        except RuntimeError as error:  # zipfile's error for a member under a password
            if "password" in str(error):
                raise needs_password(self.name) from error
            raise
        except (*BROKEN_ZIP_ERRORS, OSError) as error:
            raise damaged(self.name, self.what, error) from error

    def _check_size(self, part: str, most: int) -> None:
        size = self._members[part].file_size
        if size > most:
            raise _too_large(self.name, f"its part “{part[-60:]}” has {size / 2**20:.0f} MB")


def needs_password(name: str) -> PaperNeedsPassword:
    """Return the error for a file that was saved under a password."""
    return PaperNeedsPassword(
        f"{name} opens only with a password.", hint="Save a copy without the password and add that."
    )


def _checked(members: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    if len(members) > MOST_MEMBERS:
        raise _too_large(name, f"it has {len(members)} parts")
    total = sum(member.file_size for member in members)
    if total > MOST_TOTAL:
        raise _too_large(name, f"unpacked it takes {total / 2**20:.0f} MB")
    for member in members:
        if member.file_size > max(_RATIO_FROM, MOST_RATIO * member.compress_size):
            raise PaperRefused(
                f"{name} is packed like a bomb: {member.compress_size / 2**10:.0f} KB in it unpack to "
                f"{member.file_size / 2**20:.0f} MB.",
                hint="No office program saves such a file. Ask where it comes from; leave it out.",
            )
        if member.flag_bits & _ENCRYPTED:
            raise needs_password(name)
    # The first of two members of one name counts: readers that took the last could be shown another text.
    return {member.filename.lstrip("/"): member for member in reversed(members)}


def _too_large(name: str, why: str) -> PaperRefused:
    return PaperRefused(
        f"{name} is larger than a paper may be: {why}.", hint="Split it, or save it as PDF and add that."
    )
