"""The templates, with escaping always on: text from a paper is never taken for HTML."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service.paper_state import state_line
from service.source_lines import ocr_note, part_line
from service.web.assets import asset, has_asset
from service.web.linked_data import linked_data
from service.web.source_view import in_conversation
from service.web.strings import marked_up
from service.web.wording import count, long_date, sentence_case, unbroken

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(long_date=long_date, count=count, sentence_case=sentence_case, unbroken=unbroken)
_templates.globals.update(asset=asset, has_asset=has_asset, t=marked_up, linked_data=linked_data)
_templates.filters.update(in_conversation=in_conversation)
_templates.filters.update(part_line=part_line, ocr_note=ocr_note, state_line=state_line)


def render(template: str, **context: Any) -> str:
    """Return ``template`` filled in."""
    return _templates.get_template(template).render(**context)


def respond(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page made of ``template``."""
    return HTMLResponse(render(template, **context), status)
