"""Loads the articles in seeds/, once each."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims import intake
from claims.manuscript import clean_text
from claims.models import Revision


class Command(BaseCommand):
    help = "Loads the articles in seeds/. One whose text is here already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted((settings.BASE_DIR / "seeds").glob("*.txt")):
            text = clean_text(path.read_bytes().decode())
            if Revision.objects.filter(sha256=Revision.digest(text)).exists():
                self.stdout.write(f"{path.name}: here already")
                continue
            article = intake.add_article(by=None, text=text)
            self.stdout.write(f"{path.name}: article {article.pk}, “{article.title}”")
