"""Talk that is no question about the papers: greetings, requests to write, orders to the assistant.

Each kind gets one fixed, short reply and nothing is searched. Only what is plainly such talk is
refused: a greeting before a question, or a paper about poems, is looked up like any other. What is
left, "What is the capital of France?" among it, is for ``abstain`` to judge by the papers.
"""

# ruff: noqa: E501 - a pattern cut over lines is harder to read than a long one

import re
from enum import StrEnum

from retrieval.answering.wording import Wording, wording


class Talk(StrEnum):
    """What a user said that is no question about the papers."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABOUT_ITSELF = "about the assistant"
    ORDER = "order to the assistant"
    WRITING = "request to write"
    SUM = "sum to work out"
    CHAT = "chat"


def reply_to(talk: Talk) -> Wording:
    """Return what is replied to a kind of talk."""
    return wording(f"reply.{talk.name.lower()}")


def talk_in(typed: str) -> Talk | None:
    """Return what kind of talk ``typed`` is, or None for what may be a question about the papers."""
    said = " ".join(typed.lower().replace("’", "'").split()).strip(" .!?,;:…")
    return next((talk for talk, forms in _FORMS if any(form.search(said) for form in forms)), None)


def _patterns(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, forms))


# Forms that begin with "^" and end with "$" are the whole of what was said, but for its punctuation.
_CALLED = r"(?:[ ,]*(?:there|all|everyone|again|you|assistant|bot|robot|friend|mate|dear|pal|agreed))*"
_ASKED = r"(?:(?:please|now|just|ok|okay|hey|hi|hello|so|well|and|then)[ ,]+)*"
_CAN_YOU = (
    rf"^{_ASKED}(?:(?:can|could|would|will) you (?:please )?|(?:i|we) (?:want|need|would like|'d like) you to"
    r" |i'd like you to |please )?"
)
_PIECE = (
    r"(?:poems?|haikus?|limericks?|sonnets?|rhymes?|verses?|odes?|ballads?|songs?|raps?|lyrics|jingle|tune|jokes?|puns?"
    r"|riddles?|fairy ?tales?|bedtime story|story|stories|tale|novel|screenplay|essays?|homework|love letter|cover letter"
    r"|letter|e-?mail|tweet|blog(?: ?post)?|speech|toast|slogan|code|script|program|function|regex|sql|html|python|javascript"
    r"|recipe|fun fact|compliment|insult|horoscope)"
)
_AMUSEMENT = r"(?:poems?|haikus?|limericks?|songs?|raps?|jokes?|puns?|riddles?|story|stories|fairy ?tales?|horoscope|fun fact|compliment)"
_INSTRUCTIONS = r"(?:instructions?|prompts?|rules|guidelines|directives|directions|programming|training|restrictions|configuration)"
_HIDDEN = r"(?:system|hidden|initial|secret|original|underlying|developer)[ -]*"

_FORMS: tuple[tuple[Talk, tuple[re.Pattern[str], ...]], ...] = (
    (
        Talk.ORDER,
        _patterns(
            rf"\b(?:ignore|disregard|forget|override|bypass|drop)\b(?: \w+)?"
            rf"(?: (?:all|any|the|these|those|your|of|my|previous|prior|earlier|above|preceding|existing))+(?: \w+)? {_INSTRUCTIONS}\b",
            rf"\b(?:reveal|show|print|repeat|tell|give|output|display|leak|share|recite|dump|list|expose|read out|what|say)\b"
            rf"(?:'s)?(?: (?:me|us|is|are|was|were|all|of|exactly))* (?:your|the|these) (?:{_HIDDEN})+(?:instructions?|prompts?)\b",
            rf"\b(?:reveal|show|print|repeat|output|display|leak|recite|dump|expose|what(?:'s| is| are| were)|tell me|list)\b"
            rf"(?: me| us| all| of)* your (?:own )?{_INSTRUCTIONS}\b",
            r"\b(?:repeat|print|output) (?:everything|all|the (?:text|words)) (?:above|before)\b",
            r"\b(?:system prompt|jailbreak|developer mode|dan mode|do anything now)\b",
            rf"{_CAN_YOU}(?:pretend|role ?-?play|act|behave|imagine|respond|answer|talk|speak) (?:to be|you are|you're|as (?:if|though)|as an? |like an? )",
            r"^(?:from now on(?: you)?|you(?: are|'re) now (?:an?|called|in|free|no longer|dan)|you will now)\b",
            rf"^{_ASKED}(?:delete|erase|wipe|shut down|reboot|hack|destroy) (?:all |every |the |your )*"
            r"(?:papers|documents|files|database|store|server|data|yourself|everything)$",
        ),
    ),
    (
        Talk.WRITING,
        _patterns(
            rf"{_CAN_YOU}(?:write|compose|make up|invent|create|generate|draft|produce|pen)(?: (?:me|us))?"
            rf" (?:a|an|some|my|another)(?: [\w-]+){{0,3}}? {_PIECE}\b",
            rf"{_CAN_YOU}(?:tell|sing|recite|rap|give|perform)(?: (?:me|us))?"
            rf" (?:a|an|some|another|one)(?: (?!about|of|on)\w+)? {_AMUSEMENT}\b(?! (?:of|behind|on)\b)",
            rf"{_CAN_YOU}(?:tell|sing|give|do you know) (?:me )?(?:any |some |a )?(?:\w+ )?{_AMUSEMENT}$",
            rf"{_CAN_YOU}(?:write|debug|fix|compile)(?: (?:me|my|this|some))?(?: \w+)? (?:code|script|sql|html|python|javascript)\b",
            rf"{_CAN_YOU}translate\b.*\b(?:in)?to (?:french|german|spanish|welsh|polish|italian|urdu|chinese|latin|arabic|\w+ish)$",
            rf"{_CAN_YOU}(?:do|finish|write) my (?:homework|essay|assignment|cv|coursework)\b",
        ),
    ),
    (
        Talk.SUM,
        _patterns(
            r"^(?:what(?:'s| is| are)|calculate|compute|work out|solve|how much is)?\s*(?:[\d.,]+|\()[\d.,\s()]*"
            r"(?:(?:[+*×÷^=]|\s[-/x]\s|\s(?:plus|minus|times|divided by|multiplied by)\s)[\d.,\s()]*)+$",
            r"^(?:what(?:'s| is)|calculate) the (?:square|cube) root of [\d.,]+$",
        ),
    ),
    (
        Talk.GREETING,
        _patterns(
            rf"^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|evening|ello|hullo)+{_CALLED}"
            r"(?:[ ,!.]*(?:how are you(?: doing)?(?: today)?|how's it going|nice to meet you|what's up))?$",
            r"^(?:how are you|how are things|how's it going|how do you do|what's up|sup|how's your day|are you there|anyone there"
            r"|is anyone there|is anybody there|nice to meet you|pleased to meet you)(?: (?:doing|going))?(?: today)?$",
            r"^(?:test|testing|ping)(?: (?:test|testing|one two three|1 2 3|123))*$",
        ),
    ),
    (
        Talk.THANKS,
        _patterns(
            rf"^(?:(?:ok|okay|great|perfect|lovely|brilliant|super|right|no|that's all|that is all)[ ,.!]+)*"
            rf"(?:thanks|thank you|cheers|ta|many thanks|much appreciated|thx|ty|thank u)"
            rf"(?: (?:a lot|a million|so much|very much|for (?:your|the|that|all your)(?: \w+)?|again|ever so|a bunch))*{_CALLED}$",
            r"^(?:(?:that(?:'s| is| was)|you(?:'re| are)|it(?:'s| is)|very|really|so|most|well|good|great|nice) )*"
            r"(?:ok|okay|great|cool|perfect|lovely|brilliant|super|wow|good job|well done|nice work|very helpful|helpful|good bot|awesome)$",
        ),
    ),
    (
        Talk.FAREWELL,
        _patterns(
            rf"^(?:(?:ok|okay|right|thanks|thank you)[ ,.!]+)*(?:bye|goodbye|bye ?-?bye|see you|see ya|farewell|good ?night|cheerio"
            rf"|have a (?:nice|good|great|lovely) (?:day|evening|weekend|one|time))"
            rf"(?: (?:later|soon|tomorrow|for now|now))*{_CALLED}$",
        ),
    ),
    (
        Talk.ABOUT_ITSELF,
        _patterns(
            r"^(?:so )?(?:who|what)(?: (?:exactly|on earth))? (?:are|r) (?:you|u)(?: (?:exactly|called|then))?$",
            r"^(?:what can you do|what do you do|how do you work|how can you help|what are you for|can you help)(?: (?:for me|me|exactly|here))*$",
            r"^are you (?:(?:a|an|the|really|actually|just|some|kind of) )*(?:human|person|robot|bot|ai|machine|program|computer|real"
            r"|alive|conscious|sentient|happy|sad|male|female|clever|stupid|there|free|single|married|ok|okay|sure)$",
            r"^are you (?:chat ?gpt|gpt\S*|siri|alexa|claude|copilot|gemini|bard|llama)$",
            r"^(?:who|what company) (?:made|built|created|wrote|trained|programmed|owns|designed) you$",
            r"^(?:what(?:'s| is|s)|tell me|do you have|have you got) (?:your|a) (?:\w+ )?(?:name|age|birthday|star sign|gender|hobby|girlfriend|boyfriend"
            r"|opinion|view|personality)\b",
            r"\byour (?:favou?rite|personal opinion|feelings|hobbies|dreams)\b",
            r"^(?:tell me about yourself|introduce yourself|how old are you|where (?:are you from|do you live|were you made))$",
            r"^do you (?:like|love|hate|feel|dream|sleep|eat|drink|enjoy|believe in|get tired|have (?:feelings|a name|friends|emotions))\b",
            r"^(?:which|what) (?:ai |language )?model (?:are you|do you use|is this|powers you)$",
        ),
    ),
    (
        Talk.CHAT,
        _patterns(
            r"^i(?:'m| am)(?: (?:so|very|really|feeling|a bit|just))* (?:bored|sad|lonely|tired|happy|hungry|angry|fed up|depressed|in love|drunk|ill|unhappy)\b",
            r"^i (?:love|hate|like|miss|adore) you\b",
            r"^you(?:'re| are)(?: (?:so|very|really|a|an|such|the|absolutely|totally))* (?:stupid|useless|dumb|rubbish|idiot|funny|cute|beautiful"
            r"|annoying|terrible|awful|wrong|liar|boring|moron|clown|joke)\b",
            r"^(?:will you marry me|marry me|let's (?:chat|talk|play|be friends)|talk to me|chat with me|entertain me|make me laugh"
            r"|cheer me up|play a game|surprise me|flirt with me|say something(?: \w+)?|shut up|go away|lol|haha+|ha ha|hmm+|meow)\b.{0,25}$",
            rf"{_CAN_YOU}(?:sing|dance|draw|cook|paint)(?: (?:for|to))? (?:me|us)\b",
            r"^what(?:'s| is) the meaning of life$",
            r"^(?:should i|what should i) (?:wear|eat|cook|watch|read|marry|date|buy)\b",
        ),
    ),
)
