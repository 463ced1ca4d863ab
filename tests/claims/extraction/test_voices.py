"""Whose voice a statement is in, and which words are a statement at all."""

import pytest

from claims.extraction import extract


def told(text: str) -> list[tuple[str, list[str]]]:
    found = extract(text)
    return [(c.exact, [found.claimants[i].name for i in c.claimants]) for c in found.claims]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Lena Sander said the subsidies paid to farms “do nothing to feed the poor.”",
            ("the subsidies paid to farms “do nothing to feed the poor.”", ["Lena Sander"]),
        ),
        (
            "Anna Reed said this week that the ministry would declare its support for the dam.",
            ("the ministry would declare its support for the dam", ["Anna Reed"]),
        ),
        (
            "The Leeds Herald wrote that Mark Dunn had claimed a loss of £9 million in 1995.",
            ("Mark Dunn had claimed a loss of £9 million in 1995", ["Leeds Herald"]),
        ),
        (
            "Polls show a tight race in Hull.",
            ("a tight race in Hull", ["Polls"]),
        ),
        (
            "The survey indicates a widening gap between the parties.",
            ("a widening gap between the parties", ["survey"]),
        ),
        (
            "The Leeds Herald showed her ahead by 3 points.",
            ("her ahead by 3 points", ["Leeds Herald"]),
        ),
        (
            "They turned to the Hull Police Department which reported “512 break-ins” in May.",
            ("“512 break-ins” in May", ["Hull Police Department"]),
        ),
        (
            "In contrast, Lee described Dunn as “a lifetime politician” who “has never worked.”",
            ("Dunn as “a lifetime politician” who “has never worked.”", ["Lee"]),
        ),
        (
            "Nine people were hurt tonight in a crowded Hull street by a fire that Mayor Anna Reed "
            "described as “a cruel act.”",
            ("a cruel act", ["Anna Reed"]),
        ),
        (
            "Nine people were hurt tonight in a crowded Hull street by a fire that Mayor Anna Reed "
            "described as “a cruel act.”",
            ("Nine people were hurt tonight in a crowded Hull street by a fire", []),
        ),
        (
            "The jams were little known until months later, when emails suggested that the mayor "
            "had ordered them.",
            ("The jams were little known until months later", []),
        ),
        (
            "There are some economists who argue that the tax on ships should be abolished.",
            ("the tax on ships should be abolished", ["some economists"]),
        ),
        (
            "Anna Reed explained why the port lost 300 jobs in 2012.",
            ("the port lost 300 jobs in 2012", ["Anna Reed"]),
        ),
        (
            "The report shows in detail how the bank moved $3 billion offshore.",
            ("the bank moved $3 billion offshore", ["report"]),
        ),
        (
            "Anna Reed spoke first. She declined to explain why the mayor left.",
            ("She declined to explain why the mayor left", []),
        ),
        (
            "Although Mark Dunn has admitted taking the loan, he does not defend it.",
            ("taking the loan", ["Mark Dunn"]),
        ),
        (
            "He met the press. Mark Dunn proposes a dam for Hull, and vows to raise the old wall.",
            ("to raise the old wall", ["Mark Dunn"]),
        ),
        (
            '"The people of Hull do not agree with the plan," Anna Reed said, asking, '
            '"Mr. Dunn, do you think that we need a dam?"',
            ("The people of Hull do not agree with the plan", ["Anna Reed"]),
        ),
    ],
)
def test_what_is_said_is_the_claim_of_who_said_it(text: str, claim: tuple[str, list[str]]) -> None:
    assert claim in told(text)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Moscow released two prisoners, which some analysts described as a cheap trick.",
            [
                ("Moscow released two prisoners", []),
                ("which some analysts described as a cheap trick", ["some analysts"]),
            ],
        ),
        (
            "Anna Reed won in what critics described as an unfair vote.",
            [
                ("Anna Reed won in what critics described as an unfair vote", []),
                ("an unfair vote", ["critics"]),
            ],
        ),
    ],
)
def test_a_view_told_in_passing_is_of_who_holds_it(
    text: str, claims: list[tuple[str, list[str]]]
) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '"The court knows that one of the parties, who opposes this motion, is a mayor," '
            "Judge Anna Reed wrote.",
            "who opposes this motion",
        ),
        (
            "ANN REED: The dam leaks. So why would Dunn even build another one.\n"
            "MARK DUNN: It leaked twice in 2015.",
            "why would Dunn even build another one",
        ),
        ("Anna Reed reports: “The dam leaked twice in 2015.”", "Anna Reed reports"),
        ("“Who read the plan?” Mark Dunn asked. “It is long.”", "Mark Dunn asked"),
        ("Mark Dunn has not read the plan. “Neither do I.”", "Neither do I"),
        ("“Nobody read it,” Mark Dunn said. “This is Hull, my friend.”", "This is Hull, my friend"),
    ],
)
def test_frames_questions_and_asides_of_speech_are_no_claims(text: str, words: str) -> None:
    assert words not in [exact for exact, _ in told(text)]


def test_an_aside_of_speech_with_a_name_or_a_number_stands_by_itself() -> None:
    text = '"Mark Dunn, who sold 40 shops in 1995, is a mayor," Judge Anna Reed wrote.'
    assert ("who sold 40 shops in 1995", ["Anna Reed"]) in told(text)


def test_words_within_words_are_no_quotation_for_an_apostrophe() -> None:
    (claim,) = extract("Anna Reed said that Mark Dunn’s aides claim the dam’s wall leaked.").claims
    assert claim.kind == "indirect"


