"""What a desk has to bear: people who leave, files made to do harm, pages with too much on them."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim, Comment, Contact, Verdict
from tests.claims.test_reading import pdf, zip_bomb
from tests.desk import TEXT, attach, claim_in, drafted, new_article, new_claim, verdict_in

LIGHT = 150_000


# Somebody left.


@pytest.fixture
def author(reviewer: User) -> User:
    """A reviewer with a name, who leaves in the middle of it."""
    reviewer.first_name, reviewer.last_name = "Tom", "Baker"
    reviewer.save()
    return reviewer


def leave(person: User) -> None:
    person.is_active = False
    person.save()


def test_the_verdict_of_who_left_is_read_and_published_under_their_name(
    client: Client, author: User, second: User, editor: User
) -> None:
    verdict = verdict_in("submitted", author=author, second=second, editor=editor)
    leave(author)
    client.force_login(second)
    named = [("desk:verdict", verdict.pk), ("desk:claim", verdict.claim_id)]
    for page, key in named:
        assert "Tom Baker" in client.get(reverse(page, args=[key])).content.decode()
    verdict = Verdict.objects.get()
    verdict.approve(by=second)
    verdict.publish(by=editor)
    for page, key in [*named, ("public:claim", verdict.claim_id)]:
        assert "Tom Baker" in client.get(reverse(page, args=[key])).content.decode()


def test_what_who_left_was_working_on_is_given_to_another_with_its_draft(
    client: Client, author: User, second: User, editor: User
) -> None:
    claim = claim_in("in_progress", worker=author, second=second, editor=editor)
    drafted(claim, by=author)
    leave(author)
    client.force_login(editor)
    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    # Nobody is offered who could not do it.
    assert f'<option value="{author.pk}"' not in page
    answer = client.post(
        reverse("desk:act", args=[claim.pk, "assign"]), {"to": second.pk},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 200
    claim.refresh_from_db()
    assert claim.assignee == second
    draft = claim.verdicts.get()
    draft.edit(by=second, summary="It fell by one per cent.")
    # Whoever wrote the first half of it still has a hand in it.
    assert draft.is_contributor(author)


# Files.


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("bomb.docx", zip_bomb(), "damaged or far too large"),
        ("scan.pdf", pdf(""), "There is no text in this PDF"),
    ],
)
def test_a_file_made_to_do_harm_is_refused_beside_its_box(
    desk: Client, name: str, body: bytes, words: str
) -> None:
    upload = SimpleUploadedFile(name, body)
    given = {"kind": "news", "title": "", "text": "", "upload": upload}
    answer = desk.post(reverse("admin:claims_article_add"), given)
    assert words in str(answer.context["adminform"].form.errors["upload"])
    assert not Article.objects.exists()


# The weight of a page, compressed, whatever is on it.


def test_no_page_of_the_desk_is_heavy(
    desk: Client, reviewer: User, second: User, editor: User
) -> None:
    article = new_article(text=f"{TEXT}\n" + "\n\n".join(["word " * 400] * 20))
    claim = new_claim(article)
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    for number in range(30):
        attach(claim, by=reviewer, url=f"https://example.org/{number}")
        Comment.objects.say("word " * 60, about=claim, by=second)
        Contact.objects.ask(claim=claim, by=reviewer, who=f"Office {number}")
        claim.edit(by=reviewer, text=f"Wording {number} " + "word " * 40)
    verdict = drafted(claim, by=reviewer)
    verdict.edit(by=reviewer, rationale="word " * 3000)
    verdict.submit(by=reviewer)
    for number in range(30):
        other = claim_in("open", worker=reviewer, second=second, editor=editor)
        other.assign(by=editor, to=reviewer, note=f"word {number} " * 40)
    pages = [
        reverse("admin:index"), reverse("admin:inbox"), reverse("desk:claim", args=[claim.pk]),
        reverse("desk:verdict", args=[verdict.pk]), reverse("desk:article", args=[article.pk]),
        reverse("admin:claims_article_add"),
    ]  # fmt: skip
    assert Claim.objects.count() == 31
    for page in pages:
        answer = desk.get(page, HTTP_ACCEPT_ENCODING="gzip")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.content) < LIGHT, page
