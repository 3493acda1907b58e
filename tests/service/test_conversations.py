from retrieval.answering.answer import Answer, Status
from service.conversations import Conversations, new_id


def answer(question: str) -> Answer:
    return Answer(question=question, interpreted_as=question, status=Status.NOT_FOUND)


def test_questions_come_back_oldest_first():
    conversations = Conversations()
    turns = [conversations.add("a", answer(question)) for question in ("one", "two")]
    assert conversations.questions("a") == ("one", "two")
    assert [turn.number for turn in turns] == [1, 2]
    assert conversations.questions("b") == ()


def test_the_oldest_turn_is_forgotten_but_the_numbers_go_on():
    conversations = Conversations(most_turns=2)
    for question in ("one", "two", "three"):
        conversations.add("a", answer(question))
    assert [(turn.number, turn.answer.question) for turn in conversations.turns("a")] == [
        (2, "two"),
        (3, "three"),
    ]


def test_the_least_recently_used_conversation_is_forgotten():
    conversations = Conversations(most=2)
    for identity in ("a", "b", "a", "c"):
        conversations.add(identity, answer("?"))
    assert [bool(conversations.turns(identity)) for identity in "abc"] == [True, False, True]


def test_a_conversation_is_forgotten_after_its_time():
    now = 0.0
    conversations = Conversations(seconds=10, clock=lambda: now)
    conversations.add("a", answer("?"))
    now = 6.0
    conversations.add("b", answer("?"))
    now = 11.0
    assert (conversations.questions("a"), conversations.questions("b")) == ((), ("?",))


def test_ids_are_long_and_differ():
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(identity) == 22 for identity in ids)
