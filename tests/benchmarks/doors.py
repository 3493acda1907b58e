"""What each door costs over a direct call: the median and the 95th of asking and searching through it.

``python tests/benchmarks/doors.py --data DATA --questions FILE.jsonl`` serves the store on a free port
of this machine, asks everything once so that answers are kept, and then times what is between: the protocol,
server and the client's own library. Clients keep their connection. The other libraries' retrievers are timed
where they are installed.
"""

import argparse
import asyncio
import importlib.util
import os
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import uvicorn

from retrieval.evaluation.predictions import read_questions
from retrieval.library import Library
from service.app import create_app
from service.client import Agreed
from service.settings import Settings
from tests.benchmarks.timing import count_processor_time, milliseconds_of, percentile_95

K = 10
Door = Callable[[str], object]


@contextmanager
def served(library: Library) -> Iterator[str]:
    """Serve ``library`` in a thread, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # Inherited by connections: an answer's last piece otherwise waits 40 ms for the one before it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(), library), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def doors_for_asking(url: str, http: httpx2.Client) -> dict[str, Door]:
    """Return what asks one question through each door."""
    from openai import OpenAI

    chat = OpenAI(base_url=f"{url}/v1", api_key="none").chat.completions

    def ask(question: str, **more: object) -> str:
        return http.post(f"{url}/v1/ask", json={"question": question, "history": [], **more}).text

    def message(question: str) -> list[dict[str, str]]:
        return [{"role": "user", "content": question}]

    return {
        "HTTP": ask,
        "SSE": lambda question: ask(question, stream=True),
        "chat completions": lambda q: chat.create(model="agreed", messages=message(q)),  # type: ignore[call-overload]
        "chat completions, stream": lambda q: list(
            chat.create(model="agreed", messages=message(q), stream=True)  # type: ignore[call-overload]
        ),
        "Python client": Agreed(url).ask,
    }


def doors_for_searching(url: str, http: httpx2.Client) -> dict[str, Door]:
    """Return what searches once through each door, those of libraries that are not installed left out."""
    client = Agreed(url)
    setting = {"top_k": K, "score_threshold": 0.0}
    doors: dict[str, Door] = {
        "HTTP": lambda q: http.post(f"{url}/v1/search", json={"query": q, "k": K}).text,
        "Dify": lambda q: (
            http.post(
                f"{url}/retrieval",
                json={"knowledge_id": "agreed", "query": q, "retrieval_setting": setting},
            ).text
        ),
        "Python client": lambda q: client.search(q, k=K),
    }
    if importlib.util.find_spec("langchain_core"):
        from service.retrievers.langchain import AgreedRetriever as LangChain

        doors["LangChain"] = LangChain(url=url, k=K).invoke
    if importlib.util.find_spec("llama_index"):
        from service.retrievers.llamaindex import AgreedRetriever as LlamaIndex

        doors["LlamaIndex"] = LlamaIndex(url, k=K).retrieve
    if importlib.util.find_spec("haystack"):
        from service.retrievers.haystack import AgreedRetriever as Haystack

        doors["Haystack"] = Haystack(url, k=K).run
    return doors


async def agent_milliseconds(
    url: str, tool: str, argument: str, questions: Sequence[str], clock: Callable[[], float]
) -> list[float]:
    """Return the milliseconds of calling one tool for each question, by the protocol's own client."""
    from mcp import Client

    found: list[float] = []
    async with Client(f"{url}/mcp") as client:
        await client.call_tool(tool, {argument: questions[0]})
        for question in questions:
            began = clock()
            await client.call_tool(tool, {argument: question})
            found.append(1000 * (clock() - began))
    return found


def report(title: str, direct: Sequence[float], doors: dict[str, list[float]]) -> None:
    """Print the direct call, and what each door takes over it."""
    print(f"\n{title}: {len(direct)} each; direct {statistics.median(direct):.2f} ms (median)")
    for name, times in doors.items():
        over = statistics.median(times) - statistics.median(direct)
        print(f"  {name:26} {over:+7.2f} ms over it (95th {percentile_95(times):.2f} ms in all)")


def main() -> None:
    """Time every door over the store that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--processor", action="store_true", help="count what is computed, for a busy machine")
    given = parser.parse_args()
    clock = time.process_time if given.processor else time.perf_counter
    if given.processor:
        count_processor_time()
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    questions = [case.question for case in read_questions(given.questions)][: given.most]
    with (
        closing(Library.open(given.data, answers_kept=1000)) as library,
        served(library) as url,
        httpx2.Client() as http,
    ):
        library.warm()
        milliseconds_of(questions, library.ask)
        asking = {name: _timed(questions, ask) for name, ask in doors_for_asking(url, http).items()}
        asking["MCP"] = asyncio.run(agent_milliseconds(url, "ask", "question", questions, clock))
        report("Asking", milliseconds_of(questions, library.ask), asking)
        searching = {name: _timed(questions, find) for name, find in doors_for_searching(url, http).items()}
        searching["MCP"] = asyncio.run(agent_milliseconds(url, "search", "query", questions, clock))
        report("Searching", milliseconds_of(questions, lambda q: library.search(q, k=K)), searching)


def _timed(questions: Sequence[str], door: Door) -> list[float]:
    door(questions[0])  # the first opens the connection
    return milliseconds_of(questions, door)


if __name__ == "__main__":
    main()
