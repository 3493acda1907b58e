"""The templates, with escaping always on: text from a paper is never taken for HTML."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service.paper_state import state_line
from service.source_lines import ocr_note, part_line
from service.strings import marked_up
from service.web.assets import asset, has_asset
from service.web.linked_data import linked_data
from service.web.signed_in import has_session
from service.web.source_view import in_conversation
from service.wording import long_date, name_of, pages_of, unbroken

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(long_date=long_date, name_of=name_of, unbroken=unbroken)
_templates.globals.update(
    asset=asset,
    has_asset=has_asset,
    t=marked_up,
    linked_data=linked_data,
    pages_of=pages_of,
    has_session=has_session,
)
_templates.filters.update(in_conversation=in_conversation)
_templates.filters.update(part_line=part_line, ocr_note=ocr_note, state_line=state_line)


def environment() -> Environment:
    """Return what fills the templates in."""
    return _templates


def render(template: str, **context: Any) -> str:
    """Return ``template`` filled in."""
    return _templates.get_template(template).render(**context)


def respond(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page made of ``template``."""
    return HTMLResponse(render(template, **context), status)
