"""What `make run` does before it serves: the tables, the accounts, the seeds, the static files.

One command, so that Django starts once for all of it.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prepares this machine's instance; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("create_demo_accounts")
        self.collect_static()
        call_command("load_seeds")

    def collect_static(self) -> None:
        """Compressing takes seconds: done again only if some file is another than before."""
        stamp, key = Path(settings.STATIC_ROOT) / ".key", static_key()
        if stamp.exists() and stamp.read_text() == key:
            return
        self.stdout.write("Compressing the static files …")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(key)


def static_key() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            modified = storage.get_modified_time(name).timestamp()
            digest.update(f"{name} {storage.size(name)} {modified}\n".encode())
    return digest.hexdigest()
