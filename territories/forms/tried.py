"""Forms that ask the service first: it does the act, which is taken back, and what it says against
it stands in the form. So forms and services can't disagree about what is allowed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from territories.services.editing import problem_of


class Tried(forms.ModelForm):
    """`act` does what the form says, by a service, and gives the stored row."""

    def act(self, by: Any) -> Any:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (problem := problem_of(lambda: self.act(None))):
            self.add_error(None, problem)
        return cleaned

    def validate_constraints(self) -> None:
        """The service and the database have been asked."""


class TriedSet(forms.BaseInlineFormSet):
    """The same for the rows that belong to something; `act` does all of them."""

    def act(self, by: Any) -> None:
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and (problem := problem_of(lambda: self.act(None))):
            raise ValidationError(problem)

    def save(self, commit: bool = True) -> Any:
        """Stored by `act`; the admin asks what there was."""
        self.new_objects = [form.instance for form in self.extra_forms if form.has_changed()]
        self.changed_objects = [
            (form.instance, form.changed_data) for form in self.initial_forms if form.has_changed()
        ]
        self.deleted_objects = [form.instance for form in self.deleted_forms]
        return self.new_objects

    def added(self) -> list[dict[str, Any]]:
        """What new rows say."""
        gone = set(map(id, self.deleted_forms))
        new = [form for form in self.extra_forms if form.has_changed() and id(form) not in gone]
        return [form.cleaned_data for form in new]

    def changed(self) -> list[tuple[Any, dict[str, Any]]]:
        """Stored rows that say something else, with what they say."""
        gone = set(map(id, self.deleted_forms))
        forms_ = [f for f in self.initial_forms if f.has_changed() and id(f) not in gone]
        return [(form.instance, form.cleaned_data) for form in forms_]

    def removed(self) -> list[Any]:
        return [form.instance for form in self.deleted_forms if form.instance.pk]


class Row(forms.ModelForm):
    """A row of such a set: they are looked at together."""

    def validate_constraints(self) -> None:
        """The set asks the service, for all rows at once."""
