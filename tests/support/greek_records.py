"""Papers in Greek letters whose records answer questions: no word of a paper is taken for one of ours."""

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from ingest.documents import DocumentKind, Rating
from ingest.prepared import PreparedPaper
from ingest.records import (
    Action,
    Amount,
    Decision,
    DecisionOutcome,
    Meeting,
    Option,
    Record,
    Resolution,
    Source,
)
from retrieval.answering.wording import Part, Series, Wording
from retrieval.library import Library
from tests.retrieval.made import library_of, paper, row
from tests.support.recorded import at, with_records

BOARD, COUNCIL = "Συμβουλιο", "Επιτροπη"
MARCH, MAY = datetime.date(2021, 3, 2), datetime.date(2021, 5, 3)
# Each is answered by records; together they are answered in all ways in which records answer.
QUESTIONS = (
    "How many actions are amber?",
    "How many actions are complete?",
    "Which actions are outstanding?",
    "Which actions are overdue?",
    "List the amber and green actions",
    "List the red, amber, green and white actions",
    "List the red and white actions",
    "Which Δρομοι actions are red?",
    "Which Δρομοι actions are red or white?",
    "Which Δρομοι actions are white?",
    "How many actions are amber in Αττικη and Κρητη?",
    "How many actions are complete in Αττικη and Κρητη?",
    "Which actions are there of May 2021 in Αττικη?",
    "Which decisions are there?",
    "Which decisions about γεφυρα are there?",
    "Which decisions are there over £50?",
    "Which decisions are proposed?",
    "Which resolutions are there in 2021?",
    "What is the latest decision?",
    "What is the latest decision on γεφυρα?",
    "What is the latest decision on λιμανι?",
    "What is the latest decision on σχολειο?",
    "What was decided on 3 May 2021?",
    "What was decided on 2 March 2021?",
    "What was decided on 4 April 2022?",
    "Which options were considered for σχολειο?",
    "Who sent apologies?",
    "Who was present?",
    "Who was present on 2 March 2021?",
    "Who was in attendance?",
    "Who chaired the meeting?",
    "Was Αννα present?",
    "Was Ελενη present?",
    "Was Πετρος present?",
    "Who voted against λιμανι?",
    "Who voted for λιμανι?",
    "Who abstained on λιμανι?",
    "How many votes were there on 2 March 2021?",
)


def greek_records(folder: Path) -> Library:
    """Return a library of two trackers, the minutes of two meetings, and notices of decisions."""
    return library_of(folder, _tracker(), _log(), _minutes(), _earlier_minutes(), *_notices())


def keys_in(said: Part | None) -> Iterator[str]:
    """Yield the keys of all texts that are said."""
    if isinstance(said, Wording):
        yield said.key
        for value in said.values.values():
            yield from keys_in(value)
    if isinstance(said, Series):
        yield said.between
        for part in said.parts:
            yield from keys_in(part)


def _tracker() -> PreparedPaper:
    ratings = [Rating.RED, *[Rating.AMBER] * 25, *[Rating.GREEN] * 2, Rating.WHITE]
    texts = [f"εργο {n}" for n, _ in enumerate(ratings)]
    made = paper(
        *(row(text) for text in texts),
        title="Σχεδιο",
        kind=DocumentKind.ACTION_PLAN,
        body=BOARD,
        area="Αττικη",
        date=MAY,
    )
    themes = ["Δρομοι", *["Λιμανια"] * 26, "Δρομοι", "Λιμανια"]
    return with_records(
        made,
        *(
            Action(source=at(n, text), action=text, theme=theme, rating=rating, as_at=MAY)
            for n, (text, theme, rating) in enumerate(zip(texts, themes, ratings, strict=True))
        ),
    )


