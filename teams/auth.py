"""Who may get in: people with an account, by e-mail and password or by the company's provider.

Nobody makes an account for themselves; an administrator does, or `manage.py` on a fresh machine.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from teams.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for accounts that exist; the sign-up page says that it is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The provider's person is ours with the same e-mail address; others are told whom to ask.

    An address that the provider marks as unverified is refused: anybody could have typed it.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").strip().lower()
        ours = User.objects.filter(email=email, is_active=True).first() if email else None
        if ours is None or _unverified(sociallogin):
            page = render(request, "teams/no_account.html", {"email": email}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, ours)


def _unverified(sociallogin: Any) -> bool:
    return sociallogin.account.extra_data.get("email_verified") is False
