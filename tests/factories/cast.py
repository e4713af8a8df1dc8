"""The cast of every test: Alice manages, Bob sells for her, Charlie sells elsewhere, Dora is
operations, Erin is finance, Frank is an executive, Gina is the administrator.

    Acme ── EMEA (Alice leads) ── EMEA North (Bob)
         └─ Americas (Charlie)

All since 2024-01-01. A person is a `User`; those who sell have `.rep` (external ids ALICE, BOB,
CHARLIE). `sign_in(user)` gives a client; `bob_client` and so on are the same, ready made.
"""

from collections.abc import Callable

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


@pytest.fixture
def dora(company: Company) -> User:
    return build.user("Dora", "operations")


@pytest.fixture
def erin(company: Company) -> User:
    return build.user("Erin", "finance")


@pytest.fixture
def frank(company: Company) -> User:
    return build.user("Frank", "executive")


@pytest.fixture
def gina(company: Company) -> User:
    return build.user("Gina", "administrator")


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


@pytest.fixture
def alice_client(alice: User, sign_in: SignIn) -> Client:
    return sign_in(alice)


@pytest.fixture
def bob_client(bob: User, sign_in: SignIn) -> Client:
    return sign_in(bob)


@pytest.fixture
def charlie_client(charlie: User, sign_in: SignIn) -> Client:
    return sign_in(charlie)


@pytest.fixture
def dora_client(dora: User, sign_in: SignIn) -> Client:
    return sign_in(dora)


@pytest.fixture
def erin_client(erin: User, sign_in: SignIn) -> Client:
    return sign_in(erin)


@pytest.fixture
def frank_client(frank: User, sign_in: SignIn) -> Client:
    return sign_in(frank)


@pytest.fixture
def gina_client(gina: User, sign_in: SignIn) -> Client:
    return sign_in(gina)
