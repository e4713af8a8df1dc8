"""How the columns of files become fields of targets: typed, checked, and kept as JSON or YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import PurePosixPath
from string import Formatter
from typing import Any

import yaml

from intake.core.issues import Issue, Severity, Unreadable
from intake.core.target import TARGETS


@dataclass(frozen=True, slots=True)
class Lookup:
    """A small second file: the cell is searched in `key`, the answer is in `value`.

    `strict` leaves the field empty when nothing is found; otherwise the cell itself stays.
    """

    file: str
    key: str
    value: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the cells of one field come from; exactly one of column, template, const, join, first.

    `join` puts filled cells together, `first` takes the first filled one; `starts` keeps only
    cells that begin so (Salesforce's WhatId is a deal only when it starts with 006).
    """

    column: str = ""
    template: str = ""
    const: str | None = None
    join: tuple[str, ...] = ()
    separator: str = " "
    first: tuple[str, ...] = ()
    starts: str = ""
    lookup: Lookup | None = None

    def columns(self) -> list[str]:
        """Their columns that the rule reads."""
        inside = [name for _, name, _, _ in Formatter().parse(self.template) if name]
        return [c for c in (self.column, *inside, *self.join, *self.first) if c]

    def kinds(self) -> int:
        given = (self.column, self.template, self.join, self.first)
        return sum(map(bool, given)) + (self.const is not None)


def text_rule(text: str) -> Rule:
    """`{First} {Last}` is put together from columns, a text without columns is always the same."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise Unreadable("mapping_broken", reason=f"{text}: {error}") from None
    if any(name for _, name, _, _ in parts):
        return Rule(template=text)
    return Rule(const="".join(literal for literal, _, _, _ in parts))


def text_of(rule: Rule) -> str | None:
    """What a person writes for the rule; None when it says more than a text can."""
    if rule.starts or rule.lookup or rule.kinds() != 1:
        return None
    if rule.const is not None:
        return rule.const.replace("{", "{{").replace("}", "}}")
    return rule.template or None


@dataclass(frozen=True, slots=True)
class Entry:
    """One file (or glob) into one target. Empty options are found out from the file."""

    file: str
    target: str
    columns: dict[str, Rule]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = ""
    decimal: str = ""
    date_format: str | dict[str, str] = ""
    sheet: str = ""
    distinct: bool = False  # many rows of the file say the same (owners beside each deal)

    def matches(self, name: str) -> bool:
        plain = name.split(" [")[0]
        return fnmatch(plain, self.file) or fnmatch(PurePosixPath(plain).name, self.file)

    def date_format_of(self, name: str) -> str:
        form = self.date_format
        return form.get(name, "") if isinstance(form, dict) else form

    def columns_read(self) -> list[str]:
        """Every column of theirs that is needed, each once."""
        used = [c for rule in self.columns.values() for c in rule.columns()]
        return list(dict.fromkeys([*used, *self.where]))


@dataclass(frozen=True, slots=True)
class Mapping:
    """All entries of a load, in reading order; `source` says which preset they came from."""

    entries: tuple[Entry, ...]
    source: str = ""

    def problems(self) -> list[Issue]:
        """What is wrong before any file is opened; empty when the mapping can be used."""
        return [issue for entry in self.entries for issue in _problems(entry)]


def _problems(entry: Entry) -> Iterator[Issue]:
    if entry.target not in TARGETS:
        params = {"name": entry.target, "known": " ".join(TARGETS.slugs())}
        yield Issue("target_unknown", entry.file, severity=Severity.QUESTION, params=params)
        return
    target = TARGETS[entry.target]
    for name in [*entry.columns, *entry.values]:
        if name not in target.names:
            params = {"target": entry.target, "name": name, "known": " ".join(target.names)}
            yield Issue("field_unknown", entry.file, severity=Severity.QUESTION, params=params)
    for name in target.problems(set(entry.columns)):
        params = {"target": entry.target, "name": name}
        yield Issue("field_missing", entry.file, severity=Severity.QUESTION, params=params)
    for name, rule in entry.columns.items():
        if rule.kinds() != 1:
            reason = f"{name}: one of column, template, const, join, first"
            yield _broken(entry.file, reason)


def _broken(file: str, reason: str) -> Issue:
    return Issue("mapping_broken", file, severity=Severity.QUESTION, params={"reason": reason})


# --- from and to plain data -----------------------------------------------------------------------
_OPTIONS = ("delimiter", "encoding", "decimal", "sheet")
_KEYS = {"file", "target", "columns", "values", "where", "date_format", "distinct", *_OPTIONS}
_RULE_KEYS = {"column", "template", "const", "join", "with", "first", "starts", "lookup"}


def from_yaml(text: str) -> Mapping:
    """The mapping file of `manage.py load`; raises Unreadable with the place and the reason."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        reason = re.sub(r"\s+", " ", str(error))[:300]
        raise Unreadable("mapping_broken", reason=reason) from None
    return from_dict(content)


