"""The table of who may open which page. A page that is missing here fails: add its row.

What somebody finds on a page they may open (their own deals, their own team) is tested with the
page; here is only who gets in. Not allowed is 403, a visitor is sent to the sign-in page.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from teams.access import ADMINISTRATORS, EVERYONE, LEADERS, OPERATORS
from teams.core.access import MANAGER, REP, ROLES, SEES_ALL

OUR_APPS = (
    "ui",
    "teams",
    "crm",
    "kpis",
    "intake",
    "audit",
    "forecasting",
    "operations",
    "dashboards",
    "quotas",
    "enablement",
    "reports",
    "territories",
    "planning",
)
PAGES: dict[str, tuple[str, ...]] = {
    "teams:profile": EVERYONE,
    "teams:preferences": EVERYONE,
    "teams:company": OPERATORS,
    "teams:add_holidays": OPERATORS,
    "teams:add_day_off": OPERATORS,
    "teams:remove_day_off": OPERATORS,
    "ui:styleguide": ADMINISTRATORS,
    "crm:deals": EVERYONE,
    "crm:deal": EVERYONE,
    "crm:accounts": EVERYONE,
    "crm:account": EVERYONE,
    "territories:models": LEADERS,
    "territories:new": OPERATORS,
    "territories:model": LEADERS,
    "territories:edit": OPERATORS,
    "territories:act": LEADERS,
    "territories:comment": LEADERS,
    "territories:map": LEADERS,
    "territories:stated": LEADERS,
    "territories:compare": LEADERS,
    "territories:moved": LEADERS,
    "territories:history": LEADERS,
    "territories:otherwise": LEADERS,
    "planning:plans": LEADERS,
    "planning:new": OPERATORS,
    "planning:plan": LEADERS,
    "planning:edit": OPERATORS,
    "planning:act": LEADERS,
    "planning:ask": OPERATORS,
    "planning:comment": LEADERS,
    "planning:goals": OPERATORS,
    "planning:remove_goal": OPERATORS,
    "planning:lay_out": OPERATORS,
    "planning:line": LEADERS,
    "planning:planned": OPERATORS,
    "planning:close": OPERATORS,
    "planning:lock": OPERATORS,
    "planning:allocate": OPERATORS,
    "planning:take_back": OPERATORS,
    "planning:months": tuple(SEES_ALL),
    "planning:months_of": tuple(SEES_ALL),
    "planning:compare": tuple(SEES_ALL),
    "planning:propose": (MANAGER, *OPERATORS),
    "planning:history": LEADERS,
    "planning:capacity": tuple(SEES_ALL),
    "planning:remove_hire": OPERATORS,
    "planning:ramps": tuple(SEES_ALL),
    "planning:fairness": tuple(SEES_ALL),
    "planning:misses": LEADERS,
    "planning:realism": tuple(SEES_ALL),
    "planning:chance": tuple(SEES_ALL),
    "planning:calibration": tuple(SEES_ALL),
    "planning:weigh": OPERATORS,
    "planning:weighing": OPERATORS,
    "planning:publish": LEADERS,
    "planning:publishing": OPERATORS,
    "planning:letters": LEADERS,
    "planning:letter": EVERYONE,
    "planning:my_letter": EVERYONE,
    "planning:adjustments": LEADERS,
    "planning:adjust": (MANAGER, *OPERATORS),
    "planning:adjustment": LEADERS,
    "planning:as_published": LEADERS,
    "planning:changes": EVERYONE,
    "kpis:metrics": EVERYONE,
    "kpis:explain": EVERYONE,
    "forecasting:movement": EVERYONE,
    "forecasting:moved": EVERYONE,
    "forecasting:slipped": EVERYONE,
    "forecasting:changes": EVERYONE,
    "operations:hygiene": EVERYONE,
    "operations:plans": EVERYONE,
    "operations:plan": EVERYONE,
    "operations:leaks": LEADERS,
    "operations:leak": LEADERS,
    "operations:leak_deals": LEADERS,
    "operations:leak_act": LEADERS,
    "operations:action": LEADERS,
    "operations:action_cancel": LEADERS,
    "forecasting:funnel": EVERYONE,
    "forecasting:funnel_deals": EVERYONE,
    "intake:list": OPERATORS,
    "intake:new": OPERATORS,
    "intake:template": OPERATORS,
    "intake:match": OPERATORS,
    "intake:mapping": OPERATORS,
    "intake:check": OPERATORS,
    "intake:run": OPERATORS,
    "intake:done": OPERATORS,
    "intake:undo": OPERATORS,
    "intake:forget": OPERATORS,
    "intake:rejected": OPERATORS,
    "dashboards:home": EVERYONE,
    "dashboards:company": LEADERS,
    "dashboards:team": LEADERS,
    "dashboards:rep": EVERYONE,
    "dashboards:me": EVERYONE,
    "dashboards:teams": LEADERS,
    "dashboards:reps": LEADERS,
    "dashboards:compare": EVERYONE,
    "dashboards:coaching": (REP, MANAGER, *OPERATORS),
    "dashboards:coaching_write": (REP, MANAGER),
    "dashboards:coaching_note": (REP, MANAGER, *OPERATORS),
    "dashboards:coaching_done": (REP, MANAGER),
    "dashboards:coaching_undo": (REP, MANAGER),
    "dashboards:trends": EVERYONE,
    "dashboards:goals": LEADERS,
    "dashboards:search": EVERYONE,
    "dashboards:start": OPERATORS,
    "dashboards:runs": OPERATORS,
    "dashboards:run": OPERATORS,
    "dashboards:recompute": OPERATORS,
    "dashboards:cancel": OPERATORS,
    "territories:bulk": OPERATORS,
    "territories:bulk_file": OPERATORS,
    "territories:bulk_check": OPERATORS,
    "territories:bulk_store": OPERATORS,
    "territories:bulk_undo": OPERATORS,
    "territories:accounts": LEADERS,
    "territories:rules": LEADERS,
    "territories:run_rules": OPERATORS,
    "territories:gaps": tuple(SEES_ALL),
    "territories:give": OPERATORS,
    "territories:take_back": OPERATORS,
    "territories:routing": OPERATORS,
    "territories:run_routing": OPERATORS,
    "territories:decide_routing": OPERATORS,
    "territories:why": EVERYONE,
    "reports:reports": LEADERS,
    "reports:make": LEADERS,
    "reports:making": LEADERS,
    "reports:report": LEADERS,
    "reports:withdraw": LEADERS,
    "territories:book": EVERYONE,
    "territories:book_of": EVERYONE,
    "territories:books": LEADERS,
    "territories:appeals": LEADERS,
    "territories:hand_overs": EVERYONE,
    "territories:hand_over": EVERYONE,
    "territories:holds": LEADERS,
    "territories:hold": LEADERS,
    "territories:hold_new": (MANAGER, *OPERATORS),
    "territories:hold_end": (MANAGER, *OPERATORS),
    "territories:balance": LEADERS,
    "territories:goals": LEADERS,
    "territories:weigh": OPERATORS,
    "territories:propose": OPERATORS,
    "territories:proposing": OPERATORS,
    "territories:stop": OPERATORS,
    "territories:proposal": LEADERS,
    "territories:decide": OPERATORS,
}
# Pages of apps that know nothing of access; they deny that they exist.
HIDDEN = {"ui:styleguide"}
FILLERS = {"int": 10**9, "slug": "nothing", "str": "nothing", "uuid": UUID(int=0)}


def pages(resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    """Every address of our own apps, by its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name in OUR_APPS:
                yield from ((f"{entry.app_name}:{one.name}", one) for one in entry.url_patterns)
            elif entry.app_name is None:
                yield from pages(entry)


