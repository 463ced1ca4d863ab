"""Who is described, shortened, or hidden behind a document, is found under one name."""

import json

import pytest

from claims.extraction import extract, report


def claimants(text: str) -> dict[str, list[str]]:
    found = extract(text)
    return {c.exact: [found.claimants[i].name for i in c.claimants] for c in found.claims}


def said_by(text: str, words: str) -> list[str]:
    (names,) = (names for exact, names in claimants(text).items() if words in exact)
    return names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The International Dairy Fund met on Monday. "
            "The IDF said that milk prices fell by 3 percent.",
            "milk prices fell",
            "International Dairy Fund",
        ),
        (
            "The Leeds Daily Times opened in 1890. The Times reported that 40 shops had closed.",
            "40 shops had closed",
            "Leeds Daily Times",
        ),
        (
            "The St. Mark City Council met on Monday. Visitors came from the United States. "
            "The council said that 300 trees would be cut.",
            "300 trees would be cut",
            "St. Mark City Council",
        ),
    ],
)
def test_a_short_name_is_the_body_with_the_long_one(text: str, words: str, name: str) -> None:
    assert said_by(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Harold Penn lost the case. Superior Court Justice Nora Lamb wrote the order. "
            "The judge said that the fence stood on public land.",
            "the fence stood",
            "Nora Lamb",
        ),
        (
            "A Devon judge said on Monday that the mill was sold too cheaply.\n"
            "County Judge Paul Finch ruled after three days.",
            "the mill was sold",
            "Paul Finch",
        ),
        (
            "Devon judge says mill was sold too cheaply\n\nCounty Judge Paul Finch spoke in Hull.",
            "mill was sold",
            "Paul Finch",
        ),
        (
            "Victor Hale sold his farm after the divorce from wife Odette. Hale paid in gold. "
            "His ex-wife said that the farm was worth $2 million.",
            "the farm was worth",
            "Odette",
        ),
        (
            "Omar Reed hired Anna Cole. Reed's lawyer said that the contract was void.",
            "the contract was void",
            "Reed's lawyer",
        ),
        (
            "Omar Reed runs a bakery. His lawyer said that the contract was void.",
            "the contract was void",
            "Omar Reed’s lawyer",
        ),
        (
            "Anna Cole wants to be mayor. Her campaign said that rents rose by 9 percent.",
            "rents rose",
            "Cole campaign",
        ),
        (
            "Anna Cole owns the hall. One council member, who asked not to be named, said that "
            "it leaked. The council member said that repairs would cost $90,000.",
            "repairs would cost",
            "One council member",
        ),
        (
            "Ann Reed, the Republican nominee, met the press after Paul Stone of Hull spoke. "
            "The Democratic nominee said that rents rose by 9 percent.",
            "rents rose",
            "Paul Stone",
        ),
        (
            "The dinner was for Senator Ann Reed. Dora Fay sang with an organizer from Hull. "
            "The organizer said that 900 people came.",
            "900 people came",
            "organizer",
        ),
        (
            "The dinner was for Anna Cole. Cole's campaign hired the hall. Paul Stone came. "
            "The campaign said that 900 people came.",
            "900 people came",
            "Cole campaign",
        ),
        (
            "The Lamb Foundation gives to schools, it wrote to the Americans. "
            "The organization said that 900 schools had asked.",
            "900 schools had asked",
            "Lamb Foundation",
        ),
        (
            "Lawyers for both Peter and Odalys Finch said that the will was forged.",
            "the will was forged",
            "Lawyers for both Peter and Odalys Finch",
        ),
    ],
)
def test_who_is_described_is_whom_the_reader_knows_or_soon_learns_of(
    text: str, words: str, name: str
) -> None:
    assert said_by(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Nora Lamb sued the town. Nora Lamb's brief said that the road was never built.",
            "the road was never built",
            "Nora Lamb",
        ),
        (
            "The Leeds Herald looked into it. A Herald article said that 40 shops had closed. "
            "The article also said that rents rose by 9 percent.",
            "rents rose",
            "Leeds Herald",
        ),
        (
            "The Leeds Herald looked into it. The story said that 40 shops had closed.",
            "40 shops had closed",
            "Leeds Herald",
        ),
        (
            "The Leeds Herald opened in 1890. A story by the Hull Gazette drew readers. "
            "The Leeds Herald was silent. The story said that 40 shops had closed.",
            "40 shops had closed",
            "Hull Gazette",
        ),
        (
            "The Leeds Herald looked into it. The council was silent. "
            "The newspaper said that 40 shops had closed.",
            "40 shops had closed",
            "Leeds Herald",
        ),
        (
            "A Facebook post said that 40 shops had closed.",
            "40 shops had closed",
            "Facebook post",
        ),
        (
            "Mark Dunn ran for mayor. A Dunn story in circulation said that he owned 40 shops.",
            "he owned 40 shops",
            "Dunn story in circulation",
        ),
    ],
)
def test_a_document_speaks_for_who_signed_or_printed_it(text: str, words: str, name: str) -> None:
    assert said_by(text, words) == [name]


