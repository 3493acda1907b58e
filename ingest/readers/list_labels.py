"""The labels of numbered lists: how a counter is written ("iv", "(c)", "First")."""

from ingest.normalise import normalise

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MARKS = frozenset("o§Øüvq")
_MOST_ROMAN = 4000
_MOST_LETTERS = 30  # times that one letter is repeated
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def roman(count: int) -> str:
    """Return 1 to 3,999 in small Roman numerals; other numbers in figures."""
    if not 0 < count < _MOST_ROMAN:
        return str(count)
    written = ""
    for figure, letters in _ROMAN:
        times, count = divmod(count, figure)
        written += letters * times
    return written


def letters(count: int) -> str:
    """Return a, b … z, aa, bb … zz, aaa …, as word processors count; other numbers in figures."""
    if count < 1 or count > 26 * _MOST_LETTERS:
        return str(count)
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def ordinal(count: int) -> str:
    """Return 1st, 2nd, 3rd, 4th and so on."""
    last = count % 10 if count % 100 not in (11, 12, 13) else 0
    return f"{count}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def in_words(count: int, *, as_ordinal: bool = False) -> str:
    """Return one to twenty (First to Twentieth) in words with a capital; other numbers in figures."""
    words = _ORDINALS if as_ordinal else _CARDINALS
    return words[count].capitalize() if 0 <= count < len(words) else str(count)


def bare(label: str) -> str | None:
    """Return a label as blocks carry it: without the stop or colon at its end; None where nothing is left."""
    return " ".join(label.split()).rstrip(".:").strip() or None


def label_of(printed: str) -> tuple[str | None, bool]:
    """Return what was printed before a paragraph as its number, or as a list mark (True)."""
    printed = normalise(printed)
    if not printed:
        return None, False
    # Letters of symbol fonts ("o", "§", "Ø", "ü") are list marks; a lettered list has a bracket or a stop.
    if printed in _MARKS or not any(map(str.isalnum, printed)):
        return None, True
    return bare(printed), False


def numbered(count: int, form: str) -> str:
    """Return a number as lists of a form count: "a", "A", "i" and "I", or in figures for any other.

    >>> numbered(2, "a"), numbered(4, "I"), numbered(3, "1")
    ('b', 'IV', '3')
    """
    match form:
        case "a":
            return letters(count)
        case "A":
            return letters(count).upper()
        case "i":
            return roman(count)
        case "I":
            return roman(count).upper()
    return str(count)
