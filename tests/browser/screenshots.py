"""Pictures of the pages, for people to look at: `make screenshots` writes them to the folder below,
and the one on the README's first page to docs/.

Not named test_…: nothing is judged here, so `make test` leaves it out.
"""

from pathlib import Path
from shutil import copy

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from claims import firstpass
from claims.models import Article, Claim, Complaint
from tests.browser.people import log_in
from tests.desk import drafted
from tests.people import person

FOLDER = Path(__file__).parent / "screenshots"
PAGES = {
    "front": "/",
    "claim": "/claims/{published}/",
    "withdrawn": "/claims/{withdrawn}/",
    "statements": "/articles/{article}/",
    "corrections": "/corrections/",
    "methodology": "/methodology/",
    "api": "/api/docs/",
    "login": "/admin/login/",
    "admin": "/admin/",
    "articles": "/admin/claims/article/",
    "claims": "/admin/claims/claim/",
    "verdicts": "/admin/claims/verdict/",
    "complaints": "/admin/claims/complaint/",
    "complaint": "/admin/claims/complaint/{complaint}/change/",
    "sources": "/admin/sources/source/",
    "desk": "/admin/desk/articles/{article}/",
    "workbench": "/admin/desk/claims/{taken}/",
    "review": "/admin/desk/verdicts/{verdict}/",
}
FOR_EVERYBODY = {
    "front", "claim", "withdrawn", "statements", "corrections", "methodology", "api", "login",
}  # fmt: skip
SCREENS = {"wide": (1920, 1080), "desktop": (1366, 900), "phone": (390, 844)}
# The picture on the README's first page.
READMES = Path(__file__).parents[2] / "docs" / "desk.png"


@pytest.fixture
def numbers(transactional_db: None) -> dict[str, int]:
    """The seed article: one claim published, one withdrawn, one submitted, one taken."""
    author, second = person("reviewer", "Reviewers"), person("reviewer2", "Reviewers")
    editor = person("editor", "Editors")
    call_command("load_seeds")
    article = Article.objects.get()
    assert article.start_extraction()
    firstpass.run(article)
    done, gone, waiting, taken = article.claims.order_by("-check_worthiness", "pk")[:4]
    for claim in (done, gone, waiting, taken):
        claim.accept(by=author)
        claim.take(by=author)
    for claim in (done, gone):
        verdict = drafted(claim, by=author)
        verdict.submit(by=author)
        verdict.approve(by=second)
        verdict.publish(by=editor)
    complaint = Complaint.objects.receive(verdict=done.verdicts.get(), text="The year is wrong.")
    done.verdicts.get().announce_recheck(by=editor)
    gone.verdicts.get().withdraw(by=editor, note="We had misread the table.")
    submitted = drafted(waiting, by=author)
    submitted.submit(by=author)
    return {
        "article": article.pk,
        "published": done.pk,
        "withdrawn": gone.pk,
        "complaint": complaint.pk,
        "taken": Claim.objects.get(pk=taken.pk).pk,
        "verdict": submitted.pk,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_pictured(
    browser: Browser, live_server: LiveServer, numbers: dict[str, int], screen: str, scheme: str
) -> None:
    FOLDER.mkdir(exist_ok=True)
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
    )
    page = context.new_page()
    for name, path in PAGES.items():
        if name not in FOR_EVERYBODY:
            log_in(page, live_server, User.objects.get(username="reviewer2"))
        answer = page.goto(live_server.url + path.format(**numbers), wait_until="networkidle")
        assert answer and answer.ok, f"{name}: {answer and answer.status}"
        page.screenshot(path=FOLDER / f"{name}-{screen}-{scheme}.png")
    context.close()
    if (screen, scheme) == ("desktop", "light"):
        copy(FOLDER / "desk-desktop-light.png", READMES)
