"""A library that is warm: whoever asks first waits for nothing that could have been done before."""

from pathlib import Path

from ingest.store import Store
from retrieval.indexing.manifest import is_tidy
from retrieval.indexing.segments import Segments
from retrieval.library import Library
from tests.retrieval.made import paper, store_of, write
from tests.support.papers import MINUTES, text_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

GRANT = paper(
    "The Panel agreed a grant of £42,000 for the clinic in Sedgeford.", title="Minutes of the clinic"
)
OTHER = paper("Buses run daily to the coast.", title="Buses")


class CountingEncoder(StandInEncoder):
    """Counts the questions that it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def encode_question(self, text: str):
        self.questions.append(text)
        return super().encode_question(text)


def test_the_models_and_the_index_have_been_used_once(tmp_path: Path) -> None:
    encoder, cross_encoder = CountingEncoder(), StandInCrossEncoder()
    library = Library(store_of(tmp_path / "data", GRANT), encoder, cross_encoder)

    library.warm()

    assert len(encoder.questions) == 1
    assert "The Panel agreed a grant" in " ".join(cross_encoder.texts)
    library.close()


def test_being_warm_already_costs_nothing_until_the_papers_change(tmp_path: Path) -> None:
    encoder, store = CountingEncoder(), store_of(tmp_path / "data", GRANT)
    library = Library(store, encoder, StandInCrossEncoder(), answers_kept=0)
    library.warm()
    library.warm()
    assert len(encoder.questions) == 1

    write(store, OTHER)
    library.warm()

    assert len(encoder.questions) == 2
    library.close()


def test_a_store_without_papers_can_be_warmed(tmp_path: Path) -> None:
    library = Library(Store(tmp_path, create=True), StandInEncoder(), StandInCrossEncoder())
    library.warm()
    library.close()


def test_papers_that_are_added_are_in_the_index_before_anybody_asks(tmp_path: Path) -> None:
    store = Store(tmp_path / "data", create=True)
    library = Library(store, StandInEncoder(), StandInCrossEncoder())
    file = text_paper(tmp_path / "papers", "minutes.txt", MINUTES)

    library.add([file])

    assert is_tidy(store)
    assert len(Segments.of(store).held) == 1
    library.close()
