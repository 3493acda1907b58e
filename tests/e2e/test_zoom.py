"""Every page at 200 % and at 400 %: nothing runs over the side or is cut off (WCAG 1.4.4 and 1.4.10).

A window 1280 wide shows as many words at 200 % as one of 640, and at 400 % as one of 320.
"""

import pytest
from playwright.sync_api import Page, expect

WIDTHS = pytest.mark.parametrize("width", [640, 320])
QUESTION = "What was agreed on women offenders?"
PAGES = (
    "/",
    "/decisions",
    "/resolutions",
    "/recommendations",
    "/actions",
    "/actions?rating=amber&sort=rating",
    "/measures",
    "/meetings",
    "/acronyms",
    "/inconsistencies",
    "/documents",
    "/documents?year=1066",
    "/search?q=women+offenders",
    "/search",
    "/timeline?about=funding",
    "/reading",
    "/add",
    "/sign-in",
    "/conversations",
)
# What stands beyond the sides of the window, or is cut off by a box that shows no more of it. What lies in a
# box that scrolls can be reached; such a box has to be reachable by keyboard, and to say what it is. Fields
# scroll their own words; what only a screen reader is told, and pictures, are let be.
LOST = """() => {
  const wide = document.documentElement.clientWidth;
  const lost = [];
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === "hidden") continue;
    if (one.closest("svg, input, select, textarea, .visually-hidden, .skip-link, [hidden]")) continue;
    if (style.clipPath !== "none" || one.parentElement.closest("thead")) continue;
    const name = `${one.tagName.toLowerCase()}.${one.className}`;
    const scrolls = one.scrollWidth > one.clientWidth + 1;
    if (scrolls && /auto|scroll/.test(style.overflowX)) {
      const named = one.hasAttribute("aria-label") || one.hasAttribute("aria-labelledby");
      if (one.tabIndex < 0 || !one.hasAttribute("role") || !named) lost.push(`${name} scrolls unmarked`);
    } else if (scrolls && /hidden|clip/.test(style.overflowX)) {
      lost.push(`${name} is cut off`);
    }
    const isOver = box.right > wide + 1 || box.left < -1;
    if (isOver && !one.closest("[tabindex='0'][role]")) lost.push(`${name} runs over`);
  }
  if (document.documentElement.scrollWidth > wide) lost.push("the page scrolls sideways");
  return [...new Set(lost)];
}"""


def lost_on(page: Page) -> list[str]:
    return page.evaluate(LOST)


@pytest.fixture
def zoomed(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 8 * width // 10})
    return page


@WIDTHS
def test_each_page_is_whole(zoomed: Page):
    lost = {}
    for path in PAGES:
        zoomed.goto(path)
        expect(zoomed.get_by_role("heading", level=1)).to_be_visible()
        lost[path] = lost_on(zoomed)
    assert {path: what for path, what in lost.items() if what} == {}


@WIDTHS
def test_an_answer_and_all_that_it_leads_to_is_whole(zoomed: Page):
    lost = {}
    zoomed.goto("/")
    for question in (QUESTION, "Compare Norfolk and Staffordshire on support for victims"):
        zoomed.get_by_role("textbox", name="question").fill(question)
        zoomed.get_by_role("button", name="Ask", exact=True).click()
        expect(zoomed.locator(".turn .feedback").last).to_be_visible()
        lost[question] = lost_on(zoomed)
    conversation = zoomed.url.partition("#")[0]
    zoomed.locator(".cite").first.click()
    expect(zoomed.locator("#source-panel:not([aria-busy]) #panel-title")).to_be_visible()
    lost["panel"] = lost_on(zoomed)
    source = zoomed.get_by_role("link", name="Open as a page").get_attribute("href")
    assert source is not None
    paper = source.partition("/pages/")[0]
    for path in (source, paper, f"{conversation}/take-away", f"{conversation}/timeline", "/conversations"):
        zoomed.goto(path)
        lost[path] = lost_on(zoomed)
    zoomed.goto("/measures")
    zoomed.locator("a[href$='/over-time']").first.click()
    expect(zoomed.locator(".trend")).to_be_visible()
    lost["over time"] = lost_on(zoomed)
    assert {path: what for path, what in lost.items() if what} == {}


@pytest.mark.parametrize(
    ("mark_up", "what"),
    [
        ("<p>One<br>Two</p>", []),
        ("<p style='width: 500px'>One</p>", ["p. runs over", "the page scrolls sideways"]),
        (
            "<p style='width: 50px; overflow: hidden; white-space: nowrap'>One Two Three</p>",
            ["p. is cut off"],
        ),
        ("<p style='width: 50px; overflow: auto'>Unbreakable</p>", ["p. scrolls unmarked"]),
        (
            "<p style='width: 50px; overflow: auto' tabindex=0 role=region aria-label=Words>Unbreakable</p>",
            [],
        ),
    ],
)
def test_what_is_taken_for_lost(page: Page, mark_up: str, what: list[str]):
    page.set_viewport_size({"width": 320, "height": 256})
    page.set_content(mark_up)
    assert lost_on(page) == what
