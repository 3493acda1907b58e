"""What each standing means, said beside its name wherever quotes stand under it."""

from retrieval.answering.answer import Standing
from service.strings import text


def means(standing: Standing) -> str:
    """Return what the words under a standing commit to; "" for what was agreed, which says so itself."""
    return "" if standing is Standing.AGREED else text(f"standing.{standing.value}")
