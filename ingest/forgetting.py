"""Files that are gone are forgotten, and their papers with them; many at once only when that is meant.

A folder that was emptied by mistake, or a network drive that is not mounted, looks like a folder whose
papers were all withdrawn. So a sync that would remove more than half of them asks first.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Outcome
from ingest.files import under
from ingest.report import FileReport
from ingest.store import FileState, Store

_FEWEST = 3
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Removal:
    """The files that are gone from the folders of a sync, and what forgetting them would remove.

    ``files`` are those whose papers would go, ``others`` those that take no paper along: their content
    lies elsewhere too, or they never gave a paper. ``papers`` would be removed, of the ``of`` papers
    that the store held from these folders before the sync.
    """

    files: tuple[str, ...]
    others: tuple[str, ...]
    papers: int
    of: int

    @property
    def is_large(self) -> bool:
        """Whether it takes more than half of the papers, and at least three."""
        return self.papers >= _FEWEST and self.papers > _SHARE * self.of


def removal(
    before: Mapping[str, FileState],
    now: Mapping[str, FileState],
    gone: Collection[str],
    paths: Sequence[Path],
) -> Removal:
    """Return what forgetting the files ``gone`` would remove from under ``paths``.

    ``before`` and ``now`` are what the store knew of files, by path, before the sync, and what it knows
    after new and changed files were taken in.
    """
    lost = {path: now[path].document_id for path in gone if path in now}
    held = {state.document_id for path, state in now.items() if path not in lost}
    takes = {path: paper for path, paper in lost.items() if paper and paper not in held}
    here = {before[path].document_id for path in under(before, paths)} - {None}
    return Removal(
        files=tuple(takes),
        others=tuple(path for path in lost if path not in takes),
        papers=len(set(takes.values())),
        of=len(here),
    )


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of the files that are gone: those reported, and those whose papers were kept."""

    reports: tuple[FileReport, ...]
    kept: tuple[str, ...]


def forget(
    store: Store,
    paths: Sequence[Path],
    may_remove: Callable[[Removal], bool],
    *,
    before: Mapping[str, FileState],
    gone: Collection[str],
    moved: Collection[str],
) -> Forgotten:
    """Forget the files that are gone; papers that only they held stop answering.

    Those of them that were ``moved`` are not reported: their content was, under its new name. When
    ``may_remove`` does not allow a large removal, no paper is removed.
    """
    if not gone:
        return Forgotten((), ())
    due = removal(before, store.files(), gone, paths)
    kept = due.files if due.is_large and not may_remove(due) else ()
    forgotten = set(due.others) | set(due.files) - set(kept)
    if forgotten:
        store.forget_files(sorted(forgotten))
    return Forgotten(
        reports=tuple(
            FileReport(path, Outcome.REMOVED, "The file is no longer there.")
            for path in gone
            if path in forgotten and path not in moved
        ),
        kept=kept,
    )
