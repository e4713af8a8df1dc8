"""Whatever comes in kinds is one file in one folder; the registry finds the files.

A folder's module `<slug>.py` holds exactly one entry: an instance of the registry's type.
The file name is the slug, stored in the database and never renamed.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules


class UnknownSlug(KeyError):
    """Asked for a name that is not there; the message lists those that are."""

    def __init__(self, slug: str, known: list[str]) -> None:
        super().__init__(slug)
        self.slug, self.known = slug, known

    def __str__(self) -> str:
        return f"unknown name {self.slug!r}; known: {', '.join(self.known)}"


class Registry[T]:
    """Entries of one type by slug, read from one or more packages at first use."""

    def __init__(self, kind: type[T], *packages: str) -> None:
        self._kind, self._packages = kind, list(packages)
        self._entries: dict[str, T] | None = None

    def add_package(self, package: str) -> None:
        """An app above may bring its own folder of entries; call it before first use."""
        self._packages.append(package)
        self._entries = None

    def __getitem__(self, slug: str) -> T:
        try:
            return self._all()[slug]
        except KeyError:
            raise UnknownSlug(slug, self.slugs()) from None

    def __contains__(self, slug: object) -> bool:
        return slug in self._all()

    def __iter__(self) -> Iterator[T]:
        return iter(self._all().values())

    def __len__(self) -> int:
        return len(self._all())

    def slugs(self) -> list[str]:
        return list(self._all())

    def items(self) -> list[tuple[str, T]]:
        return list(self._all().items())

    def slug_of(self, entry: T) -> str:
        return next(slug for slug, known in self._all().items() if known is entry)

    def _all(self) -> dict[str, T]:
        if self._entries is None:
            found: dict[str, T] = {}
            for package in self._packages:
                for slug, entry in self._read(package):
                    if slug in found:
                        raise ValueError(f"two entries are called {slug!r}")
                    found[slug] = entry
            self._entries = dict(sorted(found.items()))
        return self._entries

    def _read(self, package: str) -> Iterator[tuple[str, T]]:
        for info in iter_modules(import_module(package).__path__):
            module = import_module(f"{package}.{info.name}")
            entries = [
                value
                for name, value in vars(module).items()
                if isinstance(value, self._kind) and not name.startswith("_")
            ]
            if len(entries) != 1:
                raise ValueError(
                    f"{module.__name__} must hold one {self._kind.__name__}, has {len(entries)}"
                )
            yield info.name, entries[0]
