"""Pages named in a sentence: "Page 3", "Pages 3, 7 and 9", "Pages 12 to 14"."""

from collections.abc import Iterable


def pages_named(numbers: Iterable[int]) -> str:
    """Name pages by their 1-based numbers, runs of three or more by their ends: "Pages 2, 5 to 9 and 12".

    Raises ValueError when there are none.
    """
    ordered = sorted(set(numbers))
    if not ordered:
        raise ValueError("no pages to name")
    if len(ordered) == 1:
        return f"Page {ordered[0]}"
    runs: list[tuple[int, int]] = []
    for number in ordered:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    names = [
        name
        for start, end in runs
        for name in ([f"{start} to {end}"] if end - start > 1 else map(str, sorted({start, end})))
    ]
    return "Pages " + (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")
