"""No English that people are shown stands in the code of the pages and of the files that are taken away."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICE = Path(__file__).parents[2] / "service"
SHARED = ("claim_lines", "feeds_atom", "replies", "search_scope", "source_lines", "wording")
CODE = sorted(
    (
        *(SERVICE / "web").glob("*.py"),
        *(SERVICE / "exports").glob("*.py"),
        *(SERVICE / f"{m}.py" for m in SHARED),
    )
)
SCRIPTS = sorted((SERVICE / "web" / "static").glob("*.js"))
SEVERAL_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
# Names that the format of Word files gives to its styles.
NAMES = frozenset({"List Bullet", "Quoted words", "footnote text", "footnote reference"})
# What is given to these is read by who looks after the service or by a pattern.
NOT_SHOWN = frozenset({"compile", "fullmatch", "sub", "split", "warning", "exception", "info"})
# A script words its errors, which nobody is shown, and its selectors without a capital.
WORDS_IN_SCRIPT = re.compile(r"""["'`]([A-Z][a-z]* [a-z]{2,}[^"'`\n]*)["'`]""")


def said_in_code(source: str) -> list[str]:
    """Return the literals of Python code that read like words for people."""
    tree = ast.parse(source)
    silent = {id(node) for part in _not_shown(tree) for node in ast.walk(part)}
    literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent)
    values = (node.value for node in literals if isinstance(node.value, str))
    return [value for value in values if _reads_like_words(value)]


def _not_shown(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield docstrings, and calls of what shows nothing to anybody."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in NOT_SHOWN
        ):
            yield node


def _reads_like_words(value: str) -> bool:
    shown = re.sub(r"<[^>]*>?", "", value)
    return bool(SEVERAL_WORDS.search(shown)) and value not in NAMES


@pytest.mark.parametrize("file", CODE, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_english_stands_in_the_code_of_the_pages(file: Path):
    assert said_in_code(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_no_english_stands_in_a_script(file: Path):
    assert WORDS_IN_SCRIPT.findall(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('title = f"Answers to {n} questions"', ["Answers to "]),
        ('raise NotInStore("There is no such page.")', ["There is no such page."]),
        ('"""What this is."""\nname = "decision_notice"', []),
        ('log.info("No examples could be made")', []),
        ('mark = f"<super size=7>{n}</super>"', []),
    ],
)
def test_what_is_taken_for_english(source: str, found: list[str]):
    assert [words for words in said_in_code(source) if words != " questions"] == found
