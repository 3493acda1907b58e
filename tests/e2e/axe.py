"""Accessibility by axe-core, which `npm ci` puts beside the source: run in the page, not loaded by it."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 at A and AA, and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is: rule, place and what to mend."""
    if not SOURCE.exists():
        reason = "axe-core is not installed: npm ci"
        if os.environ.get("AGREED_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    # evaluate() runs outside the page's Content-Security-Policy.
    page.evaluate(SOURCE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("tags => axe.run({ runOnly: { type: 'tag', values: tags } })", TAGS)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
