"""Pages that answer 200 and are not the page: "not found" in words, a bot wall, the home page.

Every rule needs more than one sign or a whole title, because an article about missing pages is no
missing page. Where the signs are weak the page is alive: "we could not tell" is never "gone".
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from sources.outcome import Observation, Outcome
from sources.sample import NOTHING_TO_COMPARE, NotFoundSample
from sources.text import Page, fold
from sources.urls import host_of

# What sites write in many languages; each is a whole title or heading, give or take a few words.
GONE_PHRASES = (
    r"(?:error |http |status )?(?:404|410)(?: error)?(?: not found| gone)?",
    r"(?=.*(?:\bno\b|not|n't|removed|deleted|moved))"
    r"(?:the |this |that |requested )*(?:page|article|story|document|file|content|post|url|site)"
    r"(?: you(?:'re| are| were)? (?:looking for|requested|tried to reach))?"
    r"(?: (?:was|is|could|can|does|has|no|not|longer|be|been|cannot|can't|couldn't|doesn't|isn't"
    r"|wasn't|exist|exists|found|available|removed|deleted|moved|located|displayed|or)){1,6}",
    r"(?:sorry,? )?(?:we|i) (?:can't|cannot|could not|couldn't|can not|(?:were|are) unable to)"
    r" (?:seem to )?(?:find|locate) (?:that|the|this|your|what)(?: \w+){0,6}",
    r"not found", r"nothing (?:was )?found", r"page unavailable", r"no longer available",
    r"(?:diese |die )?(?:angeforderte |gesuchte )?(?:seite|inhalt|artikel)(?: \w+){0,4} nicht"
    r"(?: mehr)? (?:gefunden|verfügbar|vorhanden|existiert)(?: \w+)?",
    r"(?:seite|artikel) existiert nicht(?: mehr)?", r"(?:cette |la )?page (?:\w+ ){0,3}(?:est )?"
    r"(?:introuvable|inexistante|non trouvée|n'existe (?:pas|plus)|n'a pas été trouvée)",
    r"(?:la )?página (?:\w+ ){0,3}no (?:\w+ ){0,3}(?:encontrada|existe|disponible|encontrado)",
    r"no (?:se )?(?:ha |pudo |hemos )?(?:encontrado|encontrar|encontramos) la página(?: \w+){0,4}",
    r"(?:la )?pagina (?:\w+ ){0,3}non (?:è stata )?(?:trovata|esiste|disponibile)",
    r"(?:a )?página (?:\w+ ){0,3}não (?:foi )?(?:encontrada|existe|disponível)",
    r"(?:de )?pagina (?:\w+ ){0,3}niet (?:gevonden|beschikbaar)|pagina bestaat niet(?: meer)?",
    r"nie znaleziono (?:takiej )?strony|strona nie (?:istnieje|została znaleziona)",
    r"страница (?:\w+ )?не (?:найдена|существует)", r"сторінк\w (?:\w+ )?не (?:знайдено|існує)",
    r"sidan (?:\w+ ){0,2}(?:hittades inte|finns inte|kunde inte hittas)",
    r"siden (?:\w+ ){0,2}(?:ble ikke funnet|finnes ikke|findes ikke|blev ikke fundet)",
    r"sivua ei (?:löydy|löytynyt)", r"stránka (?:\w+ )?(?:nenalezena|neexistuje|nebola nájdená)",
    r"sayfa bulunamadı", r"(?:az )?oldal nem található", r"pagina nu (?:a fost găsită|există)",
    r"η σελίδα δεν (?:βρέθηκε|υπάρχει)", r"الصفحة غير موجودة", r"הדף לא נמצא",
    r"(?:您访问的)?页面(?:不存在|未找到|已删除)|找不到(?:该)?(?:页面|頁面|網頁|网页)|頁面不存在",
    r"ページが見つかりません(?:でした)?|お探しのページは見つかりません(?:でした)?",
    r"(?:요청하신 )?페이지를 찾을 수 없습니다",
)  # fmt: skip
_APOLOGY = r"(?:oops|sorry|ooops|uh-oh|whoops|error|hoppla|désolé|lo sentimos|ups)?[\W_]*"
_GONE = re.compile(rf"{_APOLOGY}(?:{'|'.join(GONE_PHRASES)})[\W_]*")
_GONE_IN_TEXT = re.compile(
    r"\berror 404\b|\b404 error\b|\b404 not found\b|page you (?:requested"
    r"|(?:are|were) looking for)|(?:moved|removed|deleted|renamed),? or"
    r"|url was not found on this server|\berreur 404\b"
    r"|\bfehler 404\b|check the (?:url|address|spelling)|return to (?:the )?home ?page"
)

WALL_TITLES = re.compile(
    r"just a moment\W*|attention required!?(?: \W cloudflare)?|pardon our interruption\W*"
    r"|access (?:to this page has been )?denied|are you (?:a )?(?:robot|human)\W*|security check\w*"
    r"|robot or human\W*"
    r"|human verification|bot verification|verify(?:ing)? you are (?:a )?human\W*|blocked|captcha"
    r"|ddos-guard|please wait\W*|checking your browser\W*|one more step|radware (?:bot|captcha).*"
    r"|unusual traffic.*|request (?:unsuccessful|rejected)|forbidden|403 forbidden|log ?in|sign ?in"
    r"|bist du ein mensch\W*|vérification de sécurité|acceso denegado|zugriff verweigert"
)
_WALL_TEXT = re.compile(
    r"enable javascript and cookies to continue|verify(?:ing)? (?:that )?you(?:'re| are)"
    r" (?:not a robot|(?:a )?human)|checking (?:if the site connection is secure|your browser)"
    r"|unusual traffic from|incapsula incident|ddos protection by|ray id: [0-9a-f]"
    r"|complete the (?:security check|captcha)|you have been blocked|reference #\d"
    r"|are not a robot|please solve this captcha"
)
WALL_MAX_CHARACTERS = 2500  # a wall has no article behind it

_HOME_PATH = re.compile(
    r"/?|/(?:index|home|default|start|main)(?:\.\w{2,5})?/?|/[a-z]{2}(?:[-_][a-z]{2})?/?", re.I
)
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|auth|account/login|sso|consent|captcha)\b", re.I)
_GONE_PATH = re.compile(r"/(?:404|not-?found|page-?not-?found|error-?404)(?:\.\w+)?/?$", re.I)
_ARTICLE_PATH = re.compile(r"/[^/]+/[^/]+|\.(?:html?|php|aspx?|jsp|pdf)$|\d{4,}|-[^/]*-")


# What the words may still change: a missing place after the # may be on a missing page.
JUDGED = frozenset({Outcome.OK, Outcome.OK_REDIRECTED, Outcome.FRAGMENT_MISSING})
LONGEST_TITLE = 200  # no notice that a page is missing is longer
SAME_SHARE = 0.8  # of the blocks; a not-found page repeats the asked address here and there
MIN_SAMPLE = 200  # characters; the empty shell of an application is the same for every page


def judge_page(
    observation: Observation, page: Page | None, sample: NotFoundSample = NOTHING_TO_COMPARE
) -> tuple[Outcome, str]:
    """The outcome once the words are known, with its reason."""
    outcome, reason = observation.outcome, observation.reason
    if outcome in (Outcome.SERVER_ERROR, Outcome.DEAD) and page and is_wall(page):
        if outcome is Outcome.SERVER_ERROR:
            return Outcome.BLOCKED, "A bot wall stands before the page."
        return outcome, reason
    if outcome not in JUDGED or observation.not_modified:
        return outcome, reason
    if elsewhere := _judge_redirect(observation):
        return elsewhere
    if page is None:
        return outcome, reason
    if is_wall(page):
        return Outcome.BLOCKED, "A bot wall or a login stands before the page."
    if says_gone(page):
        return Outcome.SOFT_404, "The page itself says that it is not there."
    if is_like_sample(observation, page, sample):
        return Outcome.SOFT_404, "The site shows the same page for an address that cannot exist."
    return outcome, reason


def says_gone(page: Page) -> bool:
    """Whether a page's title, headings and words agree that it is missing."""
    if not page.is_html:
        return False
    headings = [fold(heading) for heading in page.headings[:2] if len(heading) < LONGEST_TITLE]
    signs = 2 * any(_GONE.fullmatch(piece) for piece in _pieces(page.title))
    signs += 2 * any(_GONE.fullmatch(heading) for heading in headings)
    if not signs:
        return False
    words = sum(len(block) for block in page.blocks if len(block) > 150)
    signs += bool(_GONE_IN_TEXT.search(fold(" ".join(page.blocks[:12]))))
    signs += words < 600
    signs -= 2 * (words > 3000)  # a long article under such a heading is an article about it
    return signs >= 3


