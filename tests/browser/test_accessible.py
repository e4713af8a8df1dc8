"""No page breaks WCAG 2.2 AA: axe, in English by day and in French by night, and on a telephone."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "rep": [
        "/me/",
        "/compare/?kpi=win_rate",
        "/coaching/",
        "/trends/",
        "/deals/",
        "/accounts/",
        "/search/?q=a",
    ],
    "manager": [
        "/",
        "/performance/",
        "/teams/",
        "/reps/",
        "/compare/",
        "/coaching/",
        "/pipeline/slipped/",
    ],
    "executive": [
        "/performance/",
        "/pipeline/",
        "/pipeline/changes/",
        "/pipeline/funnel/",
        "/pipeline/bottlenecks/",
        "/explain/win_rate/?scope=company",
        "/metrics/",
        "/profile/",
    ],
    "operations": ["/", "/start/", "/runs/", "/imports/", "/imports/new/", "/company/"],
}
# Lists, and what their first row leads to.
LISTS = {
    "/deals/": "#list tbody a[href*='/deals/']",
    "/accounts/": "#list tbody a[href*='/accounts/']",
    "/reps/": "#list tbody a[href*='/reps/']",
    "/teams/": "#list tbody a[href*='/teams/']",
    "/runs/": "#list tbody a[href*='/runs/']",
    "/imports/": "#list tbody a[href*='/imports/']",
    "/pipeline/": "a[href*='/pipeline/moved/']",
    "/pipeline/bottlenecks/": "tbody a[href*='/pipeline/bottlenecks/']",
}
EVERY = [(role, path) for role, paths in PAGES.items() for path in paths]
LOOKS = {
    "English, light": {},
    "French, dark": {"locale": "fr-FR", "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("role", "path"), EVERY, ids=[f"{r} {p}" for r, p in EVERY])
def test_page(at_site, assert_accessible, role, path, look):
    page = at_site(role, **LOOKS[look])
    assert page.goto(path).status == 200
    assert_accessible(page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", LISTS)
def test_what_a_list_leads_to(at_site, assert_accessible, path, look):
    page = at_site("operations", **LOOKS[look])
    page.goto(path)
    address = page.locator(LISTS[path]).first.get_attribute("href")
    assert page.goto(address).status == 200
    assert_accessible(page)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("rep", "/me/"),
        ("executive", "/performance/"),
        ("executive", "/reps/"),
        ("rep", "/compare/"),
    ],
)
def test_on_a_telephone(at_site, assert_accessible, assert_narrow, role, path):
    page = at_site(role, phone=True)
    page.goto(path)
    assert_narrow(page)
    assert_accessible(page)
