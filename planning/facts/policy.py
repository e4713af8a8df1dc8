"""What the company calls realistic, and how long people have to answer."""

from planning.models import Policy


def policy() -> Policy:
    """The one row; as a company begins when there is none."""
    return Policy.objects.filter(pk=1).first() or _as_it_begins()


def _as_it_begins() -> Policy:
    row = Policy(pk=1)
    row.clean_fields()  # shares become Decimals, as they are when read
    return row
