"""How soon the first words of an answer stand on the screen, in a real browser before a real server.

    python -m tests.benchmarks.first_words ADDRESS [QUESTIONS.jsonl]

Counted from the sending of the form until the browser has painted what was understood of the question, the
first claim, and the whole. On loopback; the server should have kept none of the answers.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from retrieval.evaluation.predictions import read_questions
from tests.benchmarks.sample_papers import ROOT
from tests.benchmarks.timing import Figures, spread

QUESTIONS = 50
FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Three moments: each is when the next frame begins after the element is there.
ASK = """question => new Promise((done) => {
  const wanted = {
    understood: "#asking-understood .searched, .turn .searched",
    claim: ".claim-text, .no-answer .headline",
    whole: ".turn .feedback",
  };
  const seen = {};
  const begun = performance.now();
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (name in seen || !document.querySelector(selector)) continue;
      seen[name] = 0;
      requestAnimationFrame(() => {
        seen[name] = performance.now() - begun;
        if (Object.keys(wanted).every((each) => seen[each])) done(seen);
      });
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  document.getElementById("question").value = question;
  document.getElementById("ask").requestSubmit();
})"""


def first_words(address: str, questions: Path) -> Figures:
    """Return the median and 95th of the milliseconds until each moment, over the first questions."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return {}
    moments: list[dict[str, float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page()
        for case in read_questions(questions)[:QUESTIONS]:
            page.goto(address)
            moments.append(page.evaluate(ASK, case.question))
        browser.close()
    return {
        **spread("what was understood on screen", [each["understood"] for each in moments]),
        **spread("first claim on screen", [each["claim"] for each in moments]),
        **spread("whole answer on screen", [each["whole"] for each in moments]),
    }


def first_words_of(data: Path, questions: Path) -> Figures:
    """Return the same of a server over ``data`` that is started for it."""
    with _served(data) as address:
        return first_words(address, questions)


@contextmanager
def _served(data: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port), "--data", str(data)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/readyz").close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    """Print the figures, and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("questions", type=Path, nargs="?", default=ROOT / "corpus" / "questions.jsonl")
    asked = parser.parse_args()
    print(json.dumps(first_words(asked.address, asked.questions), indent=2))
    print(f"load: {', '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
