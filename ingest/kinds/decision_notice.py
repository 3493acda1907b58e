"""Decisions, from decision notices and records of decision, final or proposed."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Block, DocumentKind
from ingest.kinds.amounts import amounts_in, amounts_in_row, distinct
from ingest.kinds.dates import first_date
from ingest.kinds.decision_options import options_of
from ingest.kinds.enumerations import mark_of
from ingest.kinds.form_fields import Field, fields_of
from ingest.kinds.form_labels import Label, is_form_title
from ingest.kinds.minutes_form import is_minutes
from ingest.kinds.outcomes import outcome_of
from ingest.kinds.paper import Line, Paper
from ingest.kinds.recipients import recipients_in
from ingest.kinds.signatures import Signature, day_of_decision, signatures
from ingest.kinds.yes_no import is_public, yes_or_no
from ingest.passages import row_lines
from ingest.records import Amount, Decision, DecisionOutcome, Source

# Fields that only a form for decisions asks for, and how many make one.
_OF_A_FORM = frozenset(
    (
        Label.REFERENCE, Label.DECIDED_BY, Label.TO_BE_TAKEN_BY, Label.REASONS, Label.OPTIONS, Label.KEY,
        Label.SIGNED, Label.DATE_OF_DECISION, Label.SUBMITTED_TO,
    )
)  # fmt: skip
_LEAST, _LEAST_IF_NAMED = 3, 1
_ABOUT_MONEY = (Label.TITLE, Label.SUMMARY, Label.RECOMMENDED, Label.DECISION, Label.FINANCE)
_INSTRUCTION = re.compile(
    r"^\W*(?:delete|tick|circle|complete|please|insert|strike)\b[^.]*\W*$", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:[A-Za-z]{1,8}[ /._-]{0,2}){0,4}\d{1,6}(?:\s?[/._-]\s?[A-Za-z0-9]{1,8}){0,4}(?:\s?\([a-z]\))?"
)
_PROPOSED = re.compile(r"\bpropos(?:ed|al)\b|\bdraft\b", re.IGNORECASE)
# The words of who decides, beside the signature.
_SAYS_SO = re.compile(
    r"\bI (?:hereby |therefore )?(?:do )?(?P<verb>(?:not )?(?:approve|agree|authorise|reject|refuse)\b)|\bhas my (?P<given>approval)\b"
    r"|\b(?:request|recommendations?|proposals?|decisions?)\b[^.;]{0,40} (?:is|are) (?:hereby )?(?P<done>(?:not )?(?:approved|agreed|rejected|deferred))\b",
    re.IGNORECASE,
)
_TITLE_WORDS = 20


def decisions(paper: Paper) -> Iterator[Decision]:
    """Yield the decisions that ``paper`` records, one a form."""
    if is_minutes(paper):
        return
    for form in _forms(fields_of(paper)):
        if _is_decision(form, paper):
            yield _decision(form, paper)


def _forms(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """Yield the fields of each form; what stands before a form's title is no part of it."""
    form: list[Field] = []
    for field in fields:
        titled = field.label is None and is_form_title(field.asked)
        if (titled and _has(form, Label.DECISION)) or _is_another(form, field):
            yield form
            form = []
        elif titled and not _has(form, Label.REFERENCE):
            form = []
        form.append(field)
    yield form


def _is_another(form: Sequence[Field], field: Field) -> bool:
    """Whether a reference is that of the next form."""
    if field.label is not Label.REFERENCE or not _has(form, Label.DECISION):
        return False
    known, new = _reference(_text(form, Label.REFERENCE)), _reference(field.text)
    return known is not None and new is not None and known != new


def _is_decision(form: Sequence[Field], paper: Paper) -> bool:
    """Whether fields are those of a form for decisions, and one was filled in."""
    if not any(_wording_lines(field) for field in form if field.label is Label.DECISION):
        return False
    asked = {field.label for field in form} & _OF_A_FORM
    kind = paper.part.kind if paper.part else paper.facts.kind
    named = is_form_title(form[0].asked) or kind is DocumentKind.DECISION_NOTICE
    return len(asked) >= (_LEAST_IF_NAMED if named else _LEAST)


def _decision(form: Sequence[Field], paper: Paper) -> Decision:
    decided = next(field for field in form if field.label is Label.DECISION and _wording_lines(field))
    wording = "\n".join(_wording_lines(decided))
    reference = _reference(_text(form, Label.REFERENCE)) or paper.facts.reference
    proposed = _has(form, Label.TO_BE_TAKEN_BY) or bool(_PROPOSED.search(form[0].asked))
    all_signed = signatures(form)
    signed = None if proposed else _signature(form, decided, all_signed)
    signed_on = signed.date if signed else None
    day = first_date(_text(form, Label.DATE_OF_DECISION)) or day_of_decision(signed_on, all_signed, reference)
    return Decision(
        source=_source(decided),
        title=_title(form, paper, wording),
        wording=wording,
        reference=reference,
        body=_body(form, paper),
        decided_by=_text(form, Label.DECIDED_BY, Label.TO_BE_TAKEN_BY, Label.SUBMITTED_TO).split("\n")[0]
        or None,
        date=None if proposed else day or first_date(_text(form, Label.DATE)),
        outcome=None if proposed else _outcome(form),
        recommended=_text(form, Label.RECOMMENDED) or None,
        reasons=_text(form, Label.REASONS) or None,
        options=tuple(options_of(v.text for f in form if f.label is Label.OPTIONS for v in f.values)),
        amounts=distinct(
            amount for field in form if field.label in _ABOUT_MONEY for amount in _amounts(field, paper)
        ),
        recipients=_recipients(form),
        key=yes_or_no(_text(form, Label.KEY)),
        confidential=_confidential(form),
        signed_by=signed.name if signed else None,
        signed_on=signed_on,
        proposed=proposed,
    )


