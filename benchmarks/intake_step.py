"""The reporter of the intake benchmark, inside Django: saves articles, waits for their claims."""

import json
import time

import django

django.setup()

from claims import intake  # noqa: E402
from claims.models import Article  # noqa: E402
from claimtracker.places import BASE  # noqa: E402

WORDS = 1000
ARTICLES = 7
PATIENCE = 60


def text_of(number: int) -> str:
    """The seed article over and again, under a first line of its own, until it is long enough."""
    paragraphs = next((BASE / "seeds").glob("*.txt")).read_text().splitlines()
    text = f"Report number {number} of the council"
    position = 0
    while len(text.split()) < WORDS:
        text += "\n" + paragraphs[position % len(paragraphs)]
        position += 1
    return text


def save_and_wait(number: int) -> dict[str, float]:
    """Seconds from calling the intake until the claims can be read."""
    text = text_of(number)
    began = time.monotonic()
    article = intake.add_article(by=None, text=text)
    while time.monotonic() - began < PATIENCE:
        if Article.objects.filter(pk=article.pk, extraction_state=Article.Extraction.DONE).exists():
            seconds = time.monotonic() - began
            return {
                "seconds": seconds, "words": len(text.split()), "claims": article.claims.count(),
            }  # fmt: skip
        time.sleep(0.02)
    raise TimeoutError(f"no claims after {PATIENCE} s: does the worker run?")


if __name__ == "__main__":
    save_and_wait(0)  # The worker is starting meanwhile: what it needs for that is no figure.
    print(json.dumps([save_and_wait(number) for number in range(1, ARTICLES + 1)]))
