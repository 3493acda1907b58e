"""What the documentation says is what the code does."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from service.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]


def test_every_command_of_the_readme_exists_and_the_other_way_round():
    named = set(re.findall(r"^\| `agreed ([a-z]+)", README, re.MULTILINE))

    assert named == set(get_command(app).commands)
    assert set(re.findall(r"bin/agreed ([a-z]+)", README)) <= named


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_every_command_explains_itself_with_an_example(command):
    help_text = CliRunner().invoke(app, [command, "--help"]).stdout

    assert f"Example: agreed {command}" in help_text
    assert "--data" in help_text
    assert "--json" in help_text


def test_every_option_of_the_readme_exists():
    options = set(re.findall(r"`(--[a-z-]+)", README))
    known = {
        option
        for command in get_command(app).commands.values()
        for parameter in command.params
        for option in parameter.opts
    }

    assert options - {"--help"} <= known


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        target for page in PAGES for target in re.findall(r"^make ([a-z]+)", page.read_text("utf-8"), re.M)
    }

    assert {"run", "test"} <= named <= targets


def test_the_settings_table_names_what_the_settings_read():
    documented = set(re.findall(r"^\| `(AGREED_[A-Z_]+)`", README, re.MULTILINE))
    read = set(re.findall(r'"(AGREED_[A-Z_]+)"', (ROOT / "service" / "settings.py").read_text("utf-8")))

    assert documented == read


def test_every_direct_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)

    def canonical(name):
        return re.sub(r"[-_.]+", "-", name).lower()

    assert {canonical(re.match(r"[\w.-]+", one).group()) for one in wanted} <= {
        canonical(one) for one in pinned
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?://)([^)#]+)", text) + re.findall(r'src="(?!https?://)([^"]+)"', text)

    assert [link for link in links if not (page.parent / link).exists()] == []
