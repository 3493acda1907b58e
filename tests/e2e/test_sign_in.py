"""Signing in with a key, in a real Chromium, without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from tests.e2e.axe import violations
from tests.e2e.keyed import served_with


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    keys = KeyStore(tmp_path)
    yield keys
    keys.close()


@pytest.fixture
def keyed_page(browser: Browser, keys: KeyStore) -> Iterator[Page]:
    with served_with(keys) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False)
        page = context.new_page()
        page.set_default_timeout(30_000)
        yield page
        context.close()


def test_a_key_is_given_once_and_leads_to_the_page_that_was_wanted(keyed_page: Page, keys: KeyStore):
    page = keyed_page
    _, text = keys.create("me", [KeyScope.ASK])
    page.goto("/search?q=women")
    expect(page).to_have_title("Sign in – Agreed")

    page.get_by_label("Access key").fill("agreed_nonsense")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("That key was not accepted")

    page.get_by_label("Access key").fill(text)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/search\?q=women$"))
    page.goto("/documents")
    expect(page.get_by_role("heading", level=1)).to_have_text("Papers")

    page.goto("/sign-in")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/documents")
    expect(page).to_have_title("Sign in – Agreed")


def test_the_page_is_accessible_and_fits_a_telephone(keyed_page: Page, keys: KeyStore, browser: Browser):
    keys.create("me", [KeyScope.ASK])
    keyed_page.goto("/documents")
    # axe needs JavaScript, which the page itself does without.
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(keyed_page.url)
    assert violations(page) == []
    page.get_by_label("Access key").fill("agreed_nonsense")
    page.get_by_role("button", name="Sign in").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