FOUND = dict(pages(get_resolver()))


def address(name: str) -> str:
    """The page, about something that does not exist where it is about something."""
    converters = FOUND[name].pattern.converters
    kinds = {
        key: type(one).__name__.removesuffix("Converter").lower() for key, one in converters.items()
    }
    return reverse(name, kwargs={key: FILLERS[kind] for key, kind in kinds.items()})


def test_every_page_has_its_row():
    assert set(FOUND) - set(PAGES) == set()


@pytest.mark.parametrize("name", FOUND)
def test_the_page_says_the_same(name):
    rule = FOUND[name].callback.access_rule
    assert ({rule} if isinstance(rule, str) else set(rule)) == set(PAGES[name])


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOUND)
def test_who_gets_in(name, cast, sign_in):
    url, refused = address(name), {404} if name in HIDDEN else {403}
    for role in ROLES:
        client = sign_in(cast[role])
        seen = client.get(url)
        if role in PAGES[name]:
            assert seen.status_code != 403, role
            assert "/accounts/login/" not in seen.get("Location", ""), role
        else:
            assert seen.status_code in refused | {405}, role
            assert client.post(url).status_code in refused, role


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(FOUND) - HIDDEN))
def test_visitors_are_sent_to_the_sign_in_page(name, company):
    for answer in (Client().get(address(name)), Client().post(address(name))):
        assert answer.status_code in (302, 405)
        assert answer.status_code == 405 or "/accounts/login/" in answer["Location"]


@pytest.mark.django_db
def test_the_refusal_says_who_may_and_who_one_is(bob_client):
    page = bob_client.get("/company/")
    assert page.status_code == 403
    assert "Operations or Administrator" in page.content.decode()
