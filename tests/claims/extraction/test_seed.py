"""The claims that a professional would list of the seed article, each with its source."""

from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.types import Extraction

SEED = Path(__file__).parents[3] / "seeds" / "000_82ad82cc63b58f46.txt"
OUTLET = ""
TRUMP, ZELENSKY = "Donald Trump", "Volodymyr Zelensky"
PENTAGON, DEFENSE = "Pentagon officials", "European defense ministers"

LISTED = [
    ("conversations signal a potential shift in U.S. foreign policy", OUTLET),
    ("raising concerns among European allies", OUTLET),
    ("Donald Trump has engaged in talks with both Russian President", OUTLET),
    ("a new direction in American diplomacy", TRUMP),
    ("This marked the first confirmed communication", OUTLET),
    ("peace talks may soon begin", None),
    ("revealed discussions centered on how to conclude", OUTLET),
    ("both leaders are inclined toward peace negotiations", TRUMP),
    ("we are on the road to peace", TRUMP),
    ("Putin's willingness to discuss potential talks further", TRUMP),
    ("Trump communicated his discussions with Putin to Zelensky", OUTLET),
    ("a shared desire for peace among all three leaders", TRUMP),
    ("Ukraine's commitment to working with the United States", ZELENSKY),
    ("American influence could help facilitate pressure on Russia", ZELENSKY),
    ("approach appears to signal a departure", OUTLET),
    ("key Ukrainian allies were not consulted", OUTLET),
    ("which challenges earlier diplomatic norms", OUTLET),
    ("would engage in discussions during the Munich Security Conference", TRUMP),
    ("This comes following a recent prisoner exchange", OUTLET),
    ("a gesture of goodwill between the two nations", None),
    ("escalated dramatically after Russia's annexation of Crimea in 2014", OUTLET),
    ("The situation remains complex", OUTLET),
    ("the conflict leading to significant territorial disputes", OUTLET),
    ("future negotiations may necessitate concessions from Kyiv", PENTAGON),
    ("Ukraine may need to abandon aspirations", PENTAGON),
    ("Hegseth outlined three critical positions", OUTLET),
    ("concern over the apparent lack of consultation", "European leaders"),
    ("the importance of European involvement in any peace agreement", "Mark Rutte"),
    ("the need for a strong collective method", DEFENSE),
    ("they must remain involved in the peace process", DEFENSE),
    ("Russian aggression does not go unaddressed", None),
    ("Ukraine's security is inherently linked to European security", None),
    ("could mark a pivotal moment in international diplomacy", OUTLET),
]
"""Words of each claim and its source; None where a reader might name the source either way."""

UNLISTED = 3
"""Claims beside the list that are tolerated: parts of sentences that state little."""


@pytest.fixture(scope="module")
def seed() -> Extraction:
    return extract(SEED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("words", "source"), LISTED)
def test_a_listed_claim_is_found_with_its_source(
    seed: Extraction, words: str, source: str | None
) -> None:
    found = [c for c in seed.claims if words in c.exact]
    assert found, "no claim has these words"
    names = [seed.claimants[i].name for i in found[0].claimants]
    if source is not None:
        assert (names[0] if names else OUTLET) == source


def test_little_is_claimed_beside_the_list(seed: Extraction) -> None:
    listed = [words for words, _ in LISTED]
    beside = [c.exact for c in seed.claims if not any(words in c.exact for words in listed)]
    assert len(beside) <= UNLISTED, beside
