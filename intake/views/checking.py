"""Step 3: what would change, what cannot be stored, and correcting it."""

from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intake.facts import problems
from intake.facts.loads import counts, period_of
from intake.models import Load
from intake.services import wizard
from intake.services.effect import changes_in_words
from intake.views.frame import ask_worker, frame, load_or_404
from teams.access import OPERATORS, requires
from ui import formats
from ui.components import Link, Note, Status, Tab, Tile
from ui.links import changed
from ui.paging import BoundedPaginator

PER_PAGE = 25


@requires(*OPERATORS)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    load = load_or_404(pk)
    wizard.reopen(load)
    if load.state != Load.State.CHECKED:
        return redirect("intake:run" if load.state in wizard.BUSY else "intake:done", load.pk)
    if request.method == "POST":
        return _post(request, load)
    return render(request, "intake/load_check.html", _page(request, load))


def _post(request: HttpRequest, load: Load) -> HttpResponse:
    """`store` goes on, `fix` corrects one kind, all else takes the rows' fixes and checks again."""
    if "store" in request.POST:
        ask_worker(request, load, dry_run=False)
        return redirect("intake:run", load.pk)
    kinds = problems.kinds(load)
    number = request.POST.get("fix", "")
    if number.isdigit() and int(number) < len(kinds):
        one, meant = kinds[int(number)], request.POST.get(f"meant-{number}", "")
        if meant:
            wizard.fix_kind(load, target=one.target, field=one.field, value=one.value, meant=meant)
    else:
        wizard.patch_rows(load, _corrections(request, load))
    ask_worker(request, load, dry_run=True)
    return redirect("intake:run", load.pk)


def _corrections(request: HttpRequest, load: Load) -> dict[tuple[str, int, str], str]:
    given = {k.removeprefix("fix-"): v for k, v in request.POST.items() if k.startswith("fix-")}
    ids = [int(key) for key in given if key.isdigit()]
    found = load.issues.filter(pk__in=ids, row__isnull=False)
    return {(i.file, i.row or 0, i.column): str(given[str(i.pk)]).strip() for i in found}


def _page(request: HttpRequest, load: Load) -> dict[str, Any]:
    total = counts(load.check_result)
    severity = "warning" if request.GET.get("show") == "warnings" else "error"
    found = problems.issues(load, severity)
    page = BoundedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saved = total["created"] + total["updated"]
    missing = int(load.check_result.get("missing_count", 0))
    return frame(load, 3) | {
        "lede": _lede(total),
        "note": Note(_missing(missing, load)) if missing else None,
        "tiles": _tiles(total, load),
        "kinds": [
            (n, one, problems.headline(one), _ways(request, one))
            for n, one in enumerate(problems.kinds(load))
        ],
        "rows": problems.problem_rows(load, list(page)),
        "page": page,
        "table": _Paged(page),
        "views": _views(request, load, severity),
        "set_aside": total["set_aside"],
        "several": len(load.headers) > 1,
        "button": _button(saved, total["set_aside"]),
        "rejected_url": reverse("intake:rejected", args=[load.pk]),
    }


def _ways(request: HttpRequest, one: problems.KindOfProblem) -> list[Link]:
    """Where a missing rate is added: by hand for who may, or as a file."""
    if not one.wants_rate:
        return []
    ways = [Link(_("Import rates"), f"{reverse('intake:new')}?target=rates")]
    if request.user.has_perm("teams.add_exchangerate"):
        words = {"currency": one.value}
        address = f"{reverse('admin:teams_exchangerate_add')}?currency={quote(one.value)}"
        ways.insert(0, Link(_("Add a rate of %(currency)s") % words, address))
    return ways


class _Paged:
    """What the pager of a table wants to know."""

    prefixed_page_field = "page"
    swaps = ""

    def __init__(self, page: Page) -> None:
        self.page = page


def _lede(total: dict[str, int]) -> str:
    fine = total["rows"] - total["rejected"]
    text = ngettext("%(n)s row is fine", "%(n)s rows are fine", fine) % {"n": formats.count(fine)}
    nothing = _("Nothing is saved yet.")
    if not total["set_aside"]:
        return f"{nothing} {text}."
    bad = total["set_aside"]
    more = ngettext(
        "%(n)s row has a problem and can be fixed here or set aside.",
        "%(n)s rows have a problem and can be fixed here or set aside.",
        bad,
    ) % {"n": formats.count(bad)}
    return _("%(nothing)s %(fine)s; %(bad)s") % {"nothing": nothing, "fine": text, "bad": more}


def _tiles(total: dict[str, int], load: Load) -> list[Tile]:
    problem = Status("bad", _("Not imported")) if total["set_aside"] else Status("done", _("None"))
    effect = load.check_result.get("effect", {})
    changes = changes_in_words(effect.get("fields", {})) if total["updated"] else ""
    tiles = [
        Tile(
            _("New"),
            formats.count(total["created"]),
            sub=ngettext("row not seen before", "rows not seen before", total["created"]),
        ),
        Tile(_("Changed"), formats.count(total["updated"]), sub=changes),
        Tile(_("Unchanged"), formats.count(total["unchanged"]), sub=_("skipped")),
        Tile(_("Problems"), formats.count(total["set_aside"]), status=problem),
    ]
    if effect.get("booked") is not None:
        label = _("Effect on %(period)s") % {"period": period_of(effect)}
        pipeline = formats.money_change(Decimal(effect["pipeline"]))
        sub = _("pipeline %(change)s") % {"change": pipeline}
        figure = formats.money_change(Decimal(effect["booked"]))
        tiles.append(Tile(label, figure, small=_("booked"), sub=sub))
    return tiles


def _views(request: HttpRequest, load: Load, severity: str) -> list[Tab]:
    found = load.check_result.get("counts", {})
    errors = _("Problems %(n)s") % {"n": formats.count(found.get("error", 0))}
    warnings = _("Warnings %(n)s") % {"n": formats.count(found.get("warning", 0))}
    base = request.GET
    return [
        Tab(errors, changed(base, show=None, page=None), severity == "error"),
        Tab(warnings, changed(base, show="warnings", page=None), severity == "warning"),
    ]


def _missing(count: int, load: Load) -> str:
    names = ", ".join(load.check_result.get("missing", [])[:5])
    text = ngettext(
        "%(n)s open deal is missing in this file: %(names)s. It is kept.",
        "%(n)s open deals are missing in this file: %(names)s. They are kept.",
        count,
    )
    return text % {"n": formats.count(count), "names": names + (" …" if count > 5 else "")}


def _button(saved: int, aside: int) -> str:
    words = {"saved": formats.count(saved), "aside": formats.count(aside)}
    if not aside:
        return _("Import %(saved)s") % words
    return _("Import %(saved)s, set %(aside)s aside") % words
