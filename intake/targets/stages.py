"""The steps of the sales process."""

from datetime import date

from intake.core.messages import gettext_noop as _
from intake.core.target import Columns, Field, Kind, Target


def _kind_from_flags(columns: Columns, rows: int, as_of: date) -> None:
    """Won and closed flags of a CRM's stage table decide what kind of stage it is."""
    closed = columns.pop("is_closed", None) or [""] * rows
    won = columns.pop("is_won", None) or [""] * rows
    given = columns.get("kind") or [""] * rows
    if any(closed) or any(won):
        columns["kind"] = [
            k or ("won" if w == "true" else "lost" if c == "true" else "open")
            for k, c, w in zip(given, closed, won, strict=True)
        ]


KINDS = {
    "open": "open", "won": "won", "lost": "lost", "closed won": "won", "closed lost": "lost",
    "closed/won": "won", "closed/lost": "lost",
}  # fmt: skip

target = Target(
    label=_("Stages"),
    description=_("Steps of the sales process, in order, with the usual chance to win."),
    order=70,
    key=("name",),
    derive=_kind_from_flags,
    fields=(
        Field("name", Kind.TEXT, _("Name"), "", "Proposal",
              ("stage", "stage name", "sales stage", "label", "master label", "deal stage name"),
              required=True, limit=120),
        Field("order", Kind.WHOLE, _("Order"), "", "3", ("sort order", "display order", "position"),
              soft=True, positive=True, most=32_767),
        Field("kind", Kind.CHOICE, _("Kind"), _("open, won or lost"), "open", ("stage type",),
              choices=KINDS),
        Field("qualifies", Kind.BOOLEAN, _("Qualified from here"), "", "yes", (), soft=True),
        Field("chance", Kind.SHARE, _("Usual chance to win"), "", "50 %",
              ("probability", "default probability", "win probability"), soft=True),
        Field("is_closed", Kind.BOOLEAN, _("Closed"), "", "no", ("isclosed",), helper=True),
        Field("is_won", Kind.BOOLEAN, _("Won"), "", "no", ("iswon", "closed won"), helper=True),
    ),
)  # fmt: skip
