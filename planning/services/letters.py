"""The letters of a publication: facts and words are frozen, in the language of each person."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

import teams.facts
from planning import letter_words
from planning.core.figures import Figures
from planning.core.letters import Told, kept
from planning.facts.figures import Derived
from planning.facts.told import told
from planning.letter_page import digest_of
from planning.models import Letter, Publication
from ui import formats


def write(publication: Publication, found: Derived, before: Figures, rep_ids: Iterable[int]) -> int:
    """How many were written."""
    every = told(publication, found, before, rep_ids)
    last, languages = _last(every), _languages(every)
    rows = [_letter(publication, pk, one, languages[pk], last.get(pk)) for pk, one in every.items()]
    return len(Letter.objects.bulk_create(rows))


def _letter(publication: Publication, rep_id: int, one: Told, language: str, last: Any) -> Letter:
    with translation.override(language), formats.company_currency_is(one.currency):
        facts = kept(one, letter_words.said(one, last))
    return Letter(
        publication=publication,
        rep_id=rep_id,
        facts=facts,
        language=language,
        digest=digest_of(facts, language),
        answer_by=one.answer_by,
    )


def _last(rep_ids: Iterable[int]) -> dict[int, Any]:
    """The facts of the letter that each had before."""
    rows = Letter.objects.filter(rep__in=list(rep_ids)).order_by(
        "rep_id", "-publication__at", "-pk"
    )
    return dict(rows.distinct("rep_id").values_list("rep_id", "facts"))


def _languages(rep_ids: Iterable[int]) -> dict[int, str]:
    """The person's own, else the company's."""
    usual = teams.facts.company().language
    rows = teams.facts.reps().filter(pk__in=list(rep_ids))
    return {pk: own or usual for pk, own in rows.values_list("pk", "user__language")}
