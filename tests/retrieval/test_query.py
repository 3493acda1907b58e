"""A question as typed, to what is looked for."""

import pytest

from ingest.documents import DocumentKind, Rating
from ingest.errors import QuestionInvalid
from retrieval.query import LONGEST_QUESTION, Question, TermGroup, Wanted
from retrieval.words import stem
from tests.retrieval.made import paper, question_about

NOTICE = paper(
    "The Commissioner approved the precept increase of £11 for Fenshire.",
    "Integrated Offender Management (IOM) continues to work with women offenders.",
    "The diversion scheme in Sedgeford is run by the Wexby Trust.",
    title="Decision 28/2021",
    kind=DocumentKind.DECISION_NOTICE,
    area="Norfolk",
    reference="28/2021",
)


@pytest.fixture
def ask(make_store):
    store = make_store(NOTICE)
    return lambda typed, *history: question_about(store, typed, *history)


def ways(question: Question) -> list[set[str]]:
    return [set(way) for group in question.groups for way in group.ways]


# Spelling


def test_a_misspelt_word_is_put_right_by_the_papers_words(ask) -> None:
    asked = ask("what precept increse was aproved for Fenshire")
    assert asked.text == "what precept increase was approved for Fenshire"
    assert asked.typed == "what precept increse was aproved for Fenshire"
    assert asked.unknown == ()


def test_a_word_of_the_papers_is_left_as_it_is(ask) -> None:
    assert ask("women offenders in Sedgeford").text == "women offenders in Sedgeford"


def test_a_word_in_another_form_is_no_misspelling(ask) -> None:
    assert ask("schemes for offending").text == "schemes for offending"


def test_a_word_that_no_paper_holds_is_told(ask) -> None:
    asked = ask("the helicopters of Sedgeford")
    assert (asked.text, asked.unknown) == ("the helicopters of Sedgeford", ("helicopters",))


def test_titles_are_words_of_the_papers_too(make_store) -> None:
    store = make_store(paper("Ten places.", title="Nurseries of Wexby"))
    assert question_about(store, "nurserries").text == "nurseries"


# Acronyms


def test_an_acronym_stands_for_what_it_is_short_for(ask) -> None:
    asked = ask("What does IOM do?")
    assert asked.expansions == {"iom": ("Integrated Offender Management",)}
    assert ways(asked) == [{"iom"}, {"integr", "offend", "manag"}]
    assert {"iom", "integrated", "offender", "management"} <= set(asked.searched)


def test_what_is_spelt_out_stands_for_the_acronym(ask) -> None:
    asked = ask("What does integrated offender management do?")
    assert ways(asked) == [{"integr", "offend", "manag"}, {"iom"}]
    assert "iom" in {word.lower() for word in asked.searched}


def test_either_is_matched_by_the_other(ask) -> None:
    for typed in ("IOM", "integrated offender management"):
        (group,) = ask(typed).groups
        assert group.match({"iom"}) == group.match({"integr", "offend", "manag"}) == 1.0
        assert group.match({"offend", "manag"}) == 0.0


# References, years and ratings


@pytest.mark.parametrize(
    ("typed", "references", "years"),
    [
        ("decision 28/2021", ("28/2021",), ()),
        ("decision 2021/28", ("28/2021",), ()),  # as the papers print it
        ("decision PCC 12/2020", ("PCC12/2020",), ()),
        ("the budget of 2018/19", (), ("2018/19",)),
        ("decision no. 2018/19", ("2018/19",), ()),
        ("the budget of 2018-19 and 2020", (), ("2018-19", "2020")),
        ("in 2018", (), ("2018",)),
        ("3 of 4", (), ()),
    ],
)
def test_references_and_years(ask, typed, references, years) -> None:
    asked = ask(typed)
    assert (asked.references, asked.years) == (references, years)


@pytest.mark.parametrize(
    ("typed", "ratings"),
    [
        ("which actions are still amber", (Rating.AMBER,)),
        ("Red and AMBER actions", (Rating.RED, Rating.AMBER)),
        ("greener roads for Redford", ()),
    ],
)
def test_ratings(ask, typed, ratings) -> None:
    assert ask(typed).ratings == ratings


# Areas


@pytest.mark.parametrize(
    ("typed", "areas", "foreign"),
    [
        ("precept in Norfolk", ("Norfolk",), ()),
        ("precept in norfolk", ("Norfolk",), ()),
        ("precept in Suffolk", (), ("Suffolk",)),
        ("Norfolk and Suffolk", ("Norfolk",), ("Suffolk",)),
        ("the precept", (), ()),
    ],
)
def test_areas_with_papers_and_without(ask, typed, areas, foreign) -> None:
    asked = ask(typed)
    assert (asked.areas, asked.foreign_areas) == (areas, foreign)


def test_an_area_that_no_gazetteer_knows_is_known_by_its_papers(make_store) -> None:
    store = make_store(paper("The precept.", area="Fenshire"))
    assert question_about(store, "precept in fenshire").areas == ("Fenshire",)


# What is wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("How much is the precept?", Wanted.AMOUNT),
        ("what will the diversion scheme cost", Wanted.AMOUNT),
        ("which grant was approved", Wanted.AMOUNT),
        ("How many women offenders?", Wanted.NUMBER),
        ("What percentage of women?", Wanted.NUMBER),
        ("When was it approved?", Wanted.DATE),
        ("How long does the post last?", Wanted.DURATION),
        ("Who runs the diversion scheme?", Wanted.PERSON),
        ("Which charity runs the scheme?", Wanted.PERSON),
        ("Why was the precept approved?", Wanted.REASON),
        ("Was the precept approved?", Wanted.YES_NO),
        ("What does IOM stand for?", Wanted.EXPANSION),
        ("What does IOM mean?", Wanted.EXPANSION),
        ("women offenders", Wanted.STATEMENT),
    ],
)
def test_the_form_of_answer_that_is_wanted(ask, typed, wanted) -> None:
    assert ask(typed).wanted is wanted


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [
        ("what was agreed on women offenders", True),
        ("Which decisions were made on diversion?", True),
        ("what did the Commissioner sign off on diversion", True),
        ("what was signed off on diversion", True),
        ("what is said on diversion", False),
    ],
)
def test_whether_only_what_was_agreed_is_asked_for(ask, typed, agreed) -> None:
    assert ask(typed).asks_agreed is agreed


