"""Texts of many kinds: an export is held against its model on them, and its ranges are read off them."""

PLAIN = (
    "The Commissioner agreed on 3 May 2021 to fund the women's centre at £40,000 a year.",
    "RECOMMENDED: that the Panel notes the report and asks for an update in six months.",
    "6.4 Officers will report progress against each action to the Board every quarter.",
    "Risk | Rating | Owner | Due\nStaffing of the control room | Amber | Head of Contact | 31 March 2024",
    "The minutes of the meeting held on 14 September were approved as a correct record.",
    "How much is the link worker, and who pays for it?",
    "Councillor Evans declared an interest in item 9, and left the room while it was discussed.",
    "Repeat victims of domestic abuse fell by 12.5% (from 1,204 to 1,053) against a target of 10%.",
    "Young people who are leaving care need a home, a job, and somebody to talk to.",
    "In accordance with section 100A(4) of the Local Government Act 1972, the public were excluded.",
    "Capital programme 2023/24 to 2026/27: highways £8.2m; schools £3.1m; leisure £0.6m.",
    "It was felt that the scheme had been slow to start, although partners now gave it their support.",
    "prison",
    "procurement framework",
    "Mae'r Comisiynydd yn cytuno i ariannu'r ganolfan.",
)
# What a tokenizer might take otherwise: nothing at all, marks alone, white space, letters of other scripts,
# and more words than any window holds.
ODD = (
    "",
    "…",
    "  Line one\nline two\tafter a tab – “quoted”; naïve café, Ynys Môn. 😀",
    "RECOMMENDATION 6.4: That the Panel NOTE the report. " * 60,
)
