"""What is frozen of a verdict comes back whole, becomes valid ClaimReview, and is linted."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from claims.claimreview import (
    Appearance,
    Article,
    Claimant,
    Contact,
    Correction,
    EvidenceItem,
    PublishedReview,
    Publisher,
    Rating,
    embed,
    lint,
    render,
)

MINISTER = Claimant("Ada Byron", "person", "minister", "https://www.wikidata.org/wiki/Q7259")
MOSTLY_FALSE = Rating("mostly-false", "Mostly false", "More wrong than right.", 2, 5, 1)
UNPROVEN = Rating("unproven", "Unproven", "Nobody can know yet.")
STATISTICS = EvidenceItem(
    title="Traffic counts 2025",
    publisher="City of Ravenna",
    url="https://counts.example/2025",
    archived_url="https://archive.example/counts",
    excerpt="12 % more cyclists",
    stance="refutes",
    tier="primary",
    accessed_on=date(2026, 3, 1),
)
DRAFT = PublishedReview(
    question="substance",
    rating=MOSTLY_FALSE,
    claim_reviewed="Cycling in Ravenna has doubled in two years",
    summary="The counts rose by 12 %, not by 100 %.",
    rationale="The city counts bicycles at nine bridges.",
    text="Cycling in Ravenna has doubled in the last two years.",
    exact="“It has doubled in two years”",
    attribution_kind="direct",
    claimants=(MINISTER,),
    said_on=date(2026, 2, 27),
    place="Ravenna",
    article=Article("More bicycles", "The Ferry", "https://ferry.example/a1", date(2026, 2, 28), 7),
    appearances=(
        Appearance("https://radio.example/x", is_first=True, said_on=date(2026, 2, 27)),
        Appearance("https://daily.example/b2", archived_url="https://archive.example/b2"),
    ),
    evidence=(STATISTICS, EvidenceItem.withheld(stance="supports")),
    contacts=(Contact("The minister's office", date(2026, 3, 1), "answered", "A slip."),),
    checked_by=("Mary Field",),
)
BAD_PLACE = {"url": "javascript:alert(1)"}
PUBLISHED = DRAFT.as_published(
    url="https://checks.example/claims/3/",
    publisher=Publisher("Example Checks", "https://checks.example"),
    published_at=datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
    updated_at=datetime(2026, 3, 9, 8, 0, tzinfo=UTC),
    second_read_by=("Joan Clarke",),
    corrections=(Correction("update", "New counts added.", datetime(2026, 3, 9, 8, tzinfo=UTC)),),
)


def levels(markup: Any, **options: Any) -> dict[str, str]:
    return {finding.path: finding.level for finding in lint(markup, **options)}


def changed(*path: str, to: Any) -> dict[str, Any]:
    """Good markup with one value replaced, or taken out with `...`."""
    markup: dict[str, Any] = json.loads(json.dumps(render(PUBLISHED)))
    place = markup
    for key in path[:-1]:
        place = place[key]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return markup


class TestFreezing:
    @pytest.mark.parametrize("review", [DRAFT, PUBLISHED], ids=["submitted", "published"])
    def test_a_review_survives_the_way_through_json(self, review: PublishedReview) -> None:
        assert PublishedReview.from_json(json.loads(json.dumps(review.to_json()))) == review

    def test_what_was_frozen_before_a_field_existed_takes_its_default(self) -> None:
        frozen = DRAFT.to_json()
        del frozen["not_established"], frozen["contacts"]
        frozen["evidence"][0].pop("tier")
        review = PublishedReview.from_json(frozen)
        assert (review.not_established, review.contacts) == ("", ())
        assert review.evidence[0].tier == ""

    def test_a_field_from_a_later_release_is_skipped(self) -> None:
        assert PublishedReview.from_json({**DRAFT.to_json(), "mood": "sombre"}) == DRAFT

    @pytest.mark.parametrize("frozen", [{}, {"version": 0}, {"version": 2}, []])
    def test_anything_else_is_refused(self, frozen: Any) -> None:
        with pytest.raises(ValueError, match="not a frozen review"):
            PublishedReview.from_json(frozen)

    def test_confidential_evidence_cannot_carry_its_particulars(self) -> None:
        with pytest.raises(ValueError, match="without its particulars"):
            replace(STATISTICS, confidential=True)


class TestMarkup:
    def test_it_has_the_shape_that_google_documents(self) -> None:
        markup = render(PUBLISHED)
        assert markup["@context"] == "https://schema.org"
        assert markup["@type"] == "ClaimReview"
        assert markup["url"] == "https://checks.example/claims/3/"
        assert markup["datePublished"] == "2026-03-02T10:30:00Z"
        assert markup["dateModified"] == "2026-03-09T08:00:00Z"
        assert markup["author"] == {
            "@type": "Organization",
            "name": "Example Checks",
            "url": "https://checks.example",
        }
        assert markup["reviewRating"] == {
            "@type": "Rating",
            "alternateName": "Mostly false",
            "ratingValue": 2,
            "bestRating": 5,
            "worstRating": 1,
            "ratingExplanation": "The counts rose by 12 %, not by 100 %.",
        }

    def test_the_claim_says_who_when_and_where(self) -> None:
        claim = render(PUBLISHED)["itemReviewed"]
        assert claim["@type"] == "Claim"
        assert claim["author"] == {
            "@type": "Person",
            "name": "Ada Byron",
            "description": "minister",
            "sameAs": "https://www.wikidata.org/wiki/Q7259",
        }
        assert claim["datePublished"] == "2026-02-27"
        assert claim["locationCreated"] == {"@type": "Place", "name": "Ravenna"}
        assert claim["firstAppearance"]["url"] == "https://radio.example/x"
        article, other = claim["appearance"]
        assert article["publisher"]["name"] == "The Ferry"
        assert other["archivedAt"] == "https://archive.example/b2"

    def test_an_article_that_is_listed_as_an_appearance_is_not_repeated(self) -> None:
        listed = Appearance("https://ferry.example/a1", is_first=True)
        claim = render(replace(PUBLISHED, appearances=(listed,)))["itemReviewed"]
        assert "appearance" not in claim

    def test_a_rating_off_the_axis_has_words_and_no_numbers(self) -> None:
        rating = render(replace(PUBLISHED, rating=UNPROVEN))["reviewRating"]
        assert rating["alternateName"] == "Unproven"
        assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)

    def test_a_rating_off_the_axis_drops_a_stray_best_and_worst(self) -> None:
        stray = replace(UNPROVEN, best=5, worst=1)
        assert "bestRating" not in render(replace(PUBLISHED, rating=stray))["reviewRating"]

    def test_several_claimants_are_several_authors(self) -> None:
        council = Claimant("Ravenna Council", "organization")
        claim = render(replace(PUBLISHED, claimants=(MINISTER, council)))["itemReviewed"]
        assert [author["@type"] for author in claim["author"]] == ["Person", "Organization"]

    def test_the_outlets_own_voice_has_the_outlet_as_author(self) -> None:
        own = replace(PUBLISHED, attribution_kind="outlet", claimants=())
        author = {"@type": "Organization", "name": "The Ferry"}
        assert render(own)["itemReviewed"]["author"] == author

    def test_did_they_say_it_is_a_claim_of_whoever_reported_the_words(self) -> None:
        claim = render(replace(PUBLISHED, question="attribution"))["itemReviewed"]
        assert claim["author"]["name"] == "The Ferry"

    def test_an_unnamed_claimant_is_left_out(self) -> None:
        unnamed = Claimant("a senior official", "unnamed")
        assert "author" not in render(replace(PUBLISHED, claimants=(unnamed,)))["itemReviewed"]

    def test_a_document_is_where_the_claim_appeared_and_not_its_author(self) -> None:
        report = Claimant("Annual report", "document")
        claim = render(replace(PUBLISHED, claimants=(report,)))["itemReviewed"]
        assert "author" not in claim
        assert claim["appearance"][0] == {"@type": "CreativeWork", "name": "Annual report"}

    def test_evidence_is_cited_and_confidential_evidence_is_not(self) -> None:
        citation = render(PUBLISHED)["citation"]
        assert [item["name"] for item in citation] == ["Traffic counts 2025"]

    def test_whoever_was_interviewed_is_not_made_an_organization(self) -> None:
        talk = EvidenceItem(kind="citation", title="Interview", publisher="Luca Neri")
        assert render(replace(PUBLISHED, evidence=(talk,)))["citation"] == [
            {"@type": "CreativeWork", "name": "Luca Neri: Interview"}
        ]

    def test_a_correction_is_in_the_markup(self) -> None:
        (correction,) = render(PUBLISHED)["correction"]
        assert correction["@type"] == "CorrectionComment"
        assert correction["text"] == "New counts added."

    def test_nothing_is_ever_empty(self) -> None:
        bare = PublishedReview("substance", UNPROVEN, "The sea is rising", "", article=Article())
        assert render(bare) == {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": "The sea is rising",
            "inLanguage": "en",
            "itemReviewed": {"@type": "Claim", "text": "The sea is rising"},
            "reviewRating": {"@type": "Rating", "alternateName": "Unproven"},
        }


class TestEmbedding:
    def test_no_field_can_end_the_script_element(self) -> None:
        hostile = "</script><script>alert(1)</script><!-- & \u2028\u2029"
        text = embed(render(replace(PUBLISHED, claim_reviewed=hostile, summary=hostile)))
        assert not set("<>&\u2028\u2029") & set(text)
        assert json.loads(text)["claimReviewed"] == hostile

    def test_other_languages_stay_legible(self) -> None:
        assert "Čeština" in embed(render(replace(PUBLISHED, claim_reviewed="Čeština")))


class TestLint:
    def test_what_we_publish_has_nothing_to_mend(self) -> None:
        assert lint(render(PUBLISHED)) == []

    def test_what_we_publish_off_the_axis_has_nothing_to_mend(self) -> None:
        assert lint(render(replace(PUBLISHED, rating=UNPROVEN))) == []

    @pytest.mark.parametrize("markup", [None, [], [render(PUBLISHED)], "x", {"@graph": []}])
    def test_anything_but_one_object_is_refused(self, markup: Any) -> None:
        assert levels(markup) == {"": "error"}

    @pytest.mark.parametrize(
        ("path", "value", "level"),
        [
            ("@context", "https://example.org", "error"),
            ("@type", "Review", "error"),
            ("url", ..., "error"),
            ("url", "/claims/3/", "error"),
            ("url", "https://checks.example/", "error"),
            ("url", "https://[bad", "error"),
            ("claimReviewed", ..., "error"),
            ("claimReviewed", " ", "error"),
            ("claimReviewed", "x" * 76, "advice"),
            ("claimReviewed", "Mostly false: it doubled", "warning"),
            ("claimReviewed", "It doubled (mostly false)", "warning"),
            ("claimReviewed", "It <b>doubled</b>", "warning"),
            ("reviewRating", ..., "error"),
            ("reviewRating.alternateName", ..., "error"),
            ("reviewRating.alternateName", "2/5", "warning"),
            ("reviewRating.alternateName", "x" * 41, "warning"),
            ("reviewRating.ratingExplanation", ..., "advice"),
            ("reviewRating.ratingValue", 6, "error"),
            ("reviewRating.ratingValue", 0, "error"),
            ("reviewRating.ratingValue", "two", "error"),
            ("reviewRating.ratingValue", True, "error"),
            ("reviewRating.ratingValue", 2.5, "advice"),
            ("reviewRating.ratingValue", ..., "warning"),
            ("author", ..., "warning"),
            ("author.@type", "Thing", "warning"),
            ("datePublished", ..., "warning"),
            ("datePublished", "2 March", "error"),
            ("inLanguage", ..., "advice"),
            ("itemReviewed", ..., "warning"),
            ("itemReviewed.@type", "CreativeWork", "warning"),
            ("itemReviewed.author", ..., "advice"),
            ("itemReviewed.author.name", ..., "error"),
            ("itemReviewed.author.@type", "Robot", "warning"),
            ("itemReviewed.author.sameAs", ..., "advice"),
            ("itemReviewed.author.sameAs", "Q1", "error"),
            ("itemReviewed.author.description", "", "error"),
            ("itemReviewed.datePublished", ..., "advice"),
            ("itemReviewed.datePublished", "2026-04-01", "warning"),
            ("itemReviewed.appearance", [{"url": "https://www.checks.example/x"}], "warning"),
            (
                "itemReviewed.firstAppearance",
                2 * [{"url": "https://a.example/1"}],
                "warning",
            ),
        ],
    )
    def test_each_fault_is_found_where_it_is(self, path: str, value: Any, level: str) -> None:
        assert levels(changed(*path.split("."), to=value)) == {path: level}

    @pytest.mark.parametrize(
        ("path", "value", "level", "where"),
        [
            ("reviewRating.worstRating", 0, "error", "reviewRating.ratingValue"),
            ("reviewRating.worstRating", 5, "error", "reviewRating.ratingValue"),
            ("reviewRating.bestRating", ..., "warning", "reviewRating.ratingValue"),
            ("itemReviewed.author.name", "example checks", "warning", "itemReviewed.author"),
            (
                "itemReviewed.appearance",
                [BAD_PLACE],
                "error",
                "itemReviewed.appearance.url",
            ),
        ],
    )
    def test_a_fault_between_two_places_is_told_at_the_one_to_mend(
        self, path: str, value: Any, level: str, where: str
    ) -> None:
        assert levels(changed(*path.split("."), to=value)) == {where: level}

    def test_a_claim_that_appeared_nowhere_is_warned_about(self) -> None:
        bare = replace(PUBLISHED, appearances=(), article=None)
        assert levels(render(bare)) == {"itemReviewed.appearance": "warning"}

    def test_the_word_true_inside_a_claim_gives_nothing_away(self) -> None:
        true = replace(MOSTLY_FALSE, slug="true", label="True", value=5)
        review = replace(PUBLISHED, rating=true, claim_reviewed="It is true that it doubled")
        assert lint(render(review)) == []

    def test_the_gravest_comes_first(self) -> None:
        markup = changed("reviewRating", "ratingValue", to=9)
        del markup["inLanguage"], markup["datePublished"]
        assert [finding.level for finding in lint(markup)] == ["error", "warning", "advice"]

    def test_a_number_must_mean_what_the_desks_scale_says(self) -> None:
        scale = {"Mostly false": 2.0, "Unproven": None}
        assert levels(render(PUBLISHED), scale=scale) == {}
        assert levels(changed("reviewRating", "ratingValue", to=3), scale=scale) == {
            "reviewRating.ratingValue": "error"
        }
        assert levels(changed("reviewRating", "alternateName", to="Unproven"), scale=scale) == {
            "reviewRating.ratingValue": "error"
        }

    def test_a_rating_from_another_scale_is_noticed(self) -> None:
        found = levels(render(PUBLISHED), scale={"True": 5.0})
        assert found == {"reviewRating.alternateName": "warning"}

    def test_every_finding_says_what_to_do(self) -> None:
        for finding in lint({"reviewRating": {"ratingValue": "x", "bestRating": 1}}):
            assert finding.message.endswith(".")
            assert len(finding.message.split()) >= 4