def _has(form: Sequence[Field], label: Label) -> bool:
    return any(field.label is label for field in form)


def _text(form: Sequence[Field], *labels: Label) -> str:
    """Return the first text that answers one of ``labels``, in the order of these."""
    return next((f.text for label in labels for f in form if f.label is label and f.text), "")


def _wording_lines(field: Field) -> list[str]:
    lines = [field.said, *(value.text for value in field.values)]
    return [line for line in lines if line and not _INSTRUCTION.match(line)]


def _source(decided: Field) -> Source:
    """Return where the words of a decision stand: from the first to the last in the same passage."""
    values = [value for value in decided.values if not _INSTRUCTION.match(value.text)]
    first = values[0]
    last = [value for value in values if value.line.passage is first.line.passage][-1]
    start = first.line.source(first.start, first.end)
    end = last.line.source(last.start, last.end)
    return Source(start.passage, start.start, end.end, start.page_start, end.page_end)


def _reference(text: str) -> str | None:
    match = _REFERENCE.search(text.split("\n", maxsplit=1)[0])
    return re.sub(r"\s*/\s*", "/", match[0]).strip() if match else None


def _outcome(form: Sequence[Field]) -> DecisionOutcome:
    """Return what the form says became of it; a decision that says no such word was agreed."""
    decided = ["\n".join(_wording_lines(field)) for field in form if field.label is Label.DECISION]
    said = [match.group(match.lastgroup or 0) for field in form if (match := _SAYS_SO.search(field.text))]
    return next((outcome for text in (*decided, *said) if (outcome := outcome_of(text))), DecisionOutcome.AGREED)


def _signature(form: Sequence[Field], decided: Field, found: Sequence[Signature]) -> Signature | None:
    """Return the signature of who decided: the first after the decision that is no officer's."""
    after = signatures(form[next(at for at, field in enumerate(form) if field is decided) :])
    ranked = [*(s for s in after if not s.of_officer), *(s for s in found if not s.of_officer), *after]
    return next((s for s in ranked if s.date), ranked[0] if ranked else None)


def _title(form: Sequence[Field], paper: Paper, wording: str) -> str:
    """Return what the decision is about: as the form says, as a heading of it does, or as it begins."""
    stated = _text(form, Label.TITLE).split("\n")[0]
    if stated:
        return stated
    before = form[: next(at for at, field in enumerate(form) if field.label is Label.DECISION)]
    headings = [
        f.asked for f in before if f.label is None and not is_form_title(f.asked) and len(f.asked.split()) > 2
    ]
    whole = form[0].label is None and not form[0].asked
    candidates = [
        *headings[::-1],
        *([paper.facts.title] if whole and not is_form_title(paper.facts.title) else []),
    ]
    line = next((line for line in wording.split("\n") if not line.endswith(":")), wording)
    mark = mark_of(line)
    return candidates[0] if candidates else " ".join(line[mark.width if mark else 0 :].split()[:_TITLE_WORDS])


def _body(form: Sequence[Field], paper: Paper) -> str | None:
    """Return the body whose form it is: "KENT COUNTY COUNCIL – RECORD OF DECISION" says it."""
    before = re.split(r"\s[–—-]\s|:\s", form[0].asked)[0] if is_form_title(form[0].asked) else ""
    if len(before.split()) > 1 and not is_form_title(before):
        return before.title() if before.isupper() else before
    return _text(form, Label.BODY).split("\n")[0] or paper.facts.body


def _amounts(field: Field, paper: Paper) -> Iterator[Amount]:
    yield from amounts_in(field.said)
    for value in field.values:
        rows = _rows(value.line, paper)
        if rows:
            for row in rows:
                yield from amounts_in_row(row)
        else:
            yield from amounts_in(value.text)


def _rows(line: Line, paper: Paper) -> list[Block]:
    return [row for row in paper.rows if line.is_row and row.header and "; ".join(row_lines(row)) == line.text]


def _recipients(form: Sequence[Field]) -> tuple[str, ...]:
    stated = _text(form, Label.RECIPIENTS)
    if stated:
        return tuple(line.strip() for line in stated.split("\n"))
    texts = (
        _text(form, label)
        for label in (Label.TITLE, Label.DECISION, Label.RECOMMENDED, Label.SUMMARY, Label.FINANCE)
    )
    return tuple(dict.fromkeys(name for text in texts for name in recipients_in(text)))


def _confidential(form: Sequence[Field]) -> bool | None:
    asked = yes_or_no(_text(form, Label.CONFIDENTIAL))
    if asked is not None:
        return asked
    public = is_public(_text(form, Label.FOR_PUBLICATION), asked=True)
    if public is None:
        public = is_public(_text(form, Label.MARKING), asked=False)
    return None if public is None else not public
