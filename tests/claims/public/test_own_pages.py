"""The pages that the desk writes for readers."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Page
from claims.refusals import WrongPerson


def test_the_desk_writes_them(client: Client, editor: User) -> None:
    page = Page.objects.get(slug="about")
    page.edit(by=editor, title="Who we are", text="# Money\nA fund pays.\n\n- one\n- two")
    html = client.get("/about/").content.decode()
    for written in (
        "Who we are",
        "<h2>Money</h2>",
        "<p>A fund pays.</p>",
        "<li>two</li>",
    ):
        assert written in html


def test_only_editors_write_them(reviewer: User) -> None:
    with pytest.raises(WrongPerson):
        Page.objects.get(slug="about").edit(by=reviewer, title="Mine", text="Mine")


def test_the_methodology_lists_every_rating_in_use_with_its_meaning(
    client: Client, db: None
) -> None:
    html = client.get("/methodology/").content.decode()
    for label in ("Mostly true", "Unproven", "Altered quote"):
        assert label in html
    assert html.index("Is it true?") < html.index("Did they say it?")