def test_of_a_people_only_so_many_are_named_who_were_counted() -> None:
    text = "Many Republicans said that the dam had leaked since May."
    assert said_by(text, "the dam had leaked") == ["Many Republicans"]


def test_a_headline_names_whom_the_text_names() -> None:
    text = "Hester Says Roof Has Leaked Since May\n\nMegan Hester teaches in Hull."
    assert said_by(text, "Roof Has Leaked") == ["Megan Hester"]


def test_a_bearer_of_a_known_family_name_is_a_person() -> None:
    text = "Peter Finch and Odalys Finch met. Odalys said that the roof had leaked since May."
    assert said_by(text, "the roof had leaked") == ["Odalys Finch"]


def test_a_joint_claim_is_printed_under_both_names() -> None:
    text = "The Leeds Herald and the Acme newspaper chain said that the files were public."
    printed = json.loads(report.as_json("a.txt", extract(text)))
    assert [c["claimant"] for c in printed["claims"]] == ["Leeds Herald and Acme"]
    assert printed["claims"][0]["claimants"] == ["Leeds Herald", "Acme"]


@pytest.mark.parametrize(
    "text",
    [
        "Leeds voters do not like Mark Dunn. Conservative Christians shouted, and he said that "
        "the dam leaked in May.",
        "Mark Dunn built a dam for the farmers. Libya wanted another one, and he said that "
        "the dam leaked in May.",
    ],
)
def test_no_pronoun_of_one_person_means_a_people_or_a_country(text: str) -> None:
    assert said_by(text, "the dam leaked") == ["Mark Dunn"]


def test_the_mayor_is_no_judge_who_happens_to_be_named() -> None:
    text = "Judge Ann Reed dismissed the case on Monday. The mayor said the decision was wrong."
    assert said_by(text, "the decision was wrong") == ["mayor"]


def test_the_name_of_a_source_is_without_what_it_owns() -> None:
    text = (
        "A three-judge panel overruled a county court judge's decision that the fence stood on "
        "public land."
    )
    assert said_by(text, "the fence stood on public land") == ["county court judge"]


def test_who_acts_in_the_sentence_is_not_described_anew_in_its_clauses() -> None:
    text = (
        "Mark Dunn runs nine hotels. Senator Paul Lamb met Dunn in May. "
        "Lamb left the party after the billionaire claimed that the senate had lost 300 votes."
    )
    assert said_by(text, "the senate had lost 300 votes") == ["Mark Dunn"]


def test_what_stands_beside_a_name_tells_who_is_described() -> None:
    text = (
        "Anna Cole, the only pilot of the town, met Paul Stone. Stone opened the dam. Stone left. "
        "Stone has nine mills in Hull. The pilot said that rents rose by 9 percent."
    )
    assert said_by(text, "rents rose") == ["Anna Cole"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Republican Mark Dunn left. Senator Anna Cole opened the dam.\n"
            "The Ohio Republican said that rents rose by 9 percent.",
            "rents rose",
            "Anna Cole",
        ),
        (
            "The Leeds Daily Times opened in 1890. A town commission met in May. "
            "The commission said that rents rose by 9 percent.",
            "rents rose",
            "commission",
        ),
        (
            "In Hull the campaign said that rents rose by 9 percent. Paul Stone came. "
            "The Cole campaign was glad.",
            "rents rose",
            "Cole campaign",
        ),
        (
            "Rents rose by 9 percent, according to the Leeds Daily Times average of polls.",
            "Rents rose",
            "Leeds Daily Times",
        ),
        (
            "A Hull town poll released on Friday said that rents rose by 9 percent.",
            "rents rose",
            "Hull town poll",
        ),
        (
            "Leeds Times’ Anna Cole noticed that rents rose by 9 percent.",
            "rents rose",
            "Anna Cole",
        ),
        (
            "“Rents rose by 9 percent,” writes Anna Cole for Leeds Daily Times.",
            "Rents rose",
            "Anna Cole",
        ),
    ],
)
def test_one_name_is_told_from_what_is_written_around_it(text: str, words: str, name: str) -> None:
    assert said_by(text, words) == [name]


@pytest.mark.parametrize("office", ["transport", "finance", "trade", "foreign"])
def test_one_ministry_is_not_another(office: str) -> None:
    """ "Ministry" is no name by itself, though the parser may take it for one."""
    text = f"Taxes rise\nTaxes rose by 5 percent, the {office} ministry said."
    assert said_by(text, "Taxes rose") == [f"{office} ministry"]
