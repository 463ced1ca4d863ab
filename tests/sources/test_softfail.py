"""A page that answers 200 and is gone; and good pages that look a little like one."""

import pytest

from sources.outcome import Hop, Observation, Outcome
from sources.sample import NotFoundSample
from sources.softfail import judge_page, sample_of
from sources.text import Page, read_page

LONG = "".join(
    f"<p>Paragraph {n} of a long article about the harbour, the quay, the ropes and all the people"
    " who earn their living there, in good years and in bad ones, as their parents did.</p>"
    for n in range(30)
)


def html(title: str, heading: str = "", body: str = "<p>Try the search.</p>") -> Page:
    page = read_page(f"<title>{title}</title><body><h1>{heading}</h1>{body}".encode())
    assert page
    return page


def seen(url: str = "https://a.example/2026/story", **fields: object) -> Observation:
    values: dict[str, object] = {"outcome": Outcome.OK, "final_url": url, "http_status": 200}
    return Observation(url=url, **{**values, **fields})  # type: ignore[arg-type]


GONE = [
    ("Page not found | Gazette", "Sorry, we can't find that page"),
    ("404", "404"),
    ("Error 404 - Gazette", "Oops!"),
    ("404 Not Found", "Not Found"),
    ("Gazette", "The page you requested could not be found"),
    ("Gazette", "This page isn't available"),
    ("Gazette", "This article is no longer available."),
    ("Gazette", "The page you are looking for doesn't exist."),
    ("Seite nicht gefunden – Zeitung", "Seite nicht gefunden"),
    ("Zeitung", "Diese Seite konnte nicht gefunden werden"),
    ("Page introuvable - Journal", "Désolé, page introuvable"),
    ("Journal", "Cette page n'existe pas"),
    ("Página no encontrada | Diario", "Página no encontrada"),
    ("Pagina non trovata", ""),
    ("Página não encontrada", ""),
    ("Pagina niet gevonden", ""),
    ("Nie znaleziono strony", ""),
    ("Страница не найдена", ""),
    ("Сторінку не знайдено", ""),
    ("Sidan hittades inte", ""),
    ("Sivua ei löytynyt", ""),
    ("Stránka nenalezena", ""),
    ("Sayfa bulunamadı", ""),
    ("Az oldal nem található", ""),
    ("الصفحة غير موجودة", ""),
    ("הדף לא נמצא", ""),
    ("页面不存在", ""),
    ("ページが見つかりません", ""),
    ("페이지를 찾을 수 없습니다", ""),
]


@pytest.mark.parametrize(("title", "heading"), GONE)
def test_a_page_that_says_it_is_gone_is_gone(title: str, heading: str) -> None:
    assert judge_page(seen(), html(title, heading))[0] is Outcome.SOFT_404


GOOD = [
    ("The harbour budget | Gazette", "The harbour budget", LONG),
    ("Page not found: why links rot | Gazette", "Page not found: why links rot", LONG),
    ("404", "404", LONG),
    ("Missing girl not found after a week | Gazette", "Missing girl not found after a week", ""),
    ("Story", "No evidence was found", ""),
    ("Minister: the file was not deleted", "Minister: the file was not deleted", ""),
    ("Error 404: a novel", "A novel about the web", LONG),
    ("Contact", "Contact", "<p>Log in</p>"),
    ("Why you see “Access denied” | Help", "Why you see “Access denied”", LONG),
    ("How captchas work", "Are you a robot?", LONG),
    ("", "", ""),
]


@pytest.mark.parametrize(("title", "heading", "body"), GOOD)
def test_a_good_page_is_never_called_gone(title: str, heading: str, body: str) -> None:
    assert judge_page(seen(), html(title, heading, body))[0] is Outcome.OK


WALLS = [
    ("Just a moment...", "Checking your browser before accessing a.example"),
    ("Attention Required! | Cloudflare", "Sorry, you have been blocked"),
    ("Access Denied", "Access Denied"),
    ("Gazette", "Please verify you are a human"),
    ("Pardon Our Interruption", ""),
    ("Gazette", "Our systems have detected unusual traffic from your network"),
    ("Log in | Gazette", "Log in"),
]


@pytest.mark.parametrize(("title", "heading"), WALLS)
@pytest.mark.parametrize("outcome", [Outcome.OK, Outcome.SERVER_ERROR])
def test_a_bot_wall_is_blocked_and_never_dead(title: str, heading: str, outcome: Outcome) -> None:
    page = html(title, heading, f"<p>{heading}</p>")
    assert judge_page(seen(outcome=outcome), page)[0] is Outcome.BLOCKED


REDIRECTS = [
    ("https://a.example/2026/story", "https://a.example/", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://www.a.example/index.html", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://a.example/en/", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://new.example/", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://a.example/404.html", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://a.example/page-not-found", Outcome.SOFT_404),
    ("https://a.example/2026/story", "https://a.example/login?next=x", Outcome.BLOCKED),
    ("https://a.example/2026/story", "https://consent.example/consent/x", Outcome.BLOCKED),
    ("https://a.example/2026/story", "https://a.example/2026/story-new", Outcome.OK_REDIRECTED),
    ("https://a.example/2026/story", "https://a.example/?p=12", Outcome.OK_REDIRECTED),
    ("https://short.example/x7Gh", "https://a.example/", Outcome.OK_REDIRECTED),
    ("http://a.example/", "https://a.example/", Outcome.OK_REDIRECTED),
    ("http://a.example/index.php", "https://a.example/", Outcome.OK_REDIRECTED),
    ("http://a.example/en", "https://a.example/en/", Outcome.OK_REDIRECTED),
    ("https://a.example/login", "https://a.example/login/", Outcome.OK_REDIRECTED),
]


@pytest.mark.parametrize(("asked", "reached", "outcome"), REDIRECTS)
def test_where_a_redirect_leads_tells_whether_the_page_is_there(
    asked: str, reached: str, outcome: Outcome
) -> None:
    hops = (Hop(asked, 302, reached),)
    observation = seen(asked, final_url=reached, hops=hops, outcome=Outcome.OK_REDIRECTED)
    assert judge_page(observation, html("The harbour", "The harbour", LONG))[0] is outcome


def test_a_page_like_the_answer_for_an_impossible_path_is_gone() -> None:
    lines = (f"<p>Line {n} of what this site shows for all it does not know.</p>" for n in range(9))
    strange = html("Gazette", "Nothing here", "".join(lines))
    home = html("Gazette", "News", LONG)
    sample = sample_of(seen("https://a.example/impossible"), strange, home)
    assert judge_page(seen(), strange, sample)[0] is Outcome.SOFT_404
    assert judge_page(seen(), home, sample)[0] is Outcome.OK


def test_a_site_that_shows_one_page_for_everything_teaches_nothing() -> None:
    shell = html("App", "App", LONG)
    sample = sample_of(seen("https://a.example/impossible"), shell, shell)
    assert sample == NotFoundSample()
    assert judge_page(seen(), shell, sample)[0] is Outcome.OK


def test_what_is_dead_or_refused_stays_so() -> None:
    page = html("Page not found", "Page not found")
    for outcome in (Outcome.DEAD, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.TRUNCATED):
        assert judge_page(seen(outcome=outcome), page)[0] is outcome
