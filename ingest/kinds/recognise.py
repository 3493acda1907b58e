"""What a paper is: its kind, title, body, area, date, reference and marking, from its form.

No rule names a paper or an office. The evidence is taken from the first two pages, the file's title
and name, and the kinds of phrase that only one form of paper has.
"""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Marking, Page
from ingest.kinds.agenda import is_agenda_heading
from ingest.kinds.dates import dates_in, first_date, first_month
from ingest.kinds.markings import TITLE_BLOCKS, marking_of_block
from ingest.kinds.places import area_of_body, places_in

_OPENING_BLOCKS = 60

# Weight a pattern by how surely it tells a kind; the opening of the paper is what is matched.
_KIND_SIGNS: list[tuple[DocumentKind, float, re.Pattern[str]]] = [
    (DocumentKind.DECISION_NOTICE, 3, re.compile(r"\bdecision\s+(?:no|number|ref(?:erence)?|notice|record)\b", re.I)),
    (DocumentKind.DECISION_NOTICE, 3, re.compile(r"\brecord of (?:proposed |executive )?decision\b|reason for submission", re.I)),
    (DocumentKind.DECISION_NOTICE, 2, re.compile(r"\bdecision (?:to be )?taken by\b|outcome/approval", re.I)),
    (DocumentKind.MINUTES, 4, re.compile(r"^(?:draft |printed )?minutes\b(?! of the (?:last|previous))|\bminutes of (?:a|the) meeting\b", re.I | re.M)),
    (DocumentKind.MINUTES, 2, re.compile(r"^(?:present|in attendance|apologies)\s*:|\bresolved\s*[:-]?\s*that\b", re.I | re.M)),
    (DocumentKind.AGENDA, 3, re.compile(r"^(?:a\s*g\s*e\s*n\s*d\s*a|agenda)\b", re.I | re.M)),
    (DocumentKind.ACTION_PLAN, 4, re.compile(r"\baction (?:plan|log|tracker)\b.{0,60}\b(?:progress|report|status|log|update)?", re.I)),
    (DocumentKind.ACTION_PLAN, 2, re.compile(r"\b(?:progress tracker|status update on actions|action log)\b", re.I)),
    (DocumentKind.PERFORMANCE_REPORT, 3, re.compile(r"\b(?:performance|monitoring) (?:report|table|data|against|summary)\b|\bmeasures table\b", re.I)),
    (DocumentKind.WORK_PROGRAMME, 4, re.compile(r"\b(?:forward )?work(?:ing)? programme\b", re.I)),
    (DocumentKind.STRATEGY, 3, re.compile(r"\b(?:strateg(?:y|ic)|framework|blueprint|delivery plan|commissioning plan)\b", re.I)),
    (DocumentKind.POLICY, 3, re.compile(r"\b(?:policy|guidance|code of practice|terms of reference)\b", re.I)),
    (DocumentKind.LETTER, 3, re.compile(r"^(?:dear\b|yours (?:sincerely|faithfully))|\bwritten (?:ministerial )?statement\b", re.I | re.M)),
    (DocumentKind.REPORT, 2, re.compile(r"\breport (?:of|by|to|from)\b|^(?:purpose of (?:the )?report|executive summary|recommendations?)\b|\breport\b", re.I | re.M)),
]  # fmt: skip

