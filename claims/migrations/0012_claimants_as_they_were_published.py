"""Whom each submission names is kept in rows, for readers' lists; filled from what was frozen."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """What was frozen knows names, not rows: the claim's own claimants come first."""
    Claimant = apps.get_model("claims", "Claimant")
    Shown = apps.get_model("claims", "ShownClaimant")
    for verdict in apps.get_model("claims", "Verdict").objects.exclude(submission=0).iterator():
        of_the_claim = {row.name: row for row in Claimant.objects.filter(claims=verdict.claim_id)}
        for named in verdict.frozen.get("claimants", []):
            row = of_the_claim.get(named["name"])
            row = row or Claimant.objects.filter(name=named["name"]).order_by("pk").first()
            if row is not None:
                words = ("name", "kind", "description", "same_as")
                shown = {word: named[word] for word in words if word in named}
                Shown.objects.create(verdict=verdict, claimant=row, **shown)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_resolutions_keep_the_archived_copy"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShownClaimant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organization", "Organisation"),
                            ("group", "Group"),
                            ("document", "Document"),
                            ("unnamed", "Unnamed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=500)),
                ("same_as", models.URLField(blank=True, max_length=2000)),
                (
                    "claimant",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown_in",
                        to="claims.claimant",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown_claimants",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
