"""Decisions, from decision notices and records of decision, final or proposed."""

import re
from collections.abc import Iterator, Sequence

from ingest.kinds.dates import first_date
from ingest.kinds.decisions.form import (
    INSTRUCTION,
    amounts_of,
    body_of,
    has,
    is_confidential,
    recipients_of,
    reference_in,
    text_of,
    title_of,
    wording_lines,
)
from ingest.kinds.decisions.form_fields import Field, fields_of
from ingest.kinds.decisions.form_labels import Label, is_form_title
from ingest.kinds.decisions.options import options_of
from ingest.kinds.decisions.signatures import Signature, day_of_decision, signatures
from ingest.kinds.meetings.form import is_minutes
from ingest.kinds.outcomes import outcome_of
from ingest.kinds.paper import Paper
from ingest.kinds.yes_no import yes_or_no
from ingest.records import Decision, DecisionOutcome, Source

# Fields that only a form for decisions asks for, and how many make one.
_OF_A_FORM = frozenset(
    (
        Label.REFERENCE, Label.DECIDED_BY, Label.TO_BE_TAKEN_BY, Label.REASONS, Label.OPTIONS, Label.KEY,
        Label.SIGNED, Label.DATE_OF_DECISION, Label.SUBMITTED_TO,
    )
)  # fmt: skip
_OF_DECIDING = frozenset((Label.SIGNED, Label.DATE_OF_DECISION, Label.DECIDED_BY, Label.TO_BE_TAKEN_BY))
_LEAST = 2
_PROPOSED = re.compile(r"\bpropos(?:ed|al)\b|\bdraft\b", re.IGNORECASE)
# The words of who decides, beside the signature.
_SAYS_SO = re.compile(
    r"\bI (?:hereby |therefore )?(?:do )?(?P<verb>(?:not )?(?:approve|agree|authorise|reject|refuse)\b)"
    r"|\bhas my (?P<given>approval)\b"
    r"|\b(?:request|recommendations?|proposals?|decisions?)\b[^.;]{0,40} (?:is"
    r"|are) (?:hereby )?(?P<done>(?:not )?(?:approved|agreed|rejected|deferred))\b",
    re.IGNORECASE,
)


def decisions(paper: Paper) -> Iterator[Decision]:
    """Yield the decisions that ``paper`` records, one a form."""
    if is_minutes(paper):
        return
    for form in _forms(fields_of(paper)):
        if _is_decision(form):
            yield _decision(form, paper)


def _forms(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """Yield the fields of each form; what stands before a form's title is no part of it."""
    form: list[Field] = []
    for field in fields:
        titled = field.label is None and is_form_title(field.asked)
        if (titled and has(form, Label.DECISION)) or _is_another(form, field):
            yield form
            form = []
        elif titled and not has(form, Label.REFERENCE):
            form = []
        form.append(field)
    yield form


def _is_another(form: Sequence[Field], field: Field) -> bool:
    """Whether a reference is that of the next form."""
    if field.label is not Label.REFERENCE or not has(form, Label.DECISION):
        return False
    known, new = reference_in(text_of(form, Label.REFERENCE)), reference_in(field.text)
    return known is not None and new is not None and known != new


def _is_decision(form: Sequence[Field]) -> bool:
    """Whether fields are those of a form for decisions, and one was filled in."""
    if not any(wording_lines(field) for field in form if field.label is Label.DECISION):
        return False
    asked = {field.label for field in form} & _OF_A_FORM
    # A report for decision asks for reasons and options, too; nobody signs it, and it names no decider.
    return (
        bool(asked) if is_form_title(form[0].asked) else len(asked) >= _LEAST and bool(asked & _OF_DECIDING)
    )


def _decision(form: Sequence[Field], paper: Paper) -> Decision:
    decided = next(field for field in form if field.label is Label.DECISION and wording_lines(field))
    wording = "\n".join(wording_lines(decided))
    reference = reference_in(text_of(form, Label.REFERENCE)) or paper.facts.reference
    proposed = has(form, Label.TO_BE_TAKEN_BY) or bool(_PROPOSED.search(form[0].asked))
    all_signed = signatures(form)
    signed = None if proposed else _signature(form, decided, all_signed)
    signed_on = signed.date if signed else None
    day = first_date(text_of(form, Label.DATE_OF_DECISION)) or day_of_decision(
        signed_on, all_signed, reference
    )
    return Decision(
        source=_source(decided),
        title=title_of(form, paper, wording),
        wording=wording,
        reference=reference,
        body=body_of(form, paper),
        decided_by=text_of(form, Label.DECIDED_BY, Label.TO_BE_TAKEN_BY, Label.SUBMITTED_TO).split("\n")[0]
        or None,
        date=None if proposed else day or first_date(text_of(form, Label.DATE)),
        outcome=None if proposed else _outcome(form),
        recommended=text_of(form, Label.RECOMMENDED) or None,
        reasons=text_of(form, Label.REASONS) or None,
        options=tuple(options_of(v.text for f in form if f.label is Label.OPTIONS for v in f.values)),
        amounts=amounts_of(form, paper),
        recipients=recipients_of(form),
        key=yes_or_no(text_of(form, Label.KEY)),
        confidential=is_confidential(form),
        signed_by=signed.name if signed else None,
        signed_on=signed_on,
        proposed=proposed,
    )


def _source(decided: Field) -> Source:
    """Return where the words of a decision stand: from the first to the last in the same passage."""
    values = [value for value in decided.values if not INSTRUCTION.match(value.text)]
    first = values[0]
    last = [value for value in values if value.line.passage is first.line.passage][-1]
    start = first.line.source(first.start, first.end)
    end = last.line.source(last.start, last.end)
    return Source(start.passage, start.start, end.end, start.page_start, end.page_end)


def _outcome(form: Sequence[Field]) -> DecisionOutcome:
    """Return what the form says became of it; a decision that says no such word was agreed."""
    decided = ["\n".join(wording_lines(field)) for field in form if field.label is Label.DECISION]
    said = [match.group(match.lastgroup or 0) for field in form if (match := _SAYS_SO.search(field.text))]
    return next(
        (outcome for text in (*decided, *said) if (outcome := outcome_of(text, plain=True))),
        DecisionOutcome.AGREED,
    )


def _signature(form: Sequence[Field], decided: Field, found: Sequence[Signature]) -> Signature | None:
    """Return the signature of who decided: the first after the decision that is no officer's."""
    after = signatures(form[next(at for at, field in enumerate(form) if field is decided) :])
    ranked = [*(s for s in after if not s.of_officer), *(s for s in found if not s.of_officer), *after]
    return next((s for s in ranked if s.date), ranked[0] if ranked else None)