_LABELLED_DATE = re.compile(
    r"\b(?:date(?: of (?:meeting|decision|issue))?|signed|dated|held on|meeting of|published)\b\W{0,12}", re.I
)
_REFERENCE = re.compile(
    r"\b(?:decision|ref(?:erence)?)\s*(?:no|number|ref(?:erence)?)?\.?\s*:?\s*(?P<ref>(?:[A-Z]{1,6}[-/ ]?)?\d{1,4}\s*[/-]\s*\d{2,5})\b",
    re.I,
)
_SUBJECT = re.compile(
    r"^(?:subject(?: matter)?|title(?: of (?:report|decision|paper))?|re)\s*:\s*(?P<title>.{8,200})$", re.I
)
# Names are bounded: without, a long line of capitalised words would take time by its square.
_BODIES = re.compile(
    r"(?:Office of the )?Police(?:, Fire)?\s*(?:and|&)\s*Crime Commissioner(?:'s Office)? for [A-Z]\w+(?:[ -](?:and |on )?[A-Z]\w+){0,7}"
    r"|[A-Z]\w+(?:[ -](?:and |on )?[A-Z]\w+){0,7} Police(?:, Fire)? (?:and|&) Crime (?:Panel|Commissioner)"
    r"|[A-Z]\w+(?:[ -](?:and |on )?[A-Z]\w+){0,7} (?:County|City|Borough|District) Council"
    r"|(?:Department (?:for|of)|Ministry of|HM) [A-Z]\w+(?:,? (?:and |for |of )?[A-Z]\w+){0,7}"
    r"|(?:the )?[A-Z]\w+(?: (?:and |of |in the |for )?[A-Z]\w+){0,7} (?:Strategy Group|Board|Panel|Committee|Cabinet)\b"
    r"|Home Office|Cabinet Office|Foreign (?:and|&) Commonwealth Office"
)
_NOT_TITLE = re.compile(
    r"^(?:page \d|https?:|www\.|\W*$|contents|not protectively marked|official|restricted|draft|date|from|to|by|author|originator"
    r"|decision no|reason for|submitted to|subject|summary|from:|this (?:paper|document) is a restatement)\b",
    re.I,
)


def recognise(pages: Sequence[Page], *, file_name: str, title: str | None = None) -> DocumentFacts:
    """Return what a paper is. ``file_name`` is its name in the folder, ``title`` the file's own title."""
    opening = _opening(pages)
    text = "\n".join(block.text or " ".join(block.cells) for block in opening)
    stem = PurePath(file_name).stem
    kind = _kind(pages, opening, text, stem)
    body = _body(text, kind)
    reference = _reference(text, stem)
    return DocumentFacts(
        kind=kind,
        title=_title(opening, title, stem),
        body=body,
        area=_area(pages, text, body),
        date=_date(pages, text, stem, kind, reference),
        reference=reference,
        marking=_marking(pages),
    )


def _opening(pages: Sequence[Page]) -> list[Block]:
    return [block for page in pages[:2] for block in page.blocks][:_OPENING_BLOCKS]


def _kind(pages: Sequence[Page], opening: Sequence[Block], text: str, stem: str) -> DocumentKind:
    name = stem.replace("-", " ").replace("_", " ")
    headings = "\n".join(b.text for b in opening[:12] if b.kind is BlockKind.HEADING or len(b.text) < 90)
    scores: Counter[DocumentKind] = Counter()
    for kind, weight, sign in _KIND_SIGNS:
        # A sign in the name or among the first headings says more than one in running text.
        scores[kind] += weight * (
            2 * bool(sign.search(name)) + 2 * bool(sign.search(headings)) + bool(sign.search(text))
        )  # type: ignore[assignment]
    best, score = max(scores.items(), key=lambda item: item[1], default=(DocumentKind.OTHER, 0))
    if scores[DocumentKind.AGENDA] and _has_papers(pages):
        return DocumentKind.AGENDA_PACK
    if best is DocumentKind.REPORT and scores[DocumentKind.STRATEGY] >= 6:
        return DocumentKind.STRATEGY
    return best if score >= 2 else DocumentKind.OTHER


def _has_papers(pages: Sequence[Page]) -> bool:
    """Whether the papers of a meeting follow its agenda: reports and minutes, at length."""
    words = sum(len((b.text or " ".join(b.cells)).split()) for page in pages for b in page.blocks)
    headings = " ".join(
        b.text.lower()
        for page in pages
        for b in page.blocks
        if b.kind is BlockKind.HEADING or len(b.text) < 120
    )
    return words > 2500 and ("report of" in headings or "minutes of" in headings)


