"""What a site's robots.txt asks of programs (RFC 9309), and how often it wants to be asked.

Read with Protego, which knows the wildcards and the longest match of the RFC; the standard library's
parser does not, before Python 3.15.
"""

from protego import Protego

from ingest.errors import PaperError, PaperRefused, PaperUnreachable
from ingest.web.urls import host_of, robots_of
from ingest.web.visits import Visitor, read_at_most

# The RFC asks for at least 500 KiB to be read; what stands beyond is passed over.
_MOST_BYTES = 500 * 1024


class Robots:
    """The rules of every site that was asked for, each read once; for use by several threads at once."""

    def __init__(self, visitor: Visitor, product: str) -> None:
        self._visitor = visitor
        self._product = product  # the name that a site's rules may single us out by
        # Two threads may read the same rules at the same time; the later ones replace the like.
        self._known: dict[str, Protego | PaperError] = {}

    def check(self, url: str) -> None:
        """Raise PaperRefused when the site does not want ``url`` fetched by programs.

        Raises PaperUnreachable when it cannot be asked: then nothing is fetched, as the RFC has it.
        """
        where = robots_of(url)
        if where not in self._known:
            self._known[where] = self._read(where)
        rules = self._known[where]
        if isinstance(rules, PaperError):
            raise type(rules)(rules.message, hint=rules.hint)
        if not rules.can_fetch(url, self._product):
            raise PaperRefused(
                f"The robots.txt of {host_of(url)} asks programs not to fetch it.",
                hint="Fetch it with a browser and ingest the file, or ask the site to allow it.",
            )

    def _read(self, where: str) -> Protego | PaperError:
        try:
            with self._visitor.visit(where) as visit:
                status = visit.reply.status
                if status == 429 or status >= 500:
                    return _unreadable(where, f"it answered {status}")
                if not 200 <= status < 300:
                    return Protego.parse("")  # a site without rules allows all
                text, _ = read_at_most(visit.reply, _MOST_BYTES)
        except PaperUnreachable as error:
            return _unreadable(where, error.message.rstrip("."))
        except PaperError as error:
            return error
        rules = Protego.parse(text.decode("utf-8-sig", errors="replace"))
        self._visitor.slow_down(where, rules.crawl_delay(self._product) or 0.0)
        return rules


def _unreadable(where: str, why: str) -> PaperUnreachable:
    return PaperUnreachable(
        f"The robots.txt of {host_of(where)} could not be read ({why}), so nothing was fetched from there.",
        hint="The next ingest tries again.",
    )
