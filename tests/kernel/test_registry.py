"""Real packages in a folder of their own: the registry reads files, so the test writes files."""

import sys

import pytest

from kernel.registry import Registry, UnknownSlug


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Writes modules of a package and gives its name."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(package, **modules):
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").touch()
        for name, source in modules.items():
            (folder / f"{name}.py").write_text(source)
        return package

    yield write
    for name in [name for name in sys.modules if name.startswith("shelf_")]:
        del sys.modules[name]


def test_one_file_is_one_entry_sorted_by_slug(shelf):
    words = Registry(str, shelf("shelf_a", zebra="Z = 'striped'", ant="A = 'small'"))
    assert words.slugs() == ["ant", "zebra"]
    assert words["zebra"] == "striped"
    assert list(words) == ["small", "striped"]
    assert words.items() == [("ant", "small"), ("zebra", "striped")]
    assert len(words) == 2
    assert "ant" in words
    assert "bee" not in words
    assert words.slug_of(words["ant"]) == "ant"


def test_an_unknown_name_lists_the_known(shelf):
    words = Registry(str, shelf("shelf_b", ant="A = 'small'", bee="B = 'busy'"))
    with pytest.raises(UnknownSlug, match="unknown name 'cat'; known: ant, bee"):
        words["cat"]


@pytest.mark.parametrize("source", ["", "A = 'one'\nB = 'two'"], ids=["none", "two"])
def test_a_file_holds_exactly_one(shelf, source):
    words = Registry(str, shelf("shelf_c", ant=source))
    with pytest.raises(ValueError, match=r"shelf_c\.ant must hold one str, has [02]"):
        words.slugs()


def test_two_packages_share_a_registry_but_not_a_name(shelf):
    words = Registry(str, shelf("shelf_d", ant="A = 'small'"))
    words.add_package(shelf("shelf_e", bee="B = 'busy'"))
    assert words.slugs() == ["ant", "bee"]
    words.add_package(shelf("shelf_f", ant="A = 'again'"))
    with pytest.raises(ValueError, match="two entries are called 'ant'"):
        words.slugs()
