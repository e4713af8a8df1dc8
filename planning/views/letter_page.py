"""The page of one letter: the letter as it was written, what was answered, and the answer."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

import teams.facts
from planning import answer_words
from planning.facts import letters as facts
from planning.forms.publishing import AcceptForm, DeclineForm
from planning.letter_page import bytes_of, digest_of
from planning.models import Letter
from teams.core.access import REP
from ui import formats
from ui.components import Crumb, Fact, Note


class LetterPage:
    """One letter as somebody reads it."""

    def __init__(self, row: Letter, access: Any, given: Mapping[str, Any] | None) -> None:
        self.row, self.access, self.given = row, access, given

    @cached_property
    def letters(self) -> list[Letter]:
        """All of the person, the latest first."""
        return list(facts.all_of(self.row.rep_id))

    @property
    def is_last(self) -> bool:
        """Whether no later one of the same plan was written."""
        own, plan = self.row.publication, self.row.publication.plan_id
        return all(
            one.publication.plan_id != plan or one.publication.number <= own.number
            for one in self.letters
        )

    @cached_property
    def forms(self) -> dict[str, Form]:
        """What may be answered now: accept, decline."""
        if self.access.rep_id != self.row.rep_id or not self.is_last:
            return {}
        return {
            "accept": AcceptForm(self._sent("accept"), name=self.row.facts["person"]),
            "decline": DeclineForm(self._sent("decline")),
        }

    def _sent(self, act: str) -> Mapping[str, Any] | None:
        return self.given if self.given and self.given.get("act") == act else None

    def context(self, request: HttpRequest) -> dict[str, Any]:
        row = self.row
        text = bytes_of(row.facts, row.language).decode()
        return {
            "title": row.rep.name,
            "state": answer_words.state(row, teams.facts.today()),
            "crumbs": self.crumbs(),
            "page_class": "narrow",
            "note": self.note(),
            "letter": mark_safe(text),  # noqa: S308 rendered by our own template, which escapes
            "row": row,
            "forms": self.forms,
            "declines": "decline" in self.forms and self._sent("decline") is not None,
            "answers": facts.answers(row),
            "facts": self.facts(),
            "others": [
                (
                    reverse("planning:letter", args=[one.pk]),
                    one.facts["said"]["title"],
                    one.publication,
                )
                for one in self.letters
                if one.pk != row.pk
            ],
        }

    def crumbs(self) -> tuple[Crumb, ...]:
        plan = self.row.publication.plan
        if self.access.role == REP:
            return (Crumb(plan.name), Crumb(_("Quota letter")))
        return (
            Crumb(_("Quotas"), reverse("planning:plans")),
            Crumb(plan.name, reverse("planning:plan", args=[plan.pk])),
            Crumb(_("Letters"), reverse("planning:letters", args=[plan.pk])),
            Crumb(self.row.rep.name),
        )

    def note(self) -> Note | None:
        if self.is_last:
            return None
        return Note(_("There is a newer letter than this one."), "warn")

    def facts(self) -> list[Fact]:
        same = digest_of(self.row.facts, self.row.language) == self.row.digest
        return [
            Fact(_("Written"), formats.moment(self.row.publication.at)),
            Fact(_("Answer by"), formats.day_long(self.row.answer_by)),
            Fact(_("Content (SHA-256)"), self.row.digest[:16]),
            Fact(
                _("Made again today"), _("the same bytes") if same else _("different: look into it")
            ),
        ]
