"""What was made of a question's words is shown under it."""

from retrieval.answering.answer import Answer, Status, UnderstoodWords
from retrieval.interpreting.question import UnderstoodAs
from service.web.understood import UnderstoodView, understood_views


def asked(*words: UnderstoodWords) -> Answer:
    return Answer(
        question="amber actions since 2019",
        interpreted_as="amber actions since 2019",
        status=Status.NOT_FOUND,
        understood=list(words),
    )


def test_what_words_were_taken_for_is_said_but_not_what_the_question_is_about():
    shown = understood_views(
        asked(
            UnderstoodWords(kind=UnderstoodAs.TOPIC, text="actions"),
            UnderstoodWords(kind=UnderstoodAs.RATING, text="amber", key="rating:amber"),
            UnderstoodWords(kind=UnderstoodAs.PERIOD, text="since 2019", key="period:since 2019"),
        )
    )

    assert shown == (
        UnderstoodView("Rating", "amber", "rating:amber"),
        UnderstoodView("Dates", "since 2019", "period:since 2019"),
    )


def test_every_way_of_understanding_but_the_topic_has_a_name():
    for kind in UnderstoodAs:
        words = understood_views(asked(UnderstoodWords(kind=kind, text="x")))
        assert bool(words) is (kind is not UnderstoodAs.TOPIC)


def test_a_question_without_anything_to_tell_shows_nothing():
    assert understood_views(asked()) == ()
