"""Addresses of the balance page, of proposals, and of the rows behind their numbers."""

from urllib.parse import urlencode

from django.urls import reverse


def balance(model: int, within: str = "") -> str:
    return reverse("territories:balance", args=[model]) + query(within=within)


def proposal(model: int, number: int) -> str:
    return reverse("territories:proposal", args=[model, number])


def ask(model: int, **asked: object) -> str:
    """The form of a new proposal, filled in."""
    return reverse("territories:propose", args=[model]) + query(**asked)


def accounts(model: int, territory: str) -> str:
    """The accounts of a territory: the rows behind what it carries."""
    return f"/territories/{model}/accounts/" + query(territory=territory)


def query(**asked: object) -> str:
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return f"?{urlencode(given)}" if given else ""
