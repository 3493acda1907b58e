"""The papers' own words, embedded so that a question may say the same in other words."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager

from ingest.encoder import Encoder
from ingest.report import Step, Teller
from ingest.store import Store
from ingest.words import words_in

_SHORTEST_WORD = 4


def learn_words(store: Store, encoder: Encoder, teller: Teller) -> None:
    """Embed the words that came with papers and are new."""
    with learning_words(store, encoder, teller):
        pass


@contextmanager
def learning_words(store: Store, encoder: Encoder, teller: Teller) -> Iterator[None]:
    """Embed the words that came with papers and are new, while what stands within is done.

    They are kept at its end; where it raises, they stay due.
    """
    if not store.words_due:
        yield
        return
    new = sorted(vocabulary(_texts(store)) - store.known_words())
    if new:
        teller.begin(0)
        teller.tell(Step.WORDS)
    left = threading.Event()

    def go_on(_: int) -> None:
        if left.is_set():
            raise CancelledError

    with ThreadPoolExecutor(1, "words") as helper:
        vectors = helper.submit(encoder.encode, new, go_on)
        try:
            yield
            store.write_words(new, vectors.result())
        except BaseException:
            left.set()
            raise


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return the words of ``texts`` that may have synonyms: of four letters or more, without figures."""
    return {
        word for text in texts for word in words_in(text) if len(word) >= _SHORTEST_WORD and word.isalpha()
    }


def _texts(store: Store) -> Iterator[str]:
    # Paper by paper: all passages at once may not fit into memory.
    for document_id in store.papers_with_words_due():
        for stored in store.passages_of(document_id):
            yield stored.passage.text
