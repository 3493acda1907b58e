import dataclasses
from pathlib import Path

import pytest

from ingest.errors import RequestInvalid
from service.settings import Settings


def test_defaults_when_the_environment_says_nothing():
    settings = Settings.from_environment(environ={})
    assert settings == Settings(Path("agreed-data"), None, False, "127.0.0.1", 8000)


def test_the_environment_is_read():
    settings = Settings.from_environment(
        environ={"AGREED_DATA": "there", "AGREED_MODEL": "some/model", "AGREED_SHOW_RESTRICTED": "1"}
    )
    assert (settings.data, settings.model, settings.show_restricted) == (Path("there"), "some/model", True)


def test_what_is_passed_comes_before_the_environment():
    settings = Settings.from_environment(
        "here", show_restricted=False, environ={"AGREED_DATA": "there", "AGREED_SHOW_RESTRICTED": "yes"}
    )
    assert (settings.data, settings.show_restricted) == (Path("here"), False)


@pytest.mark.parametrize(
    ("said", "ocr"), [(None, True), ("", True), ("on", True), ("1", True), ("off", False), ("0", False)]
)
def test_ocr_is_on_unless_it_is_switched_off(said: str | None, ocr: bool):
    assert Settings.from_environment(environ={} if said is None else {"AGREED_OCR": said}).ocr is ocr


def test_ocr_can_be_switched_off_for_one_command():
    assert Settings.from_environment(ocr=False, environ={"AGREED_OCR": "on"}).ocr is False


def test_an_unclear_flag_is_refused_and_not_guessed():
    with pytest.raises(RequestInvalid, match="AGREED_SHOW_RESTRICTED is 'maybe'"):
        Settings.from_environment(environ={"AGREED_SHOW_RESTRICTED": "maybe"})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.9.10", "LOCALHOST"])
def test_loopback_hosts_are_accepted(host: str):
    assert host.strip("[]").lower() in Settings(host=host).allowed_hosts


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_alone_no_key_is_needed_to_begin_with(host: str):
    assert Settings(host=host).needs_keys is False


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org"])
def test_beyond_this_machine_a_key_is_needed_and_no_paper_may_be_added(host: str):
    assert (Settings(host=host).needs_keys, Settings(host=host).may_add) == (True, False)


@pytest.mark.parametrize("host", ["", "[]", " "])
def test_no_address_at_all_is_refused(host: str):
    with pytest.raises(RequestInvalid, match="empty"):
        Settings(host=host)


def test_names_and_licence_are_read():
    settings = Settings.from_environment(
        environ={"AGREED_HOSTS": "papers.example.org, Intranet", "AGREED_LICENCE": "OGL-UK-3.0"}
    )
    assert {"papers.example.org", "intranet", "127.0.0.1"} <= settings.allowed_hosts
    assert settings.licence == "OGL-UK-3.0"


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_out_of_range_is_refused(port: int):
    with pytest.raises(RequestInvalid):
        Settings(port=port)


def test_settings_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().port = 1


@pytest.mark.parametrize(("value", "may"), [("", True), ("1", True), ("0", False), ("off", False)])
def test_papers_may_be_added_on_this_machine_unless_it_is_said_otherwise(value, may):
    assert Settings.from_environment(environ={"AGREED_ADD": value}).may_add is may
