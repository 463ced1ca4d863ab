"""The JSON of an extraction: what another program may rely on."""

from claims.extraction import extract
from claims.extraction.report import as_object


def test_who_said_that_who_said_is_marked_by_the_outer_attribution() -> None:
    text = "The minister said that the auditor claims that the port lost 300 jobs in May.\n"
    found = as_object("a.txt", extract(text))
    flat = [a for a in found["attributions"] if a["nested"] is None]
    inner = [a for a in found["attributions"] if a["nested"] is not None]
    assert [a["source"]["text"] for a in flat] == ["The minister"]
    assert [a["source"]["text"] for a in inner] == ["the auditor"]
    outer = found["attributions"][inner[0]["nested"]]
    assert outer["source"]["text"] == "The minister"
    assert outer["contents"][0]["start"] <= inner[0]["contents"][0]["start"]


def test_what_a_speaker_reports_in_a_turn_stands_in_the_speakers_words() -> None:
    text = (
        "ANN LEE: The auditor said that the port lost 300 jobs in May.\n\n"
        "MARK COLE: Nine in ten trains arrived on time in February.\n"
    )
    found = as_object("a.txt", extract(text))
    speakers = [a["source"]["text"] for a in found["attributions"] if a["nested"] is None]
    assert speakers == ["ANN LEE", "MARK COLE"]
    reported = [a for a in found["attributions"] if a["nested"] is not None]
    assert [(a["source"]["text"], a["nested"]) for a in reported] == [("The auditor", 0)]


def test_a_claims_attribution_is_an_index_into_the_whole_list() -> None:
    text = "The minister said that the auditor claims that the port lost 300 jobs in May.\n"
    found = as_object("a.txt", extract(text))
    claim = next(c for c in found["claims"] if "300 jobs" in c["exact"])
    assert found["attributions"][claim["attribution"]]["source"]["text"] == "the auditor"
