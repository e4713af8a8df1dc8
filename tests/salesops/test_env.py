"""Variables of the environment are typed, have defaults and refuse nonsense by name."""

import pytest

from salesops import env


def test_unset_and_empty_mean_the_default(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    assert env.PORT() == 8000
    monkeypatch.setenv("PORT", "  ")
    assert env.PORT() == 8000


@pytest.mark.parametrize(
    ("variable", "raw", "value"),
    [
        (env.PORT, " 8080 ", 8080),
        (env.ALLOWED_HOSTS, "a.example, b.example,", ["a.example", "b.example"]),
        (env.SSL_REDIRECT, "No", False),
        (env.SSL_REDIRECT, "1", True),
        (env.SALESOPS_HOME, "data/here", env.BASE_DIR / "data/here"),
        (env.SECRET_KEY, " kept ", "kept"),
    ],
    ids=["number", "words", "no", "yes", "folder", "text"],
)
def test_a_value_is_read_by_its_type(monkeypatch, variable, raw, value):
    monkeypatch.setenv(variable.name, raw)
    assert variable() == value


@pytest.mark.parametrize(
    ("variable", "raw"),
    [(env.PORT, "http"), (env.SSL_REDIRECT, "perhaps")],
    ids=["number", "truth"],
)
def test_nonsense_is_refused_by_name(monkeypatch, variable, raw):
    monkeypatch.setenv(variable.name, raw)
    with pytest.raises(env.BadEnvironment, match=f"{variable.name} is '{raw}'"):
        variable()


def test_a_name_is_declared_once():
    with pytest.raises(ValueError, match="PORT is declared twice"):
        env.declare("PORT", "", "again", env.text)