def test_a_headline_is_one_claim_with_the_lead_also_where_a_frame_holds_its_subject() -> None:
    text = (
        "Hull Harbour Board slashes its forecast for cargo\n\n"
        "The Hull Harbour Board announced on Monday that it is cutting the forecast for cargo.\n\n"
        "Rents rose by 9 percent in Hull."
    )
    assert [exact for exact, _ in told(text)] == [
        "it is cutting the forecast for cargo",
        "Rents rose by 9 percent in Hull",
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Ann Reed does not believe that the harbour will reopen in May.",
            ("Ann Reed does not believe that the harbour will reopen in May", []),
        ),
        (
            "Mayor Paul Stone said he did not think the bridge was safe for trucks.",
            ("he did not think the bridge was safe for trucks", ["Paul Stone"]),
        ),
        (
            "Ann Reed could not resist saying that the ferry was 40 minutes late.",
            ("the ferry was 40 minutes late", ["Ann Reed"]),
        ),
        (
            "Ann Reed didn't mention the ferry. “The harbour lost 300 jobs last year.”",
            ("The harbour lost 300 jobs last year", ["Ann Reed"]),
        ),
    ],
)
def test_what_somebody_does_not_think_is_not_what_he_says(
    text: str, claim: tuple[str, list[str]]
) -> None:
    assert claim in told(text)


def test_who_claims_a_prize_has_said_nothing() -> None:
    text = "The race was close. Ann Reed claimed the prize for the best bridge in Hull."
    assert ("Ann Reed claimed the prize for the best bridge in Hull", []) in told(text)


def test_a_condition_before_its_speaker_is_half_of_the_claim() -> None:
    claim = "If the wall falls, Ann Reed said, there is a reason: nobody has mended it since 1990"
    assert (claim, ["Ann Reed"]) in told(f"The port may close. {claim}.")


def test_whom_somebody_was_asked_by_says_nothing() -> None:
    text = "Paul Stone, who runs the port, was asked by a caller why the port lost 300 jobs."
    assert all(names == [] for _, names in told(f"The port may close. {text}"))


def test_who_will_say_it_has_not_said_it() -> None:
    text = "The port is full. The campaign will tell you that the port lost 300 jobs."
    assert ("The campaign will tell you that the port lost 300 jobs", []) in told(text)


def test_who_would_later_say_it_has_said_it() -> None:
    text = "The port is full. Ann Reed would later say that the port lost 300 jobs."
    assert ("the port lost 300 jobs", ["Ann Reed"]) in told(text)


def test_a_report_that_ends_in_which_is_still_a_report() -> None:
    text = (
        "The bridge was closed. Firms argue that the county overstepped its authority when the "
        "council shut the lane, which the court has put on hold while the case is heard."
    )
    reported = "the county overstepped its authority when the council shut the lane"
    assert reported in [words for words, names in told(text) if names]


def test_who_speaks_in_the_middle_of_a_clause_reports_it() -> None:
    text = (
        "The depot, where the strikers met, is beside the mill, which, Paul Stone said, was "
        "usually full of children."
    )
    assert ("was usually full of children", ["Paul Stone"]) in told(text)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (
            "Ann Reed said the port, opened by the county in 1880, had lost 300 jobs.",
            "opened by the county in 1880",
        ),
        (
            "Ann Reed also said she would consider naming Paul Stone, one of her closest allies "
            "in the council, to the board.",
            "one of her closest allies in the council",
        ),
    ],
)
def test_what_explains_a_name_in_reported_speech_is_the_outlets(text: str, aside: str) -> None:
    assert (aside, []) in told(text)


def test_what_tells_which_ones_is_the_speakers() -> None:
    text = "Ann Reed said that 200 boats, tied up by the county since June, would sail again."
    assert ("tied up by the county since June", ["Ann Reed"]) in told(text)


def test_who_recalls_jars_says_nothing_and_who_recalls_a_day_does() -> None:
    text = (
        "Quill Foods plc, a maker of jam, is recalling 900 jars because they contain glass.\n"
        "Ann Reed recalled that it rained."
    )
    assert [names for _, names in told(text)] == [[], ["Ann Reed"]]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "When the locks are kept shut, the harbour silts up, according to Anna Reed.",
            ("When the locks are kept shut, the harbour silts up", ["Anna Reed"]),
        ),
        (
            "Dunn likened the minister to a “blind captain” who steers by smell.",
            ("the minister to a “blind captain” who steers by smell", ["Dunn"]),
        ),
        (
            "The film explores how the harbour of Hull was sold in 1995.",
            ("the harbour of Hull was sold in 1995", ["film"]),
        ),
    ],
)
def test_conditions_likenesses_and_what_a_film_explores_are_of_their_sources(
    text: str, claim: tuple[str, list[str]]
) -> None:
    assert claim in told(text)


def test_what_somebody_plans_the_outlet_tells() -> None:
    text = "Anna Reed plans to visit the harbour of Hull in May."
    assert told(text) == [("Anna Reed plans to visit the harbour of Hull in May", [])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The dam held for a year. It showed that the engineers of Hull can build.", "outlet"),
        ("The survey came too late. It showed that the engineers of Hull can build.", "indirect"),
    ],
)
def test_a_deed_shows_what_nobody_says(text: str, kind: str) -> None:
    assert [c.kind for c in extract(text).claims if "can build" in c.exact] == [kind]