def test_words_of_the_asking_are_not_looked_for_in_the_answer(ask) -> None:
    asked = ask("What was agreed about the diversion scheme?")
    assert ways(asked) == [{stem("diversion")}, {stem("scheme")}]


def test_the_words_of_an_open_period_need_not_stand_in_the_answer(ask) -> None:
    asked = ask("diversion after April 2018")
    assert ways(asked) == [{stem("diversion")}]
    assert asked.period is not None
    assert "april" not in asked.searched


def test_a_rarer_word_weighs_more(make_store) -> None:
    store = make_store(paper("Buses and trams.", "Buses and trains.", "Buses and cars.", "Buses."))
    everywhere, rare = question_about(store, "buses trams").groups
    # log(1 + 4/4) / log(1 + 4) = 0.43; log(1 + 4/1) / log(1 + 4) = 1
    assert everywhere.weight == pytest.approx(0.4307, abs=1e-4)
    assert rare.weight == pytest.approx(1.0)


def test_a_like_word_counts_for_less_than_the_word_itself() -> None:
    group = TermGroup((frozenset({"jail"}),), 1.0, near={"prison": 0.8})
    assert (group.match({"jail"}), group.match({"prison"}), group.match({"school"})) == (1.0, 0.8, 0.0)


def test_a_name_has_no_like_words(ask) -> None:
    names = {next(iter(g.ways[0])): g.name for g in ask("the scheme in Sedgeford").groups}
    assert names == {stem("scheme"): False, stem("sedgeford"): True}


# Follow-ups

EARLIER = "How much is the precept increase in Norfolk?"


@pytest.mark.parametrize(
    "typed", ["and for women?", "When was it approved?", "Why?", "what about Sedgeford", "How many of them?"]
)
def test_a_follow_up_leans_on_the_question_before_it(ask, typed) -> None:
    asked = ask(typed, EARLIER)
    assert asked.text == f"{EARLIER} {typed}"
    assert {stem("precept")} in ways(asked)
    assert asked.areas == ("Norfolk",)


@pytest.mark.parametrize(
    "typed", ["Who runs the diversion scheme?", "What does IOM stand for?", "women offenders in Sedgeford"]
)
def test_a_question_that_stands_alone_does_not(ask, typed) -> None:
    asked = ask(typed, EARLIER)
    assert asked.text == typed
    assert {stem("precept")} not in ways(asked)
    assert asked.areas == ()


def test_without_a_question_before_it_nothing_is_carried_over(ask) -> None:
    for history in ([], ["", "  "]):
        assert ask("and for women?", *history).text == "and for women?"


@pytest.mark.parametrize(("typed", "now"), [("When was it signed?", "When was it signed?"), ("Why?", "")])
def test_what_a_follow_up_asks_is_known_apart_where_it_says_anything(ask, typed, now) -> None:
    assert ask(typed, EARLIER).asks_now == now
    assert ask(typed).asks_now == ""


def test_what_is_carried_over_weighs_less(ask) -> None:
    alone = {g.ways[0]: g.weight for g in ask(EARLIER).groups}
    leaning = {g.ways[0]: g.weight for g in ask("and for women?", EARLIER).groups}
    way = frozenset([stem("precept")])
    assert leaning[way] == pytest.approx(0.8 * alone[way])


def test_what_about_puts_a_name_in_the_place_of_the_one_before(ask) -> None:
    asked = ask("What about Sedgeford?", "Who runs the scheme in Wexby?")
    assert {stem("sedgeford")} in ways(asked)
    assert {stem("wexby")} not in ways(asked)
    assert asked.wanted is Wanted.PERSON


def test_a_follow_up_to_a_follow_up_leans_on_both(ask) -> None:
    asked = ask("and when?", "Who runs the diversion scheme?", "and for women?")
    assert {stem("diversion")} in ways(asked)
    assert {stem("women")} in ways(asked)
    assert asked.wanted is Wanted.DATE


# Any text


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "?!…", "\u200b\u00ad", "•"])
def test_an_empty_question_is_refused(ask, typed) -> None:
    with pytest.raises(QuestionInvalid, match="empty"):
        ask(typed)


def test_a_question_that_is_far_too_long_is_refused(ask) -> None:
    with pytest.raises(QuestionInvalid, match="100,000 characters"):
        ask("a" * 100_000)


def test_the_longest_question_is_read(ask) -> None:
    typed = ("precept " * LONGEST_QUESTION)[:LONGEST_QUESTION]
    assert ways(ask(typed))[0] == {stem("precept")}


def test_a_long_question_in_the_history_does_no_harm(ask) -> None:
    assert ask("and for women?", "precept " * 20_000).groups


@pytest.mark.parametrize(
    "typed",
    ["Τι αποφασίστηκε για τις γυναίκες;", "关于女性罪犯达成了什么协议", "ما الذي تم الاتفاق عليه", "🚔"],
)
def test_another_script_is_read_as_words_that_no_paper_holds(ask, typed) -> None:
    if typed == "🚔":
        with pytest.raises(QuestionInvalid):
            ask(typed)
    else:
        asked = ask(typed)
        assert asked.unknown
        assert asked.text == typed
