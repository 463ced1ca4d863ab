"""Triggers that hold what a CHECK cannot, since it sees one row: an approver never contributed.

And: a decision and a change of status, once written, are never edited.
"""

from django.db import migrations

CONTRIBUTED = """
    SELECT 1 FROM claims_contribution c
    WHERE c.verdict_id = NEW.verdict_id AND c.user_id = NEW.user_id
"""
# Only the submission that is being decided on: after changes were requested, its former approver
# may help, and may then not approve the next.
APPROVED_NOW = """
    SELECT 1 FROM claims_approval a JOIN claims_verdict v ON v.id = a.verdict_id
    WHERE a.verdict_id = NEW.verdict_id AND a.user_id = NEW.user_id
      AND a.submission = v.submission AND a.decision = 'approved'
      AND v.state IN ('submitted', 'approved')
"""
# Name, table, event, the rows that forbid it (none: always forbidden).
RULES = [
    ("approval_never_by_a_contributor", "claims_approval", "INSERT", CONTRIBUTED),
    ("contribution_never_by_an_approver", "claims_contribution", "INSERT", APPROVED_NOW),
    ("approval_never_edited", "claims_approval", "UPDATE", ""),
    ("status_change_never_edited", "claims_statuschange", "UPDATE", ""),
]


def _sqlite(name, table, event, forbidding):
    when = f"WHEN EXISTS ({forbidding})" if forbidding else ""
    yield f"""
        CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}
        BEGIN SELECT RAISE(ABORT, '{name}'); END
    """


def _postgresql(name, table, event, forbidding):
    condition = f"EXISTS ({forbidding})" if forbidding else "TRUE"
    # 23514 is check_violation: Django raises IntegrityError for it.
    yield f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = '23514'; END IF;
            RETURN NEW;
        END $$
    """
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


DIALECTS = {"sqlite": _sqlite, "postgresql": _postgresql}


def install(apps, schema_editor):
    for rule in RULES:
        for statement in DIALECTS[schema_editor.connection.vendor](*rule):
            # params=None: the percent signs and semicolons are the statement's own.
            schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    on_table = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in RULES:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_table else ""))
        if on_table:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_groups_and_rating_scales")]
    operations = [migrations.RunPython(install, remove)]
