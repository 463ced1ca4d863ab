"""The judged claims that the repository carries: places and answers, and no words of anybody."""

import json

import pytest

from benchmarks.judged import JUDGED, Judged, judged


def test_every_line_is_an_article_and_its_claims() -> None:
    articles = list(judged())
    assert len({name for name, _ in articles}) == len(articles) > 100
    for _, claims in articles:
        assert all(0 <= claim.start < claim.end for claim in claims)
        assert all(claim.priority in range(1, 6) for claim in claims)


def test_no_line_holds_more_than_a_name_and_numbers_and_kinds() -> None:
    for line in JUDGED.read_text("utf-8").splitlines():
        article = json.loads(line)
        assert set(article) == {"article", "claims"}
        assert all(
            list(map(type, claim)) == [int, int, int, int, str] for claim in article["claims"]
        )


@pytest.mark.parametrize(
    ("worthy", "priority", "soon"),
    [(True, 1, 1.0), (True, 3, 0.75), (True, 5, 0.5), (False, 1, 0.5), (False, 5, 0.0)],
)
def test_how_soon_is_the_answer_and_the_priority_together(
    worthy: bool, priority: int, soon: float
) -> None:
    assert Judged(0, 5, worthy, priority, "event").soon == soon
