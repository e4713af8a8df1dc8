"""Exports that are known by their headers. One file per source in `intake/sources/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import PurePosixPath

from intake.core import mapping as mappings
from intake.core.extract import ADDED_COLUMNS
from intake.core.headers import key
from intake.core.mapping import Entry, Lookup, Rule
from intake.core.tables import Table
from intake.core.target import TARGETS
from kernel.registry import Registry

ADDED = frozenset(map(key, ADDED_COLUMNS))


@dataclass(frozen=True, slots=True)
class Look:
    """A rule whose cell is translated by another file of the load, if that file is there."""

    columns: tuple[str, ...]
    file: str
    key: str
    value: str
    strict: bool = False
    needed: bool = False  # without the file the field is left out


Given = tuple[str, ...] | Rule | Look


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of file of a source, and how it becomes rows of a target.

    Names of columns are header keys (see `headers.key`). `needs` must all be in the header,
    `any_of` at least one, `without` none. `names` are words of the file's name that speak for
    this preset, needed when `by_name`. `beside` and `not_beside`: other presets of the load.
    """

    slug: str
    target: str
    needs: tuple[str, ...]
    columns: Mapping[str, Given]
    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    by_name: bool = False
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: str = ""
    not_beside: str = ""
    family: str = ""  # presets that read the same file together
    share: float = 0.0  # how much of the header must be known, our own additions apart
    distinct: bool = False

    def fits(self, keys: set[str], file: str) -> bool:
        if not keys.issuperset(self.needs) or keys.intersection(self.without):
            return False
        if self.any_of and not keys.intersection(self.any_of):
            return False
        if self.share and len(keys & self._used()) < self.share * len(keys - ADDED):
            return False
        return self._named(file) if self.by_name else True

    def _used(self) -> set[str]:
        return {n for given in self.columns.values() for n in _names(given)}

    def _named(self, file: str) -> bool:
        words = " ".join(re.findall(r"[a-z]+", PurePosixPath(file.split(" [")[0]).stem.lower()))
        return any(name in words for name in self.names)

    def points(self, keys: set[str], file: str) -> int:
        """How much of the header the preset explains; the file's name weighs most."""
        return len(keys & self._used()) + len(self.needs) + (100 if self._named(file) else 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A CRM or another maker of files. `rank` decides between equals, small wins."""

    label: str
    presets: tuple[Preset, ...]
    rank: int = 50


SOURCES: Registry[Source] = Registry(Source, "intake.sources")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The mapping that was found, and the files that nobody knew."""

    mapping: mappings.Mapping
    unknown: list[str]


def recognise(tables: list[Table], source: str = "") -> Recognised:
    """The source that explains most of the files, and the entries for each of them."""
    headers = [(t.file, {key(name): name for name in reversed(t.header)}) for t in tables]
    best, best_fit = "", (0, 0, 0)
    for slug, candidate in SOURCES.items():
        if source and slug != source:
            continue
        chosen = _choose(candidate, headers)
        points = sum(p.points(set(k), f) for f, k, presets in chosen for p in presets[:1])
        fit = (sum(1 for _, _, presets in chosen if presets), points, -candidate.rank)
        if fit[:1] > (0,) and fit > best_fit:
            best, best_fit = slug, fit
    if not best:
        return Recognised(mappings.Mapping((), source), [file for file, _ in headers])
    chosen = _choose(SOURCES[best], headers)
    files = [file for file, _ in headers]
    entries = [
        _entry(preset, file, keys, files, dict(headers))
        for file, keys, presets in chosen
        for preset in presets
    ]
    return Recognised(mappings.Mapping(tuple(entries), best), [f for f, _, ps in chosen if not ps])


def _choose(
    source: Source, headers: list[tuple[str, dict[str, str]]]
) -> list[tuple[str, dict[str, str], list[Preset]]]:
    """Per file the best preset and the others of its family (same needs, other targets)."""
    first = [
        (file, keys, [p for p in source.presets if p.fits(set(keys), file)])
        for file, keys in headers
    ]
    present = {p.slug for _, _, presets in first for p in presets}
    out = []
    for file, keys, presets in first:
        presets = [
            p
            for p in presets
            if (not p.beside or p.beside in present)
            and (not p.not_beside or p.not_beside not in present)
        ]
        out.append((file, keys, _best(presets, set(keys), file)))
    return out


def _best(presets: list[Preset], keys: set[str], file: str) -> list[Preset]:
    """The preset with most points and its family, in their order; nothing when two are equal."""
    if not presets:
        return []
    points = {p.slug: p.points(keys, file) for p in presets}
    best = max(presets, key=lambda p: points[p.slug])
    family = [p for p in presets if p is best or (p.family and p.family == best.family)]
    equal = [p for p in presets if points[p.slug] == points[best.slug] and p not in family]
    return [] if equal else family


def _names(given: Given) -> tuple[str, ...]:
    if isinstance(given, Rule):
        return tuple(given.columns())
    return given.columns if isinstance(given, Look) else given


def _entry(
    preset: Preset,
    file: str,
    keys: dict[str, str],
    files: list[str],
    headers: dict[str, dict[str, str]],
) -> Entry:
    columns: dict[str, Rule] = {}
    for name, given in preset.columns.items():
        rule = _rule(given, keys, files, headers)
        if rule is not None:
            columns[name] = rule
    where = {keys[k]: allowed for k, allowed in preset.where.items() if k in keys}
    return Entry(
        file=plain(file),
        target=preset.target,
        columns=columns,
        values=preset.values,
        where=where,
        sheet=_sheet(file),
        distinct=preset.distinct,
    )


def plain(file: str) -> str:
    """A name as a pattern that matches only itself."""
    return re.sub(r"([*?[])", r"[\1]", file.split(" [")[0])


def _sheet(file: str) -> str:
    return file.split(" [", 1)[1].removesuffix("]") if " [" in file else ""


def _rule(
    given: Given,
    keys: dict[str, str],
    files: list[str],
    headers: dict[str, dict[str, str]],
) -> Rule | None:
    if isinstance(given, Rule):
        return _renamed(given, keys)
    wanted = next((keys[k] for k in _names(given) if k in keys), None)
    if wanted is None:
        return None
    if not isinstance(given, Look):
        return Rule(column=wanted)
    other = next((f for f in files if fnmatch(PurePosixPath(f).name.lower(), given.file)), None)
    theirs = headers.get(other or "", {})
    if other is None or given.key not in theirs or given.value not in theirs:
        return None if given.needed else Rule(column=wanted)
    found = Lookup(plain(other), theirs[given.key], theirs[given.value], given.strict)
    return Rule(column=wanted, lookup=found)


def _renamed(rule: Rule, keys: dict[str, str]) -> Rule | None:
    """A rule written with header keys, in the words of this file; None when it has none."""
    if rule.const is not None:
        return rule
    template = rule.template
    for name in rule.columns():
        if name in keys:
            template = template.replace("{" + name + "}", "{" + keys[name] + "}")
        elif not (rule.join or rule.first):
            return None
    join = tuple(keys[n] for n in rule.join if n in keys)
    first = tuple(keys[n] for n in rule.first if n in keys)
    if (rule.join and not join) or (rule.first and not first):
        return None
    column = keys.get(rule.column, "")
    return Rule(column, template, None, join, rule.separator, first, rule.starts, rule.lookup)


def match_columns(header: list[str], target: str) -> dict[str, Rule]:
    """Fields found by their names and synonyms: the first proposal for a file nobody knows."""
    keys = {key(name): name for name in reversed(header)}
    used: set[str] = set()
    found: dict[str, Rule] = {}
    for one in TARGETS[target].fields:
        for candidate in (key(one.name), key(one.label), *one.synonyms):
            column = keys.get(candidate)
            if column and column not in used:
                found[one.name] = Rule(column=column)
                used.add(column)
                break
    return found
