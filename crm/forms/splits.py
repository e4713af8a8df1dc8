"""The shares of a deal, edited together because they are only right together."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from crm.core.splits import Share, problems
from crm.words import split_problem


class SplitFormSet(BaseInlineFormSet):
    """Refuses shares that are not complete, and says what they add up to."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if self._counts(form)]
        if any(self.errors):
            return
        names = {row["rep"].pk: row["rep"].name for row in rows}
        shares = [Share(row["rep"].pk, row["share"], row["kind"]) for row in rows]
        if found := problems(shares):
            raise ValidationError([split_problem(one, names.get(one.rep, "")) for one in found])

    def _counts(self, form: Any) -> bool:
        """Filled in and not to be removed."""
        kept: dict[str, Any] = getattr(form, "cleaned_data", None) or {}
        return "rep" in kept and not kept.get("DELETE")
