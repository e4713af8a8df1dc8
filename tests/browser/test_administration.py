"""The admin pages work under the content security policy: `page` fails on any complaint."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path", ["", "teams/user/", "teams/user/add/", "teams/rep/add/", "teams/team/add/"]
)
def test_an_administrator_opens_the_page(page, gina, enter, path):
    response = enter(page, gina).goto(f"/admin/{path}")
    assert response.status == 200
    assert page.locator("#content").is_visible()
