"""Reviewers and Editors see every source and say what it is; readers see what is cited."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CODENAMES = ["view_source", "change_source"]


def give(apps, schema_editor):
    # Django makes permissions only after all migrations; the groups need them now.
    config = apps.get_app_config("sources")
    config.models_module = True
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    config.models_module = None
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="sources", codename__in=CODENAMES
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Reviewers", "Editors"]):
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("claimtracker", "0001_api_tokens_and_kept_answers"),
        ("claims", "0002_groups_and_rating_scales"),
        ("sources", "0001_sources_and_their_checks"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
