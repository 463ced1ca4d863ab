"""Articles over the API: what comes in, what is refused and why, who sees what."""

import pytest
from django.contrib.auth.models import User

from claims.models import Article
from tests import desk
from tests.api import Api, problem, tag

TEXT = "The mayor said on Monday that crime fell by 5% in 2015."


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


def test_an_article_comes_in_and_its_claims_are_to_be_found(caller: Api) -> None:
    response = caller.post(
        "articles/",
        {"title": "Crime", "text": TEXT, "kind": "news", "outlet": "Gazette",
         "url": "https://example.org/crime", "author": "A. Writer",
         "published_at": "2016-01-02T10:00:00Z"},
    )  # fmt: skip
    assert response.status_code == 201
    body = response.json()
    assert (body["extraction_state"], body["text"], body["created_by"]) == (
        "pending", TEXT, "reviewer",
    )  # fmt: skip
    assert response.headers["Location"].endswith(f"/api/v1/articles/{body['id']}/")
    assert caller.get(f"articles/{body['id']}/").json() == body


def test_an_address_alone_is_fetched_and_the_text_comes_later(caller: Api) -> None:
    response = caller.post("articles/", {"url": "https://example.org/crime", "outlet": "Gazette"})
    assert response.status_code == 201
    body = response.json()
    assert (body["awaits_text"], body["extraction_state"], body["text"], body["revision"]) == (
        True, "pending", None, None,
    )  # fmt: skip
    assert caller.get("articles/?awaits_text=true").json()["results"][0]["id"] == body["id"]
    claim = {"article": body["id"], "start": 0, "end": 5}
    assert "article" in problem(caller.post("claims/", claim), 400)["errors"]
    given = caller.post(f"articles/{body['id']}/give_text/", {"text": TEXT})
    assert given.status_code == 200
    assert (given.json()["awaits_text"], given.json()["text"]) == (False, TEXT)
    problem(caller.post(f"articles/{body['id']}/give_text/", {"text": TEXT}), 409)


def test_windows_line_ends_become_one_kind_of_line_end(caller: Api) -> None:
    body = caller.post("articles/", {"text": "One said so.\r\n\r\nTwo did not."}).json()
    assert body["text"] == "One said so.\n\nTwo did not."
    assert body["title"] == "One said so."


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "… 12 —"}, "text"),
        ({}, "text"),
        ({"text": None}, "text"),
        ({"url": ""}, "text"),
        ({"url": "ftp://example.org/a"}, "url"),
        ({"text": 7.5, "titel": "x"}, "titel"),
        ({"text": "A\0B said so."}, "text"),
        ({"text": TEXT, "title": "A\0B"}, "title"),
        ({"text": TEXT, "title": "x" * 10_000}, "title"),
        ({"text": TEXT, "kind": "poem"}, "kind"),
        ({"text": TEXT, "url": "no address"}, "url"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "url"),
        ({"text": TEXT, "url": "file:///etc/passwd"}, "url"),
        ({"text": TEXT, "published_at": "yesterday"}, "published_at"),
        ({"text": TEXT, "extraction_state": "done"}, "extraction_state"),
    ],
)
def test_wrong_input_is_refused_with_the_name_of_the_field(
    caller: Api, given: dict[str, object], field: str
) -> None:
    assert field in problem(caller.post("articles/", given), 400)["errors"]
    assert not Article.objects.exists()


def test_half_of_a_surrogate_pair_is_refused(caller: Api) -> None:
    response = caller.generic(
        "POST", "articles/", rb'{"text": "A\ud800B said so."}', "application/json"
    )
    assert "text" in problem(response, 400)["errors"]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe{}", b"[]", b'"text"', b"null", b""])
def test_a_body_that_is_no_json_object_is_refused(caller: Api, body: bytes) -> None:
    problem(caller.generic("POST", "articles/", body, "application/json"), 400)


def test_another_type_of_body_is_refused(caller: Api) -> None:
    problem(caller.generic("POST", "articles/", b"text=x", "text/plain"), 415)


def test_two_megabytes_of_text_are_too_much(caller: Api) -> None:
    found = problem(caller.post("articles/", {"text": "Word said so. " * 150_000}), 413)
    assert "text" in found["errors"]
    assert not Article.objects.exists()


def test_a_body_beyond_every_form_is_refused_before_it_is_read(caller: Api) -> None:
    problem(caller.post("articles/", {"text": "x" * 11_000_000}), 413)


def test_nobody_without_work_at_the_desk_brings_an_article_in(api: Api, outsider: User) -> None:
    problem(api.post("articles/", {"text": TEXT}), 401)
    problem(api.of(outsider).post("articles/", {"text": TEXT}), 403)
    assert not Article.objects.exists()


def test_what_is_known_of_an_article_is_put_right_but_not_its_text(caller: Api) -> None:
    article = desk.new_article()
    response = caller.patch(f"articles/{article.pk}/", {"outlet": "Herald"})
    assert response.json()["outlet"] == "Herald"
    errors = problem(caller.patch(f"articles/{article.pk}/", {"text": "Other"}), 400)["errors"]
    assert "text" in errors
    newest = article.history.latest()
    assert (newest.outlet, str(newest.history_user)) == ("Herald", "reviewer")


def test_a_stale_tag_is_refused_also_where_it_is_not_required(caller: Api) -> None:
    article = desk.new_article()
    read = caller.get(f"articles/{article.pk}/")
    first = caller.patch(f"articles/{article.pk}/", {"outlet": "A"}, headers=tag(read))
    assert first.status_code == 200
    problem(caller.patch(f"articles/{article.pk}/", {"outlet": "B"}, headers=tag(read)), 412)


def test_readers_see_an_article_once_something_about_it_is_published(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    hidden = desk.new_article("Hidden")
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    article = verdict.claim.article
    assert article is not None
    assert [row["id"] for row in api.get("articles/").json()["results"]] == [article.pk]
    problem(api.get(f"articles/{hidden.pk}/"), 404)
    seen = api.get(f"articles/{article.pk}/").json()
    assert set(seen) == {
        "id", "title", "kind", "outlet", "url", "author", "published_on", "language", "text",
    }  # fmt: skip
    assert seen["text"] is None
    Article.objects.filter(pk=article.pk).update(ours=True)
    assert api.get(f"articles/{article.pk}/").json()["text"] == desk.TEXT


def test_extraction_is_started_again_on_request(caller: Api) -> None:
    article = desk.new_article()
    response = caller.post(f"articles/{article.pk}/retry_extraction/")
    assert response.json()["extraction_state"] == "pending"
    problem(caller.post(f"articles/{article.pk}/retry_extraction/"), 409)
