"""The turns of a transcript: where each begins and ends, and what only looks like one."""

from claims.extraction import extract
from claims.extraction.turns import turns


def spoken(text: str) -> list[tuple[str, str]]:
    return [(t.name.text, text[t.start : t.end].strip()) for t in turns(text)]


def test_a_headline_and_a_link_that_quote_one_person_are_no_turns() -> None:
    text = (
        "Ann Lee: I will not resign.\n\nThe mayor of Hull spoke on Monday.\n\nRelated:\n\n"
        "Ann Lee: The port must stay open.\n"
    )
    assert turns(text) == []


def test_the_rows_of_a_table_are_no_turns() -> None:
    assert turns("The count\n\nLee: 1,501.\n\nStone: 46.\n\nTotal votes.\n\nLee: 300.\n") == []


def test_the_headings_of_a_newsletter_are_no_turns() -> None:
    assert turns("The week\n\nNUMBER OF THE DAY: It has 40 piers.\n\nPORTS IN BRIEF: None.\n") == []


def test_what_an_article_says_after_a_transcript_is_its_own() -> None:
    text = (
        "Lee denies it\n\nThe mayor was on the radio on Monday.\n\nShe was asked about the port."
        "\n\nNORTH: Did you close the port?\n\nLEE: The port was closed by the county.\n\n"
        "The county denies that the port lost 300 jobs.\n"
    )
    assert spoken(text)[-1] == ("LEE", "The port was closed by the county.")
    (claim,) = (c for c in extract(text).claims if c.exact == "the port lost 300 jobs")
    assert claim.kind == "indirect"


def test_the_facts_of_a_fact_check_are_the_outlets() -> None:
    text = (
        "Checking the debate\n\nBoth candidates spoke of the port.\n\nMuch of it was wrong.\n\n"
        "LOPEZ: “The port lost 900 jobs.”\n\nTHE FACTS: The port lost 300 jobs.\n\n"
        "STONE: “Crime has doubled in Hull.”\n\nTHE FACTS: Crime fell by 4% in Hull.\n"
    )
    found = extract(text)
    said = {c.exact: [found.claimants[i].name for i in c.claimants] for c in found.claims}
    assert said["The port lost 900 jobs"] == ["Lopez"]
    assert said["The port lost 300 jobs"] == []
    assert said["Crime fell by 4% in Hull"] == []


def test_who_speaks_once_among_others_has_a_turn() -> None:
    text = (
        "Anna Price: Why are the trains late tonight?\n\nTom Hale: They are not late.\n\n"
        "Sara Quist: Four in ten were late.\n\nPrice: Is that so?\n\nHale: It is not so.\n"
    )
    assert ("Sara Quist", "Four in ten were late.") in spoken(text)
