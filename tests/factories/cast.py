"""The cast of every test: Alice manages, Bob sells for her, Charlie sells elsewhere, Dora is
operations, Erin is finance, Frank is an executive, Gina is the administrator.

    Acme ── EMEA (Alice leads) ── EMEA North (Bob)
         └─ Americas (Charlie)

All since 2024-01-01. A person is a `User`; those who sell have `.rep` (external ids ALICE, BOB,
CHARLIE). `sign_in(user)` gives a client; `bob_client` and so on are the same, ready made.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from teams.models import Company, Team, User
from tests.factories import teams as build

type SignIn = Callable[[User], Client]


@pytest.fixture
def company(db: None) -> Company:
    return build.company()


@pytest.fixture
def emea(company: Company) -> Team:
    return build.team("EMEA")


@pytest.fixture
def emea_north(emea: Team) -> Team:
    return build.team("EMEA North", emea)


@pytest.fixture
def americas(company: Company) -> Team:
    return build.team("Americas")


@pytest.fixture
def alice(emea: Team) -> User:
    """Manages EMEA and what is below it; sells nothing herself."""
    person = build.user("Alice", "manager")
    build.member(build.rep("Alice", person, external_id="ALICE"), emea, leads=True)
    return person


@pytest.fixture
def bob(emea_north: Team) -> User:
    """Sells in EMEA North, for Alice."""
    person = build.user("Bob")
    build.member(build.rep("Bob", person, external_id="BOB"), emea_north)
    return person


@pytest.fixture
def charlie(americas: Team) -> User:
    """Sells in the Americas."""
    person = build.user("Charlie")
    build.member(build.rep("Charlie", person, external_id="CHARLIE"), americas)
    return person


def _office(name: str, role: str) -> Any:
    """Somebody who sells nothing."""

    @pytest.fixture(name=name.lower())
    def person(company: Company) -> User:
        return build.user(name, role)

    return person


dora = _office("Dora", "operations")
erin = _office("Erin", "finance")
frank = _office("Frank", "executive")
gina = _office("Gina", "administrator")


@pytest.fixture
def cast(
    alice: User, bob: User, charlie: User, dora: User, erin: User, frank: User, gina: User
) -> dict[str, User]:
    """Everybody, by role; the two reps are `rep` (Bob) and `rep elsewhere` (Charlie)."""
    return {
        "rep": bob,
        "rep elsewhere": charlie,
        "manager": alice,
        "operations": dora,
        "finance": erin,
        "executive": frank,
        "administrator": gina,
    }


@pytest.fixture
def sign_in() -> SignIn:
    """A client in which the person is signed in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def _client_of(name: str) -> Any:
    @pytest.fixture(name=f"{name}_client")
    def client(request: pytest.FixtureRequest, sign_in: SignIn) -> Client:
        return sign_in(request.getfixturevalue(name))

    return client


alice_client = _client_of("alice")
bob_client = _client_of("bob")
charlie_client = _client_of("charlie")
dora_client = _client_of("dora")
erin_client = _client_of("erin")
frank_client = _client_of("frank")
gina_client = _client_of("gina")