def is_wall(page: Page) -> bool:
    """Whether a page keeps robots out: a known title, or known words and hardly any others."""
    if not page.is_html or len(page.marked) > 4 * WALL_MAX_CHARACTERS:
        return False
    if len(page.everything) > WALL_MAX_CHARACTERS:
        return False
    titles = [*_pieces(page.title), *map(fold, page.headings[:1])]
    return any(WALL_TITLES.fullmatch(each) for each in titles) or bool(
        _WALL_TEXT.search(fold(page.everything))
    )


def is_like_sample(observation: Observation, page: Page, sample: NotFoundSample) -> bool:
    """Whether the site shows this page, or leads to this place, whatever it is asked for."""
    if sample.final_url and observation.hops and observation.final_url == sample.final_url:
        return True
    return bool(sample.marks) and likeness(page.marks, sample.marks) >= SAME_SHARE


def sample_of(observation: Observation, page: Page | None, home: Page | None) -> NotFoundSample:
    """What a site's answer for an impossible path teaches; `home` is its front page.

    A site that shows its front page, or one shell, for everything teaches nothing about any page.
    """
    if observation.outcome not in (Outcome.OK, Outcome.OK_REDIRECTED) or page is None:
        return NOTHING_TO_COMPARE
    if len(page.text) < MIN_SAMPLE or is_wall(page):
        return NOTHING_TO_COMPARE
    if home is None or likeness(page.marks, home.marks) >= SAME_SHARE:
        return NOTHING_TO_COMPARE
    return NotFoundSample(page.marks, observation.final_url if observation.hops else "")


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of blocks that two pages have in common."""
    return len(one & other) / max(1, len(one | other))


def _judge_redirect(observation: Observation) -> tuple[Outcome, str] | None:
    if not observation.hops:
        return None
    asked, reached = urlsplit(observation.hops[0].url), urlsplit(observation.final_url)
    if _LOGIN_PATH.search(reached.path) and not _LOGIN_PATH.search(asked.path):
        return Outcome.BLOCKED, "The site leads to a login instead of the page."
    if _GONE_PATH.search(reached.path) and not _GONE_PATH.search(asked.path):
        return Outcome.SOFT_404, "The site leads to its page for missing pages."
    if not _HOME_PATH.fullmatch(reached.path) or reached.query or _HOME_PATH.fullmatch(asked.path):
        return None
    # Another host's home page is where short links and moved sites lead, so there the path must
    # have been an article's.
    same_site = _site_name(observation.hops[0].url) == _site_name(observation.final_url)
    if same_site or _ARTICLE_PATH.search(asked.path):
        return Outcome.SOFT_404, "The site leads to its home page instead of the page."
    return None


def _pieces(title: str) -> Iterable[str]:
    """A title's parts: sites put their own name beside the page's."""
    pieces = re.split(r"\s+[|–—·»:•-]+\s+|\s*\|\s*", fold(title[: 10 * LONGEST_TITLE]))
    return [piece for piece in pieces if piece and len(piece) < LONGEST_TITLE]


def _site_name(url: str) -> str:
    return host_of(url).removeprefix("www.")
