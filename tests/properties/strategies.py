"""Made-up texts and blocks: whatever a paper might hold."""

from hypothesis import strategies as st

from ingest.documents import Block, BlockKind

# Anything that UTF-8 can hold, with more of what has a meaning to the readers.
TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\n\n\t\f\r |-*•#>_<~\\[]().:;“”’£%0123456789abcdeABCDE \u00a0\u00ad\u200b\ufb01\uf0b7"
        ),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=400,
)

# What every reader puts into blocks: one line, normalised.
WORD = st.text(alphabet="abcdefgABCDEFG0123456789£é.;,", min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
LONG_LINE = st.builds(lambda line, times: " ".join([line] * times), LINE, st.integers(1, 60))


def _row(cells: list[str], header: list[str]) -> Block:
    return Block(BlockKind.TABLE_ROW, "", 1, cells=tuple(cells), header=tuple(header))


_CELL = st.one_of(st.just(""), LINE, st.lists(LONG_LINE, min_size=1, max_size=4).map("\n• ".join))
_NUMBER = st.sampled_from([None, None, "1", "6.4", "(a)"])
BLOCK = st.one_of(
    st.builds(Block, st.just(BlockKind.HEADING), LINE, st.just(1), st.integers(1, 6), _NUMBER),
    st.builds(Block, st.just(BlockKind.PARAGRAPH), LONG_LINE, st.just(1), st.just(0), _NUMBER),
    st.builds(Block, st.just(BlockKind.LIST_ITEM), LONG_LINE, st.just(1)),
    st.builds(_row, st.lists(_CELL, min_size=1, max_size=5), st.lists(LINE, max_size=5)),
)
