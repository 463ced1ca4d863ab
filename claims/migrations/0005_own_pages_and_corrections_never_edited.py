"""The first texts of the desk's own pages; and a correction, once written, is never edited."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

# The same triggers, by the same rules, as those that guard approvals.
_triggers = import_module("claims.migrations.0003_approver_never_contributed")
SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "pages"
RULE = ("correction_never_edited", "claims_correction", "UPDATE", "")


def install(apps, schema_editor):
    for statement in _triggers.DIALECTS[schema_editor.connection.vendor](*RULE):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    on_table = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER {RULE[0]}" + (f" ON {RULE[1]}" if on_table else ""))
    if on_table:
        schema_editor.execute(f"DROP FUNCTION {RULE[0]}()")


def write_pages(apps, schema_editor):
    for slug in ("methodology", "about"):
        title, _, text = (SEEDS / f"{slug}.txt").read_text(encoding="utf-8").partition("\n")
        apps.get_model("claims", "Page").objects.create(slug=slug, title=title, text=text.strip())


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_corrections_complaints_contacts_pages")]
    operations = [
        migrations.RunPython(install, remove),
        migrations.RunPython(write_pages, migrations.RunPython.noop),
    ]
