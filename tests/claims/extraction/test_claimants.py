"""Every mention of a speaker is resolved to one claimant of the article."""

import pytest

from claims.extraction import extract
from claims.extraction.document import parse
from claims.extraction.mentions import mentions
from claims.extraction.types import ClaimantKind

ARTICLE = """
Mayor Helen Ortiz said on Monday that crime fell by 5 percent.
Ortiz said the city had hired 90 officers.
She said that burglaries fell, too.
Police union leader Mark Dunn said response times had doubled. He said two stations had closed.
The mayor said that no station had closed.
"""


def claimants(text: str) -> dict[str, list[str]]:
    found = extract(text)
    return {c.exact: [found.claimants[i].name for i in c.claimants] for c in found.claims}


def test_name_last_name_pronoun_and_office_are_one_person() -> None:
    said_by = claimants(ARTICLE)
    for words in (
        "crime fell by 5 percent",
        "the city had hired 90 officers",
        "no station had closed",
    ):
        assert said_by[words] == ["Helen Ortiz"]
    assert said_by["two stations had closed"] == ["Mark Dunn"]


def test_the_claimant_keeps_office_and_other_names() -> None:
    ortiz = next(c for c in extract(ARTICLE).claimants if c.name == "Helen Ortiz")
    assert ortiz.kind == "person"
    assert "Ortiz" in ortiz.aliases


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("European leaders said that the sanctions had failed.", "European leaders", "group"),
        (
            "Two officials, speaking on condition of anonymity, said that the talks had failed.",
            "Two officials",
            "unnamed",
        ),
        ("The report says that 4,000 homes stand empty in Leeds.", "report", "document"),
        ("The agency said that 4,000 homes stand empty in Leeds.", "agency", "organization"),
        (
            "The World Health Organization said that malaria killed 600,000 people.",
            "World Health Organization",
            "organization",
        ),
    ],
)
def test_groups_documents_bodies_and_the_unnamed_are_kinds_of_their_own(
    sentence: str, name: str, kind: ClaimantKind
) -> None:
    (claimant,) = extract(sentence).claimants
    assert (claimant.name, claimant.kind) == (name, kind)


def test_a_claim_of_two_people_has_two_claimants() -> None:
    said_by = claimants("Anna Reed and Paul Stone said that the dam had leaked since 2019.")
    assert said_by["the dam had leaked since 2019"] == ["Anna Reed", "Paul Stone"]


def test_bearers_of_one_last_name_stay_apart() -> None:
    said_by = claimants(
        "Peter Novak said that rents rose. Jana Novak said that wages rose. "
        "She said that 300 people had left the town."
    )
    assert said_by["300 people had left the town"] == ["Jana Novak"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Odalys James teaches in Hull. “The roof leaked,” said James. "
            "She said that 40 pupils had left.",
            "40 pupils had left",
            "Odalys James",
        ),
        (
            "But Megan Hester, a teacher from Hull, said parents want buses.\n"
            "“Nobody wants to drive to the school in May. Two buses were sold,” said Hester.",
            "Two buses were sold",
            "Megan Hester",
        ),
        (
            "Former mayor Jan Brewster, a baker, met us on Jan. 4. She said that 900 people came.",
            "900 people came",
            "Jan Brewster",
        ),
        (
            "Mary-Ann Cole, a judge, said that the court had closed.",
            "the court had closed",
            "Mary-Ann Cole",
        ),
        (
            "Senator Anna Reed of New Hampshire said that the dam had leaked.",
            "the dam had leaked",
            "Anna Reed",
        ),
        (
            "On Thursday, the alliance marched. The alliance said that 900 people came.",
            "900 people came",
            "alliance",
        ),
        (
            "The organiser Alliance for Better Pools (ABP) met. ABP said that it had 90 members.",
            "it had 90 members",
            "Alliance for Better Pools (ABP)",
        ),
    ],
)
def test_names_are_read_as_people_read_them(text: str, words: str, name: str) -> None:
    assert claimants(text)[words] == [name]


def test_a_body_stays_a_body_beside_the_word_for_what_it_does() -> None:
    text = "The event organiser Alliance for Better Pools (ABP) said that 900 people came."
    (claimant,) = extract(text).claimants
    assert claimant.kind == "organization"


