"""Who answers a command's question: the server that runs over the same store, else this process."""

from pathlib import Path

from retrieval.answering.answer import Answer, Filters, SearchResult
from service import running_server
from service.cli_options import open_library
from service.settings import Settings


def answer_to(question: str, filters: Filters, data: Path | None, *, no_server: bool) -> Answer:
    """Return the answer to ``question``; the same whoever gives it. Raises what ``Library.ask`` does."""
    if not no_server:
        answer = running_server.ask(Settings.from_environment(data), question, filters)
        if answer is not None:
            return answer
    with open_library(data) as library:
        return library.ask(question, filters=filters)


def passages_for(query: str, k: int, filters: Filters, data: Path | None, *, no_server: bool) -> SearchResult:
    """Return the ``k`` passages nearest to ``query``, as ``answer_to`` returns an answer."""
    if not no_server:
        result = running_server.search(Settings.from_environment(data), query, k, filters)
        if result is not None:
            return result
    with open_library(data) as library:
        return library.search(query, k=k, filters=filters)
