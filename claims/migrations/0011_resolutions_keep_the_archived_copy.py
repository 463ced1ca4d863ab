"""Which archived copy somebody decided to cite is kept with the decision."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Until now readers were sent to the copy that the source named."""
    Resolution = apps.get_model("claims", "Resolution")
    cited = Resolution.objects.filter(how="archived_copy_cited", evidence__source__isnull=False)
    for row in cited.select_related("evidence__source").iterator():
        row.archived_url = row.evidence.source.archived_url
        row.save(update_fields=["archived_url"])


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_rechecks_are_announced"),
        ("sources", "0003_due_in_the_order_taken"),
    ]
    operations = [
        migrations.AddField(
            model_name="resolution",
            name="archived_url",
            field=models.URLField(blank=True, editable=False, max_length=8192),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
