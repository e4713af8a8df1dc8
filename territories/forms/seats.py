"""Seats, named accounts and exceptions of a territory, as rows; and acts from a day."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from audit.admin_parts import DateInput
from kernel.dated import Days
from teams import facts
from territories.core.seating import Sitting
from territories.forms.tried import Row, Tried, TriedSet
from territories.models import AccountException, AccountLock, NamedAccount, Seat
from territories.services import editing


class SeatRow(Row):
    class Meta:
        model = Seat
        fields = ["role", "rep", "share", "valid"]


class SeatSet(TriedSet):
    """All seats of the territory as they shall be: those that are not shown stay."""

    def act(self, by: Any) -> None:
        shown = {form.instance.pk for form in self.initial_forms}
        rows = [row for row in editing.sittings(self.instance) if row.id not in shown]
        gone = set(self.removed())
        kept = (form for form in self.initial_forms if form.instance not in gone)
        rows += [_sitting(form.instance.pk, form.cleaned_data) for form in kept]
        rows += [_sitting(None, said) for said in self.added()]
        editing.arrange(by=by, territory=self.instance, rows=rows)


def _sitting(pk: int | None, said: dict[str, Any]) -> Sitting:
    days = Days(said["valid"].lower, said["valid"].upper)
    rep = said["rep"]
    return Sitting(pk, said["role"].pk, rep and rep.pk, said["share"], days)


class Told(forms.Widget):
    """What is not chosen any more, as text; a list to choose from would ask for each row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html("{}", self.text)


class AccountRow(Row):
    """The account of a stored row stays: remove or end this one, and make another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            account = self.fields["account"]
            account.disabled, account.widget = True, Told(str(self.instance.account))


class NamedRow(AccountRow):
    class Meta:
        model = NamedAccount
        fields = ["account", "why"]


class NamedSet(TriedSet):
    def act(self, by: Any) -> None:
        for row in self.removed():
            editing.unname_account(by=by, named=NamedAccount.objects.get(pk=row.pk))
        for _row, said in self.changed():
            self._name(by, said)
        for said in self.added():
            self._name(by, said)

    def _name(self, by: Any, said: dict[str, Any]) -> None:
        editing.name_account(
            by=by, territory=self.instance, account_id=said["account"].pk, why=said["why"]
        )


class ExceptionRow(AccountRow):
    class Meta:
        model = AccountException
        fields = ["account", "reason", "valid"]


class ExceptionSet(TriedSet):
    def act(self, by: Any) -> None:
        for row in self.removed():
            stored = AccountException.objects.get(pk=row.pk)
            editing.remove_exception(by=by, exception=stored)
        for row, said in self.changed():
            editing.change_exception(by=by, exception=row, reason=said["reason"], **_span(said))
        for said in self.added():
            editing.add_exception(
                by=by,
                territory=self.instance,
                account_id=said["account"].pk,
                reason=said["reason"],
                **_span(said),
            )


class ExceptionForm(Tried):
    class Meta:
        model = AccountException
        fields = ["territory", "account", "reason", "valid"]

    def act(self, by: Any) -> AccountException:
        said, reason = self.cleaned_data, self.cleaned_data["reason"]
        if self.instance.pk:
            return editing.change_exception(
                by=by, exception=self.instance, reason=reason, **_span(said)
            )
        return editing.add_exception(
            by=by,
            territory=said["territory"],
            account_id=said["account"].pk,
            reason=reason,
            **_span(said),
        )


def _span(said: dict[str, Any]) -> dict[str, Any]:
    """An exception has both days; without one the service is asked with an empty span."""
    first = said["valid"].lower or said["valid"].upper
    return {"on": first, "until": said["valid"].upper or first}


class NamedForm(Tried):
    class Meta:
        model = NamedAccount
        fields = ["territory", "account", "why"]

    def act(self, by: Any) -> NamedAccount:
        said = self.cleaned_data
        territory = said.get("territory") or self.instance.territory
        account = said.get("account") or self.instance.account
        return editing.name_account(
            by=by, territory=territory, account_id=account.pk, why=said["why"]
        )


class LockForm(Tried):
    class Meta:
        model = AccountLock
        fields = ["model", "account", "reason"]

    def act(self, by: Any) -> AccountLock:
        said = self.cleaned_data
        model = said.get("model") or self.instance.model
        account = said.get("account") or self.instance.account
        return editing.lock_account(
            by=by, model_id=model.pk, account_id=account.pk, reason=said["reason"]
        )


class FromDay(forms.Form):
    """From which day, and why; the reason is kept in the log."""

    on = forms.DateField(label=_("From (first day)"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=250)


class EndSeat(FromDay):
    on = forms.DateField(label=_("First day after"), widget=DateInput)
    leave_open = forms.BooleanField(
        label=_("Leave an open seat"),
        required=False,
        initial=True,
        help_text=_("Without it the seat as a whole ends: possible when nobody shares it."),
    )


class HandOverSeat(FromDay):
    rep = forms.ModelChoiceField(
        label=_("To"), queryset=facts.reps(), required=False, empty_label=_("nobody: an open seat")
    )
    field_order = ("rep", "on", "reason")