def _log() -> PreparedPaper:
    texts = [f"σταδιο {n}" for n in range(3)]
    made = paper(
        *(row(text) for text in texts),
        title="Καταλογος",
        kind=DocumentKind.ACTION_PLAN,
        body=COUNCIL,
        area="Κρητη",
    )
    # A status is shown where the paper's own text has it; this one has none.
    statuses = ("Complete", "Overdue", "New")
    return with_records(
        made,
        *(
            Action(source=at(n, text), action=text, status=status)
            for n, (text, status) in enumerate(zip(texts, statuses, strict=True))
        ),
    )


def _minutes() -> PreparedPaper:
    texts = ["Αννα Βασω Ελενη Πετρος", *(f"ψηφισμα {n}" for n in range(25))]
    return with_records(
        paper(*texts, title="Πρακτικα", kind=DocumentKind.MINUTES, body=BOARD, area="Αττικη", date=MAY),
        Meeting(
            source=at(0, texts[0]),
            body=BOARD,
            date=MAY,
            chair="Βασω",
            present=("Αννα", "Βασω"),
            apologies=("Πετρος",),
            in_attendance=("Ελενη",),
        ),
        *(_resolution(at(n, text), text, f"θεμα {n}", MAY) for n, text in enumerate(texts[1:], 1)),
    )


def _earlier_minutes() -> PreparedPaper:
    texts = ["Αννα", "για το λιμανι", "για το παρκο"]
    return with_records(
        paper(*texts, title="Πρακτικα", kind=DocumentKind.MINUTES, date=MARCH),
        Meeting(source=at(0, texts[0]), body=None, date=MARCH, present=("Αννα",)),
        Resolution(
            source=at(1, texts[1]),
            wording=texts[1],
            outcome=DecisionOutcome.CARRIED,
            date=MARCH,
            votes_for=7,
            votes_against=1,
            abstentions=1,
            voted_for=("Αννα",),
            voted_against=("Βασω",),
            abstained=("Ελενη",),
        ),
        Resolution(
            source=at(2, texts[2]),
            wording=texts[2],
            title="παρκο",
            outcome=DecisionOutcome.CARRIED,
            date=MARCH,
            votes_for=9,
        ),
    )


def _notices() -> Sequence[PreparedPaper]:
    day = datetime.date(2022, 4, 4)
    school = "εγκρινεται το σχολειο"
    options = (Option("κανενα σχολειο", "ακριβο"),)
    return [
        _notice("Σχολειο", school, day, number=1, amount=80, options=options),
        _notice("Γεφυρα", "εγκρινεται η γεφυρα", day, number=2),
        _notice("Γεφυρα", "εγκρινεται και αλλη γεφυρα", MARCH, number=3),
        _notice("Γεφυρα", "εγκρινεται γεφυρα χωρις μερα", None, number=4),
        *(_notice("Πλατεια", f"πλατεια {n}", day, number=n) for n in range(5, 30)),
        _notice("Βιβλια", "προτεινονται βιβλια", day, number=30, proposed=True),
    ]


def _notice(
    title: str,
    text: str,
    day: datetime.date | None,
    *,
    number: int,
    amount: int = 0,
    options: Sequence[Option] = (),
    proposed: bool = False,
) -> PreparedPaper:
    record: Record = Decision(
        source=at(0, text),
        title=title,
        wording=text,
        reference=f"{number}/2022",
        date=day,
        outcome=None if proposed else DecisionOutcome.APPROVED,
        proposed=proposed,
        amounts=(Amount(Decimal(amount), f"£{amount}", "σχολειο"),) if amount else (),
        options=tuple(options),
    )
    made = paper(
        text,
        *(word for option in options for word in (option.text, option.reason or "")),
        title=title,
        kind=DocumentKind.DECISION_NOTICE,
        body=COUNCIL,
        date=day,
        reference=f"{number}/2022",
    )
    return with_records(made, record)


def _resolution(source: Source, text: str, title: str, day: datetime.date) -> Resolution:
    return Resolution(
        source=source, wording=text, title=title, outcome=DecisionOutcome.AGREED, body=BOARD, date=day
    )
