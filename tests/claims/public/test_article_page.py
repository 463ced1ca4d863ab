"""An article's page: its checked statements, and no judgement on the rest."""

from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.models import Article, Claim, Verdict
from tests import desk


def test_it_says_how_many_were_checked_and_judges_no_others(
    client: Client, published: Verdict
) -> None:
    article = published.claim.article
    desk.new_claim(article, exact="Nobody else agreed")
    dismissed = desk.new_claim(article, exact="The mayor said")
    Claim.objects.filter(pk=dismissed.pk).update(
        status="dismissed", dismiss_reason="extraction_error"
    )
    html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
    assert "1 of 2 statements checked; no judgement on the rest." in html


def test_it_quotes_the_sentence_and_not_the_article(client: Client, published: Verdict) -> None:
    html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
    assert "<mark>crime fell by 5% in 2015</mark>" in html
    assert "The mayor said on Monday that" in html
    assert "Nobody else agreed" not in html


def test_the_whole_text_is_shown_only_where_it_is_ours(client: Client, published: Verdict) -> None:
    Article.objects.update(ours=True)
    html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
    assert "Nobody else agreed" in html
    assert html.count(f'<a href="/claims/{published.claim_id}/">crime fell') == 1


def test_it_costs_the_same_however_many_claims_it_has(
    client: Client,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    article = desk.new_article(text=" ".join(f"Number {n} is odd." for n in range(60)))
    article.ours = True
    article.save()
    for number in range(60):
        desk.new_claim(article, exact=f"Number {number} is")
    for claim in list(article.claims.all()[:3]):
        claim.accept(by=people["author"])
        claim.take(by=people["author"])
        verdict = desk.submitted(claim, by=people["author"])
        verdict.approve(by=people["second"])
        verdict.publish(by=people["editor"])
    with django_assert_max_num_queries(8):
        html = client.get(f"/articles/{article.pk}/").content.decode()
    assert "3 of 60 statements checked" in html
