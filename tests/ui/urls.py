"""List pages that exist for tests only, with the addresses that the frame itself needs."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.urls import include, path

from teams.models import Rep
from ui.components import Crumb
from ui.filters import Filters
from ui.pages import ListPage
from ui.tables import Column, DayColumn, MoneyColumn, Table


class RepTable(Table):
    name = Column("Rep", url=lambda rep: f"/reps/{rep.pk}/")
    segment = Column("Segment", hide="p2")
    hired_on = DayColumn("Hired")
    title = Column("Job")


class RepFilters(Filters):
    segment = django_filters.ChoiceFilter(
        label="Segment", choices=[("smb", "Small"), ("ent", "Large")], empty_label="All segments"
    )

    class Meta:
        model = Rep
        fields: list[str] = []


class RepList(ListPage):
    name = "test:reps"
    title = "Reps"
    table = RepTable
    filters = RepFilters
    order = "name"
    hidden = ("title",)
    per_page = 10

    def rows(self, request: HttpRequest) -> Any:
        return Rep.objects.all()

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return {"crumbs": (Crumb("Reps"),)}


class MoneyTable(Table):
    name = Column("Team")
    won = MoneyColumn("Won")


class MoneyList(ListPage):
    """Rows in memory, as pages have them that read stored KPIs."""

    name = "test:money"
    title = "Money"
    table = MoneyTable
    order = "-won"

    def rows(self, request: HttpRequest) -> Any:
        return [
            {"name": "A", "won": 2_000},
            {"name": "B", "won": None},
            {"name": "C", "won": 9_500},
        ]


urlpatterns = [
    path("test/reps/", RepList.as_view()),
    path("test/money/", MoneyList.as_view()),
    path("", include("ui.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