def from_dict(content: Any) -> Mapping:
    if not isinstance(content, dict) or not isinstance(content.get("files"), list):
        raise Unreadable("mapping_broken", reason="files: a list of entries is needed")
    entries = [_entry(item, number) for number, item in enumerate(content["files"], 1)]
    return Mapping(tuple(entries), str(content.get("source", "")))


def _entry(item: Any, number: int) -> Entry:
    where = f"entry {number}"
    if not isinstance(item, dict):
        raise Unreadable("mapping_broken", reason=f"{where}: must have file, target and columns")
    unknown = set(item) - _KEYS
    if unknown:
        known = " ".join(sorted(_KEYS))
        reason = f"{where}: unknown {', '.join(sorted(map(str, unknown)))}; known: {known}"
        raise Unreadable("mapping_broken", reason=reason)
    for needed in ("file", "target", "columns"):
        if item.get(needed) in (None, ""):
            raise Unreadable("mapping_broken", reason=f"{where}: {needed} is missing")
    if not isinstance(item["columns"], dict):
        raise Unreadable("mapping_broken", reason=f"{where}: columns must be field: column")
    options = {name: str(item.get(name) or "") for name in _OPTIONS}
    if options["delimiter"] in ("\\t", "tab", "TAB"):
        options["delimiter"] = "\t"
    return Entry(
        file=str(item["file"]),
        target=str(item["target"]),
        columns={str(k): _rule(v, f"{where}, {k}") for k, v in item["columns"].items()},
        values={
            str(k): {str(a): "" if b is None else str(b) for a, b in (v or {}).items()}
            for k, v in (item.get("values") or {}).items()
        },
        where={
            str(k): tuple(map(_text, v if isinstance(v, list) else [v]))
            for k, v in (item.get("where") or {}).items()
        },
        date_format=_date_format(item.get("date_format")),
        distinct=bool(item.get("distinct")),
        **options,
    )


def _date_format(given: Any) -> str | dict[str, str]:
    if isinstance(given, dict):
        return {str(k): str(v) for k, v in given.items()}
    return str(given or "")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _rule(given: Any, where: str) -> Rule:
    if not isinstance(given, dict):
        return Rule(column=_text(given))
    unknown = set(given) - _RULE_KEYS
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        known = " ".join(sorted(_RULE_KEYS))
        raise Unreadable("mapping_broken", reason=f"{where}: unknown {names}; known: {known}")
    lookup = given.get("lookup")
    try:
        found = Lookup(**{k: _plain(v) for k, v in lookup.items()}) if lookup else None
    except (TypeError, AttributeError) as error:
        raise Unreadable("mapping_broken", reason=f"{where}: {error}") from None
    made = text_rule(_text(given.get("template")))  # a template without columns is a constant
    return Rule(
        column=_text(given.get("column")),
        template=made.template,
        const=_text(given["const"]) if "const" in given else (made.const or None),
        join=tuple(map(str, given.get("join") or ())),
        separator=str(given.get("with", " ")),
        first=tuple(map(str, given.get("first") or ())),
        starts=_text(given.get("starts")),
        lookup=found,
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value)


def as_dict(mapping: Mapping) -> dict[str, Any]:
    """JSON of a mapping; `from_dict` reads it back."""
    return {"source": mapping.source, "files": [_entry_dict(e) for e in mapping.entries]}


def _entry_dict(entry: Entry) -> dict[str, Any]:
    out: dict[str, Any] = {"file": entry.file, "target": entry.target}
    out["columns"] = {name: _rule_dict(rule) for name, rule in entry.columns.items()}
    optional = {
        "values": entry.values,
        "where": {k: list(v) for k, v in entry.where.items()},
        "date_format": entry.date_format,
        "distinct": entry.distinct,
        **{name: getattr(entry, name) for name in _OPTIONS},
    }
    return out | {name: value for name, value in optional.items() if value}


def _rule_dict(rule: Rule) -> Any:
    plain = Rule(column=rule.column)
    if rule == plain:
        return rule.column
    out: dict[str, Any] = {
        "column": rule.column,
        "template": rule.template,
        "join": list(rule.join),
        "first": list(rule.first),
        "starts": rule.starts,
    }
    out = {name: value for name, value in out.items() if value}
    if rule.const is not None:
        out["const"] = rule.const
    if rule.join and rule.separator != " ":
        out["with"] = rule.separator
    if rule.lookup:
        look = rule.lookup
        out["lookup"] = {"file": look.file, "key": look.key, "value": look.value}
        if look.strict:
            out["lookup"]["strict"] = True
    return out
