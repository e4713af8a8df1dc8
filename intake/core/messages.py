"""Every sentence that an import can say about a file, a column or a cell, in one place.

Sentences are stored as kind + parameters and put into the reader's language when shown;
`gettext_noop` and `ngettext` mark the English source for the translator without knowing Django.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence whose words depend on the number in the parameter `by`."""

    one: str
    many: str
    by: str


def gettext_noop(text: str) -> str:
    return text


def ngettext(one: str, many: str, by: str) -> Counted:
    return Counted(one, many, by)


_ = gettext_noop

MESSAGES: dict[str, str | Counted] = {
    # files
    "no_file": _("There is no file or folder at this place."),
    "file_removed": _("The uploaded file is not kept any more. Upload it again."),
    "no_tables": _("No CSV, TSV or Excel file was found in it."),
    "unknown_kind": _("This is not a CSV, TSV, Excel or zip file."),
    "too_large": _("The file has {size} MB; {limit} MB is the most."),
    "too_many_files": _("The archive has {count} files; {limit} is the most."),
    "zip_bomb": _("The archive would unpack to more than {limit} MB and was not opened."),
    "zip_slip": _("The archive holds a name that leads outside of it: {name}."),
    "zip_broken": _("The archive is damaged or protected by a password."),
    "xlsx_broken": _("The workbook is damaged or protected by a password."),
    "xlsx_entities": _("The workbook declares XML entities and was not opened."),
    "no_sheet": _("There is no sheet {name}. The workbook has: {known}."),
    "old_excel": _("Old Excel files (.xls) cannot be read. Save it as .xlsx or CSV."),
    "disk_full": _(
        "There is no room left for the file. Nothing was saved; ask your administrator."
    ),
    "not_kept": _("The file could not be kept. Nothing was saved."),
    "empty_file": _("The file is empty."),
    "not_text": _("The file is not text: it holds bytes that no table has."),
    "too_many_columns": _("The file has {count} columns; {limit} is the most."),
    "cell_too_long": _("A cell has more than {limit} characters; is a quotation mark missing?"),
    "quote_open": _("A quotation mark is opened and never closed, near line {row}."),
    "encoding_guessed": _("The encoding was guessed: {encoding}. Look at names with accents."),
    "encoding_broken": _("The file is not {encoding}: byte {position} cannot be read."),
    "double_encoded": _("Looks like text that was decoded twice ({value}). Export it as UTF-8."),
    # headers and rows
    "no_header": _("The first row is empty; it must hold the names of the columns."),
    "header_empty": _("Column {number} has no name; it is called {name}."),
    "header_twice": _("Column name {name} occurs twice; the second is called {new}."),
    "column_missing": _("The file has no column {name}. It has: {known}."),
    "row_long": _("The row has {found} cells, the header has {expected}."),
    "row_short": ngettext(
        "The row has {found} cell, the header has {expected}; the rest is empty.",
        "The row has {found} cells, the header has {expected}; the rest is empty.",
        "found",
    ),
    "not_mapped": _("The file does not look like an export that is known; give a mapping."),
    "file_skipped": _("The file is not used: {reason}."),
    "no_file_for": _("No file matches {pattern}."),
    "field_unknown": _("{target} has no field {name}. It has: {known}."),
    "field_missing": _("{target} needs the field {name}."),
    "target_unknown": _("There is no target {name}. There are: {known}."),
    "source_unknown": _("There is no source {name}. There are: {known}."),
    "mapping_broken": _("The mapping cannot be read: {reason}."),
    "mapping_elsewhere": _("The mapping is for other files: {known}."),
    # dates
    "date_unreadable": _("Not a date."),
    "month_length": _("{month} has {days} days."),
    "month_number": _("There is no month {month}."),
    "date_range": _("The year {year} is not possible here."),
    "time_unreadable": _("Not a time of day."),
    "date_ambiguous": ngettext(
        "Day first or month first? {value} can be read either way. "
        "Say date_format {day_first} or {month_first}.",
        "Day first or month first? All {count} values can be read either way, "
        "for example {value}. Say date_format {day_first} or {month_first}.",
        "count",
    ),
    "date_mixed": _("The column mixes day first and month first; this value fits both."),
    "date_mixed_sure": _("The column mixes day first and month first; only one reading fits."),
    "date_family": _("Most dates of this column are written {usual}, this one {found}."),
    "date_other_order": _("The column is {order}; this value is not."),
    "date_not_in_format": _("Does not fit the format {format}."),
    # numbers
    "number_unreadable": _("Not a number."),
    "number_mixed": _(
        "The column mixes decimal commas and decimal points; it was damaged by a "
        "spreadsheet and no value with a separator can be trusted."
    ),
    "number_sibling": _(
        "Another column of the file ({column}) was damaged by a spreadsheet, so the "
        "separators here cannot be trusted either."
    ),
    "number_ambiguous": ngettext(
        "Is {value} a large number or one with decimals? It can be read either way. "
        'Say decimal "." or ",".',
        "Is {value} a large number or one with decimals? All {count} values can be read "
        'either way. Say decimal "." or ",".',
        "count",
    ),
    "number_convention": _("The column has {decimal} before its decimals; this value does not."),
    "number_too_large": _("The number has more digits than can be stored."),
    "number_not_whole": _("Must be a whole number."),
    "negative": _("Must not be negative. Is it a credit note?"),
    "percent_range": _("A percentage is between 0 and 100."),
    "percent_mixed": _("The column has shares (0.1) and percentages (10); this could be either."),
    # other cells
    "required": _("Must not be empty."),
    "id_is_date": _("A spreadsheet turned the id into a date."),
    "id_decimal": _("The id ends in .0 here but not everywhere; it is kept as it is."),
    "ids_cleaned": _("All ids ended in .0; the ending was removed."),
    "id_scientific": _("A spreadsheet rounded the id."),
    "boolean_unreadable": _("Not a yes or a no."),
    "email_unreadable": _("Not an e-mail address; left empty."),
    "currency_unknown": _("Unknown code."),
    "currency_suggest": _("Unknown code. Did you mean {suggestion}?"),
    "currency_conflict": _("The amount says {found}, the currency column says {expected}."),
    "choice_unknown": _("Not one of: {known}."),
    "control_character": _("Holds a character that cannot be stored."),
    "text_too_long": _("Has {length} characters; {limit} is the most."),
    "error_cell": _("A formula failed in the spreadsheet."),
    # rows and references
    "twice_same": _("Also in row {row}."),
    "twice": _("Also in row {row} with another {column}."),
    "date_order": _("{later} is before {earlier}."),
    "owner_unknown": _("Is not a rep here."),
    "account_unknown": _("No account with this id or name."),
    "deal_unknown": _("No deal with this id."),
    "product_unknown": _("No product with this id or name."),
    "team_unknown": _("No team with this id or name."),
    "territory_unknown": _("No territory with this id or name."),
    "contact_unknown": _("No contact with this id."),
    "name_twice": _("Two records have this name; use the id."),
    "stage_created": _("Not one of your stages; created, to be reviewed."),
    "owner_created": _("Is not a rep here; created, to be reviewed."),
    "account_created": _("No account with this id or name; created."),
    "manager_self": _("Is their own manager; the line is ignored."),
    "manager_cycle": _("The managers form a circle: {names}. The lines are ignored."),
    "manager_unknown": _("The manager is not in the file nor a rep here."),
    "parent_cycle": _("Is above itself; the line is ignored."),
    "overlap": _("Overlaps with {other}."),
    "split_sum": _("The shares add up to {sum}, not 100 %."),
    "missing_in_full": _("Was in earlier exports and is missing in this one; kept."),
    "reopened": _("Was won or lost and is open again."),
    "refused_by_store": _("Cannot be stored: {reason}."),
    "set_aside_again": _("Set aside."),
    "said": "{text}",  # written by the app that owns the rows, in its own words
    # the load as a whole
    "stopped": _("The import was stopped. Nothing was saved."),
    "question_open": _("A question about the file must be answered first."),
    "newer_change": _("Changed after this import by someone else; not undone."),
}
