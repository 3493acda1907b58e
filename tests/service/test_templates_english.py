"""No English stands in a template: each text is asked for by its key, so that all can be said in Welsh."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import nodes

from service.web.rendering import environment

TEMPLATES = Path(__file__).parents[2] / "service" / "web" / "templates"
# What is read out or shown of an element, beside the words in it.
SPOKEN = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title"})
# A command is typed as it stands, in any language.
UNTRANSLATED = frozenset({"code"})
WORD = re.compile(r"[A-Za-z]{2,}")
# Blocks that say which entry of the navigation is the present one: an attribute, not words.
IN_A_TAG = "nav_"
# Stands where a template prints something.
PRINTED = "\N{WHITE SQUARE}"


class _Words(HTMLParser):
    """Gathers the words that a page's own mark-up says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value and WORD.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if WORD.search(data) and not UNTRANSLATED.intersection(self._open):
            self.found.append(" ".join(data.split()))


def words_of_mark_up(template: nodes.Template) -> list[str]:
    """Return what stands in a template beside what it prints."""
    parser = _Words()
    parser.feed("".join(_in_order(template)))
    return parser.found


def _in_order(node: nodes.Node) -> Iterator[str]:
    """Yield the mark-up of a template, with a sign where something is printed."""
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else PRINTED
    elif not (isinstance(node, nodes.Block) and node.name.startswith(IN_A_TAG)):
        for child in node.iter_child_nodes():
            yield from _in_order(child)


def printed_words(template: nodes.Template) -> Iterator[str]:
    """Yield the literals within expressions that would be shown: those that read like words."""
    for output in template.find_all(nodes.Output):
        for expression in output.nodes:
            yield from _shown(expression)


def _shown(expression: nodes.Node) -> Iterator[str]:
    """Yield the literals that an expression may print; arguments of calls and of tests are not among them."""
    if isinstance(expression, nodes.Const):
        if isinstance(expression.value, str) and re.search(r"[A-Z][a-z]|[a-z] [a-z]", expression.value):
            yield expression.value
    elif isinstance(expression, nodes.CondExpr):
        yield from _shown(expression.expr1)
        if expression.expr2 is not None:
            yield from _shown(expression.expr2)
    elif isinstance(expression, nodes.Concat):
        for part in expression.nodes:
            yield from _shown(part)


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.html")), ids=lambda file: file.name)
def test_no_english_stands_in_a_template(file: Path):
    template = environment().parse(file.read_text("utf-8"))
    assert [*words_of_mark_up(template), *printed_words(template)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Look again</p>", ["Look again"]),
        ('<nav aria-label="More lists"></nav>', ["More lists"]),
        ("<p>{{ t('ask.title') }}</p>", []),
        ("<p>{% if a %}Nothing{% endif %} {{ b }}</p>", ["Nothing \N{WHITE SQUARE}"]),
        ("<p>{{ 'Error: ' if a else '' }}</p>", ["Error: "]),
        ("{{ name }} of {{ all }}", [f"{PRINTED} of {PRINTED}"]),
        ("<code>agreed ingest FOLDER</code>", []),
        ('<p class="lead{{ " is-long" if a else "" }}"></p>', []),
    ],
)
def test_what_is_taken_for_english(source: str, found: list[str]):
    template = environment().parse(source)
    assert [*words_of_mark_up(template), *printed_words(template)] == found
