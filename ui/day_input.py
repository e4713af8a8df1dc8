"""A day in a form: the browser's own calendar, whatever the reader's language."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """ISO in the page, as browsers demand of a date field; they show it in the reader's format."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
