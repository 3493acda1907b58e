"""File names for fetched papers: as their publisher calls them, and safe on every file system."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Container, Sequence
from email.message import Message

# Of a name without its ending, in UTF-8. File systems take 255 bytes (some that encrypt, 143), and
# Windows wants short paths.
MOST_BYTES = 120
_NO_NAME = "paper"
_MARK = 8  # characters of a hash

# With a letter in it: "minutes 12.05.2021" ends with a year.
_ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,5}\s*$")
_UNSAFE = re.compile(r'[<>:"|?*]')
# Windows keeps these for devices, whatever their ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.I)
# Control and format characters (which can turn a name's direction round), and halves of surrogate pairs.
_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def named_by_server(content_disposition: str) -> str:
    """Return the file name in a Content-Disposition header (RFC 6266); empty when it holds none."""
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]+", " ", content_disposition)
    try:
        return message.get_filename("").strip()
    except (LookupError, ValueError):  # an encoding that is unknown, or a damaged one
        return ""


def safe_stem(name: str, most_bytes: int = MOST_BYTES) -> str:
    """Return ``name`` without its folders and ending, fit to begin a file name; never empty.

    It holds at most ``most_bytes`` bytes of UTF-8, does not begin with a dot or dash, nor end with a
    dot or blank, and is no name of a device.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    return _fitted(_ENDING.sub("", name), most_bytes) or _NO_NAME


def file_name(names: Sequence[str], ending: str, url: str, taken: Container[str]) -> str:
    """Return the file name for the paper at ``url``: the first of ``names`` that says anything.

    Where another paper has the name already, a few characters of the URL's hash tell them apart.
    ``taken`` holds the names in use, as ``folded`` gives them.
    """
    stem = next((stem for name in names if (stem := safe_stem(name)) != _NO_NAME), _NO_NAME)
    name = stem + ending
    for attempt in itertools.count():
        if folded(name) not in taken:
            break
        mark = hashlib.sha256(f"{attempt} {url}".encode()).hexdigest()[:_MARK]
        name = f"{_fitted(stem, MOST_BYTES - _MARK - 1)}-{mark}{ending}"
    return name


def folded(name: str) -> str:
    """Return ``name`` as a file system that knows no case, or no accents' composition, compares it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _fitted(name: str, most_bytes: int) -> str:
    name = "".join(each for each in name if unicodedata.category(each) not in _HIDDEN_KINDS)
    name = " ".join(_UNSAFE.sub("_", name).split()).lstrip(".-~ ")
    if _DEVICE.match(name):
        name = f"_{name}"
    return name.encode("utf-8")[:most_bytes].decode("utf-8", errors="ignore").rstrip(". ")
