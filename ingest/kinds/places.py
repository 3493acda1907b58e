"""Police areas, counties and regions of England and Wales, and others that a paper names by its bodies.

The gazetteer lets a question about an area without papers be told from a question that names no
area. A paper's own area may lie outside it: ``area_of_body`` reads it out of the body's name.
"""

import re

# The 43 territorial police areas and the counties and unitary areas that they are known by.
GAZETTEER = frozenset(
    """Avon and Somerset|Bedfordshire|Berkshire|Buckinghamshire|Cambridgeshire|Cheshire|Cleveland|Cornwall|Cumbria
    |Derbyshire|Devon|Devon and Cornwall|Dorset|Durham|Dyfed-Powys|East Sussex|Essex|Gloucestershire|Greater Manchester
    |Gwent|Hampshire|Herefordshire|Hertfordshire|Humberside|Isle of Wight|Kent|Lancashire|Leicestershire|Lincolnshire
    |London|Merseyside|Norfolk|North Wales|North Yorkshire|Northamptonshire|Northumberland|Northumbria|Nottinghamshire
    |Oxfordshire|Rutland|Shropshire|Somerset|South Wales|South Yorkshire|Staffordshire|Suffolk|Surrey|Sussex
    |Teesside|Thames Valley|Tyne and Wear|Warwickshire|West Mercia|West Midlands|West Sussex|West Yorkshire|Wiltshire
    |Worcestershire""".replace("\n    ", "").split("|")
)

# "Fenshire County Council" stands for Fenshire: what a council is, is no part of the name.
_FORM = r"(?:County|City|Borough|District|Metropolitan|Town|Council)\b"
_NAME = rf"(?P<name>[A-Z][a-z]+(?:(?:[- ](?:and|on|upon|of|the))?[- ](?!{_FORM})[A-Z][a-z]+){{0,3}})"
_BODY_FORMS = [
    re.compile(
        rf"(?i:police\s*(?:,\s*fire)?\s*(?:and|&)\s*crime\s+commissioner(?:'s office)?\s+for)\s+(?:the\s+)?{_NAME}"
    ),
    re.compile(
        rf"{_NAME}\s+(?:Police(?:,\s*Fire)?\s+(?:and|&)\s+Crime\s+(?:Panel|Commissioner)|Constabulary)"
    ),
    re.compile(rf"{_NAME}\s+(?:County|City|Borough|District|Metropolitan|Town)?\s*(?:Borough\s+)?Council\b"),
    re.compile(rf"{_NAME}\s+(?:Police|OPCC|PCC)\b"),
    re.compile(rf"(?:OPCC|PCC)\s+(?:for\s+)?{_NAME}"),
]
_LEADING = re.compile(
    r"^(?:The|Office|Report|Of|For|To|With|And|New|Local|Regional|National|British|Deputy)\s+", re.I
)
_BY_CAPITALS = {name.upper(): name for name in GAZETTEER}
_WORD = re.compile(r"\w+")
_FIRST_WORDS = frozenset(_WORD.match(name)[0] for name in _BY_CAPITALS)  # type: ignore[index]
_ANY_PLACE = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, GAZETTEER), key=len, reverse=True)) + r")\b", re.I
)


def places_in(text: str) -> list[str]:
    """Return the gazetteer's names that stand in ``text``, in order, each once."""
    if _FIRST_WORDS.isdisjoint(_WORD.findall(text.upper())):
        return []  # as in most texts: to look for each name in turn takes five times as long
    found: dict[str, None] = {}
    for match in _ANY_PLACE.finditer(text):
        name = _BY_CAPITALS[match[0].upper()]
        found.setdefault(name)
    return list(found)


def area_of_body(text: str) -> str | None:
    """Return the area that the first body named in ``text`` stands for, or None."""
    for form in _BODY_FORMS:
        for match in form.finditer(text):
            name = _LEADING.sub("", match["name"]).strip()
            known = places_in(name)
            if known:
                return known[0]
            if len(name) > 3 and not _NOT_PLACES.issuperset(name.lower().split()):
                return name
    return None


_NOT_PLACES = frozenset(
    """
    police crime county city borough district council cabinet office home deputy chief
    """.split()
)
