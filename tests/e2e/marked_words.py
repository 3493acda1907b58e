"""The words under the marks of a page's picture, read back from where the browser has laid them."""

import re
from pathlib import Path
from urllib.parse import urljoin

import httpx
from playwright.sync_api import Locator, Page, expect

from ingest.readers.pdf.marks_letters import read_letters


def letters_of(words: str) -> str:
    """Return the letters and digits of words: what neither line ends nor marks of punctuation change."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def quoted(card: Locator) -> str:
    """Return the letters of the words that the source's card marks."""
    return letters_of("".join(card.locator("mark").all_inner_texts()))


def marked(page: Page, within: str, tmp_path: Path) -> str:
    """Return the letters of the paper under the rectangles that the browser lays over its picture."""
    picture = page.locator(f"{within} .leaf-picture")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    around = picture.bounding_box()
    source = re.search(r"/v1/documents/([^/]+)/pages/(\d+)\.png", picture.get_attribute("src") or "")
    assert around is not None
    assert source is not None
    file = tmp_path / f"{source[1]}.pdf"
    file.write_bytes(httpx.get(urljoin(page.url, f"/documents/{source[1]}/original")).content)
    letters = read_letters(file, int(source[2]))
    scale = around["width"] / letters.width
    boxes = [box for rect in page.locator(f"{within} .leaf-mark").all() if (box := rect.bounding_box())]
    found = ""
    for letter, (x0, y0, x1, y1) in zip(letters.text, letters.boxes.tolist(), strict=True):
        x, y = around["x"] + (x0 + x1) / 2 * scale, around["y"] + (y0 + y1) / 2 * scale
        if any(
            box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"]
            for box in boxes
        ):
            found += letter
    return letters_of(found)


def is_said(words: str, by: str) -> bool:
    """Whether a quote is what the page marks: a part of it where the page shows only a part."""
    return bool(by) and (words == by or words.startswith(by) or words.endswith(by))
