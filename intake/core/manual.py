"""The manual of targets, made from the targets themselves: docs/import.md and --help-target."""

from collections.abc import Iterator

from intake.core.target import Field, Kind, Target, by_order

KINDS = {
    Kind.ID: "text",
    Kind.REF: "reference",
    Kind.TEXT: "text",
    Kind.EMAIL: "e-mail",
    Kind.CURRENCY: "currency",
    Kind.CHOICE: "choice",
    Kind.DAY: "date",
    Kind.MOMENT: "date and time",
    Kind.MONEY: "amount",
    Kind.NUMBER: "number",
    Kind.SHARE: "percentage",
    Kind.PERCENT: "percentage",
    Kind.WHOLE: "whole number",
    Kind.BOOLEAN: "yes or no",
}


def field_lines(slug: str, target: Target) -> Iterator[str]:
    """For a terminal: one line per column."""
    yield f"{slug}: {target.description}"
    yield ""
    for field in target.fields:
        need = "required" if field.required else ""
        also = f"(also: {', '.join(field.synonyms)})" if field.synonyms else ""
        parts = [f"  {field.name:<18}", f"{KINDS[field.kind]:<14}", f"{need:<9}", _about(field)]
        yield " ".join([*parts, also]).rstrip()
    for group in target.one_of:
        yield f"  one of {', '.join(group)} is required"


def tables() -> Iterator[str]:
    """For the documentation: one table per target, in the order in which they are loaded."""
    for slug, target in by_order():
        yield from ("", f"### `{slug}`", "", target.description, "")
        if target.one_of:
            yield f"One of {', '.join(f'`{n}`' for n in target.one_of[0])} is required."
            yield ""
        yield "| column | kind | required | meaning | example |"
        yield "| --- | --- | --- | --- | --- |"
        for field in target.fields:
            need = "yes" if field.required else ""
            example = f"`{field.example}`" if field.example else ""
            kind = KINDS[field.kind]
            yield f"| `{field.name}` | {kind} | {need} | {_about(field)} | {example} |"


def _about(field: Field) -> str:
    if field.description and field.description.lower() != field.label.lower():
        return f"{field.label}. {field.description}"
    return f"{field.label}."