def _title(opening: Sequence[Block], title: str | None, stem: str) -> str:
    for block in opening:
        match = _SUBJECT.match(block.text)
        if match:
            return match["title"].strip()
    if title and len(title.split()) >= 2:
        return title
    candidates = [b for b in opening[:14] if b.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    chosen: list[str] = []
    for block in candidates:
        text = block.text.strip()
        if (
            _NOT_TITLE.match(text)
            or len(text) > 160
            or (not chosen and len(text.split()) < 2)
            or text.endswith(".")
        ):
            if chosen:
                break
            continue
        if chosen and first_date(text):
            break
        chosen.append(text)
        if len(" ".join(chosen).split()) >= 6 or len(chosen) == 2:
            break
    if chosen:
        return " – ".join(chosen)
    readable = re.sub(r"[-_]+", " ", stem).strip()
    return readable[:1].upper() + readable[1:]


def _body(text: str, kind: DocumentKind) -> str | None:
    # Capitals are a matter of layout: bodies are looked for in the text as if it were set normally.
    normal = re.sub(r"\b[A-Z]{4,}\b", lambda m: m[0].capitalize(), text)
    normal = re.sub(r"\b(?:OF|THE|FOR|AND)\b", lambda m: m[0].lower(), normal)
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for match in _BODIES.finditer(normal):
        name = re.sub(
            r"^(?:the|The|Meeting|Minutes|Report|Proposed|National) ", "", " ".join(match[0].split())
        )
        counts[name] += 1
        first.setdefault(name, match.start())
    if not counts:
        return None
    deciders = (
        [name for name in counts if "Commissioner" in name] if kind is DocumentKind.DECISION_NOTICE else []
    )
    return min(deciders or counts, key=lambda name: first[name] - 400 * min(counts[name], 4))


def _area(pages: Sequence[Page], text: str, body: str | None) -> str | None:
    from_body = area_of_body(body) if body else None
    if from_body:
        return from_body
    counts = Counter(places_in_all(pages))
    if counts:
        place, count = counts.most_common(1)[0]
        if count >= 3 and count >= sum(counts.values()) * 0.4:
            return place
    return area_of_body(text)


def places_in_all(pages: Sequence[Page]) -> list[str]:
    """Return a gazetteer name for each block that holds it."""
    return [
        place
        for page in pages
        for block in page.blocks
        for place in places_in(block.text or " ".join(block.cells))
    ]


def _reference(text: str, stem: str) -> str | None:
    match = _REFERENCE.search(text) or re.search(
        r"\b(?P<ref>\d{2,4}[/-]\d{3,5})\b(?=.*(?:prod|rod|decision))", stem, re.I
    )
    return re.sub(r"\s+", "", match["ref"]) if match else None


def _date(
    pages: Sequence[Page], text: str, stem: str, kind: DocumentKind, reference: str | None
) -> datetime.date | None:
    everything = (
        text
        if kind is not DocumentKind.DECISION_NOTICE
        else "\n".join(b.text or " ".join(b.cells) for page in pages for b in page.blocks)
    )
    labelled = [
        date for date, at in dates_in(everything) if _LABELLED_DATE.search(everything[max(0, at - 40) : at])
    ]
    if kind is DocumentKind.DECISION_NOTICE:
        dates = labelled or [date for date, _ in dates_in(everything)]
        # A signature's date is mistyped now and then; the year of the reference decides.
        years = {int(part) % 100 for part in re.findall(r"\d{2,4}", reference or "")}
        return next((date for date in dates if date.year % 100 in years), dates[0] if dates else None)
    if kind is DocumentKind.STRATEGY:
        head = text[:400]
        return first_month(head) or first_date(head) or first_date(stem) or _year_of(stem)
    return (
        first_date(text[:1500])
        or first_date(stem)
        or (labelled[0] if labelled else None)
        or first_month(text[:600])
    )


def _year_of(stem: str) -> datetime.date | None:
    match = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", stem)
    return datetime.date(int(match[1]), 1, 1) if match else None


def _marking(pages: Sequence[Page]) -> Marking:
    """Return the marking that stands on a line of its own on the first page.

    Below the heading of an agenda such a line is the title of a section ("EXEMPT"): it marks nothing
    but the items that follow it. Only a classification at the page's foot marks an agenda there.
    """
    blocks = pages[0].blocks if pages else ()
    heading = next((at for at, block in enumerate(blocks) if is_agenda_heading(block.text)), len(blocks))
    for at, block in enumerate(blocks):
        marking = marking_of_block(block, named=at < TITLE_BLOCKS)
        if marking and (at < heading or marking is Marking.RESTRICTED):
            return marking
    return Marking.PUBLIC
