import datetime

from ingest.pipeline import prepare
from ingest.readers import read
from ingest.records import Meeting, Recommendation


def records_of(tmp_path, text):
    path = tmp_path / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return prepare(read(path), "0" * 64, path.name).records


def test_a_meeting_is_who_sat_who_sent_apologies_and_who_else_was_there(tmp_path):
    text = (
        "MINUTES of the meeting of the PLANNING COMMITTEE held in the Town Hall, Dulford on Tuesday 12 March "
        "2024 at 6.30 pm\n\nPresent: Councillor A Smith (Chair), Councillors C Brown, D Green OBE and F Black"
        "\n\n"
        "In attendance: J Fell (Head of Planning, Trees), K Dale\n\n1. Apologies\n\n"
        "Apologies for absence were received from Councillors Grey and Blue.\n"
    )

    (meeting,) = [record for record in records_of(tmp_path, text) if isinstance(record, Meeting)]

    assert meeting.body == "Planning Committee"
    assert meeting.date == datetime.date(2024, 3, 12)
    assert meeting.time == "6.30 pm"
    assert meeting.place == "Town Hall, Dulford"
    assert meeting.chair == "Councillor A Smith"
    assert meeting.present == ("Councillor A Smith (Chair)", "C Brown", "D Green OBE", "F Black")
    assert meeting.in_attendance == ("J Fell (Head of Planning, Trees)", "K Dale")
    assert meeting.apologies == ("Grey", "Blue")


def test_each_item_of_a_reports_recommendations_is_one(tmp_path):
    text = (
        "EXSHIRE COUNTY COUNCIL\n\nReport of the Director of Finance\n\nDate: 5 July 2021\n\n"
        "1. Recommendations\n\nCabinet is recommended to:\n\n(i) note the outturn for the year; and\n"
        "(ii) approve the carry forward of £1.1m.\n\n2. Background\n\nThe year closed in March.\n"
    )

    found = [record for record in records_of(tmp_path, text) if isinstance(record, Recommendation)]

    assert [(r.number, r.body, r.wording) for r in found] == [
        ("i", "Cabinet", "note the outturn for the year; and"),
        ("ii", "Cabinet", "approve the carry forward of £1.1m."),
    ]
