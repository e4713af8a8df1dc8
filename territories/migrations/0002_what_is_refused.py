"""Constraints of the plans, and indexes."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="salesrole",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owns_accounts", True)),
                fields=("owns_accounts",),
                name="territories_one_owning_role",
                violation_error_message="One role owns the accounts; another one does already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="salesrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True),
                name="territories_role_not_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False)),
                name="territories_seat_some_days",
                violation_error_message="The end must be after the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gt", 0), ("share__lte", 100)),
                name="territories_seat_share",
                violation_error_message="A share is more than 0 and at most 100 percent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("rep__isnull", False)),
                expressions=[("territory", "="), ("role", "="), ("rep", "="), ("valid", "&&")],
                name="territories_seat_once",
                violation_error_message="This person already has this seat on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="territorymodel",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("active__isnull", False)),
                expressions=[("active", "&&")],
                name="territories_one_active_a_day",
                violation_error_message="Another model is in force on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="territorymodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active__isnull", True),
                    ("state__in", ["active", "archived"]),
                    _connector="XOR",
                ),
                name="territories_active_has_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="territorymodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"), ("starts_on__isnull", False), _connector="OR"
                ),
                name="territories_start_known",
                violation_error_message="Say on which day the model starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                fields=("model", "number"), name="territories_proposal_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedterritory",
            constraint=models.UniqueConstraint(
                fields=("model", "slug"), name="territories_slug_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedterritory",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True),
                name="territories_not_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedterritory",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__gt", 0)),
                name="territories_target_positive",
                violation_error_message="The target share must be more than 0.",
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["model", "territory"], name="territories_placed_in"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["account"], name="territories_placed_account"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                condition=models.Q(("rivals__gt", 0)), fields=["model"], name="territories_rivals"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("model", "role", "account"), name="territories_placed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                fields=("model", "account"), name="territories_handed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("giver__isnull", True),
                    ("taker__isnull", True),
                    models.Q(("giver", models.F("taker")), _negated=True),
                    _connector="OR",
                ),
                name="territories_hand_over_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="balancegoal",
            constraint=models.UniqueConstraint(
                fields=("model", "metric"), name="territories_goal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="balancegoal",
            constraint=models.CheckConstraint(
                condition=models.Q(("tolerance__gt", 0), ("tolerance__lte", 1)),
                name="territories_goal_tolerance",
                violation_error_message="A tolerance is more than 0 and at most 100 percent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                fields=("model", "rep"), name="territories_one_appeal"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="territories_appeal_words",
                violation_error_message="Say what should be different.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "withdrawn"]),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="territories_appeal_answered",
                violation_error_message="An answer needs words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False)), name="territories_aligned_some_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("account", "="), ("role", "="), ("valid", "&&")],
                name="territories_aligned_once",
                violation_error_message="This account already has a territory on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountlock",
            constraint=models.UniqueConstraint(
                fields=("model", "account"), name="territories_lock_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="accountexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__isempty", False),
                    ("valid__upper_inf", False),
                    ("valid__lower_inf", False),
                ),
                name="territories_exception_ends",
                violation_error_message="An exception needs a first day and an end after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="territories_exception_reason",
                violation_error_message="Say why the rules don't hold here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountexception",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("model", "="), ("role", "="), ("account", "="), ("valid", "&&")],
                name="territories_exception_once",
                violation_error_message="This account already has an exception on some of these days.",
            ),
        ),
    ]
