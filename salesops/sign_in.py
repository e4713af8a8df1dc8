"""Who may get an account: nobody by themselves. The administrator makes accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail for accounts that exist; the sign-up page says that it is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The company's provider signs in those who have an account here with the same address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False