@pytest.mark.parametrize(
    "text",
    ["Turnout is expected to reach 71 percent in Leeds.", "It is clear that the dam has leaked."],
)
def test_what_is_expected_by_nobody_is_the_outlets_own_claim(text: str) -> None:
    assert [c.kind for c in extract(text).claims] == ["outlet"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Ten families met Mark Dunn in the spring in Hull. Islam is feared abroad. "
            "He said that 40 mosques had closed in May.",
            "40 mosques had closed in May",
            "Mark Dunn",
        ),
        (
            "The Hull Fire Council checked the figures. Chicago had 500 fires in May. "
            "They said that 40 fires had been set.",
            "40 fires had been set",
            "Hull Fire Council",
        ),
    ],
)
def test_no_creed_is_he_and_no_town_is_they(text: str, words: str, name: str) -> None:
    assert claimants(text)[words] == [name]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Paul Lamb did not answer when Mark Dunn asked whether the dam had leaked.\n"
            "“Nobody knows that,” he said.",
            "Nobody knows that",
            "Paul Lamb",
        ),
        (
            "Paul Lamb refused to attack his rivals Mark Dunn and Peter Reed, who say that the "
            "dam leaks.\nHe said that the mill had closed.",
            "the mill had closed",
            "Paul Lamb",
        ),
        (
            "Mayor Peter Reed closed the dam.\n“The mayor has told us that nobody would pay,” "
            "Quill Lamb, an old baker, told a station in Hull.\n"
            "He added that the mill had closed.",
            "the mill had closed",
            "Quill Lamb",
        ),
        (
            "Paul Lamb, a baker, said he would not pay a penny to the town for the bread, the mill "
            "and the old dam by the river after what happened to the shop in the winter. "
            "Mark Dunn has never been a baker, he said.",
            "Mark Dunn has never been a baker",
            "Paul Lamb",
        ),
        (
            "Paul Lamb left. The town was cold and grey in the winter of that year, and for many "
            "weeks there was no bread to be had in it. He had been a baker in the style of "
            "Mark Dunn.\nHe said that the mill had closed.",
            "the mill had closed",
            "Paul Lamb",
        ),
    ],
)
def test_he_is_who_acts_not_who_is_named_in_passing(text: str, words: str, name: str) -> None:
    assert claimants(text)[words] == [name]


def test_he_is_not_the_daughter_but_her_father() -> None:
    text = (
        "Ten bakers met Mark Dunn and his daughter, Quill. Quill said that the dam had leaked. "
        "He said that the mill had closed."
    )
    assert claimants(text)["the mill had closed"] == ["Mark Dunn"]


def test_no_one_senator_is_every_senator() -> None:
    text = (
        "Each senator said that the dam had leaked. Ten bakers came. "
        "The senator said that the mill had closed."
    )
    assert claimants(text)["the mill had closed"] == ["senator"]


def test_gov_before_a_name_makes_a_governor() -> None:
    text = (
        "Gov. Anna Reed met Paul Lamb. Lamb opened the dam. Lamb has nine mills. Lamb left. "
        "The governor said that 40 mills had closed."
    )
    assert claimants(text)["40 mills had closed"] == ["Anna Reed"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Several bakers met in Hull in May. With millers in the lead of the old party, they "
            "said, the town had lost 40 mills.",
            "With millers in the lead of the old party, they said, the town had lost 40 mills",
            "Several bakers",
        ),
        (
            "Several bakers told us on Monday what makes their hometowns poor.\n"
            "They said that the town had lost 40 mills.",
            "the town had lost 40 mills",
            "Several bakers",
        ),
        (
            "Millers pay more. In Hull, a third of the bakers in a new survey said that they think "
            "the town has lost 40 mills.",
            "the town has lost 40 mills",
            "bakers",
        ),
        (
            "Several bakers met in Hull. The Dunn campaign was silent in May.\n"
            "They said that the town had lost 40 mills.",
            "the town had lost 40 mills",
            "Dunn campaign",
        ),
    ],
)
def test_they_are_the_people_of_whom_the_text_spoke(text: str, words: str, name: str) -> None:
    assert claimants(text)[words] == [name]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The Committee for a Responsible Harbour Budget reported that the dam leaked twice.",
            "the dam leaked twice",
            "Committee for a Responsible Harbour Budget",
        ),
        (
            "The Harbours and Inland Ports Commission met. The H.I.P.C. said that it rained.",
            "it rained",
            "Inland Ports Commission",
        ),
        (
            "“The impact of the vote is still small,” wrote Jo Earley for Evening Call.",
            "The impact of the vote is still small",
            "Jo Earley",
        ),
    ],
)
def test_a_body_keeps_its_aim_and_its_initials_and_a_writer_no_paper(
    text: str, words: str, name: str
) -> None:
    assert claimants(text)[words] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Two bakers sang. Mark Dunn and Ann Hart met in Hull. The dam is old, they said.",
            ["Mark Dunn", "Ann Hart"],
        ),
        (
            "Mark Dunn and Ann Hart met in Hull. Two bakers sang. The dam is old, they said.",
            ["Two bakers"],
        ),
    ],
)
def test_they_are_the_two_who_acted_together_last(text: str, names: list[str]) -> None:
    assert claimants(text)["The dam is old"] == names


def test_a_party_and_a_state_in_brackets_are_nobody() -> None:
    doc = parse("Sen. Claire Reed (D-Mo.) scolded him.").doc
    assert [mention.words for mention in mentions(doc)] == [("Claire", "Reed")]
