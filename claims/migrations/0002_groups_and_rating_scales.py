"""The two groups of the desk with their permissions, and the rating scales that we start with."""

import json
from pathlib import Path

from django.contrib.auth.management import create_permissions
from django.db import migrations

SCALES = Path(__file__).parents[2] / "seeds" / "rating_scales.json"
# As claims.permissions.GROUPS was when this was written: a migration does not change with code.
GROUPS = {
    "Reviewers": ["review_claim"],
    "Editors": ["review_claim", "assign_claim", "publish_verdict"],
}


def make_groups(apps, schema_editor):
    # Django makes permissions only after all migrations; the groups need them now.
    config = apps.get_app_config("claims")
    config.models_module = True
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="claims", codename__in=codenames)
        )


def load_scales(apps, schema_editor):
    for scale in json.loads(SCALES.read_text(encoding="utf-8")):
        ratings = scale.pop("ratings")
        row = apps.get_model("claims", "RatingScale").objects.create(**scale)
        for position, rating in enumerate(ratings, start=1):
            row.ratings.create(position=position, **rating)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_articles_claims_evidence_verdicts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(load_scales, migrations.RunPython.noop),
    ]
