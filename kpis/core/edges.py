"""What happens at the edges of metrics: nothing left, nothing known, too early, too late.

Each is a rule of `kpis.core.metric`: it gets the columns and the plain answer, and corrects it.
"""

from kpis.core.columns import Columns, divide
from kpis.core.intervals import wilson
from kpis.core.metric import Answer, Rule

EARLY = 0.03
CONCENTRATED = 0.4
FEW_WINS = 5
MISSING_REASONS = 0.2
UNKNOWN = float("nan")


def share_to_date(columns: Columns, found: Answer) -> None:
    """The band is the 10th to 90th centile of past periods."""
    found.low, found.high = columns["usual_low"], columns["usual_high"]
    found.note[found.n < 2] = "linear"


def too_early(columns: Columns, found: Answer) -> None:
    early = columns["usual_share"] < EARLY
    found.value[early] = UNKNOWN
    found.note[early] = "early"
    found.note[columns["quota"] == 0] = "no_quota"


def too_few_wins(columns: Columns, found: Answer) -> None:
    """What came when says nothing of few deals, and nothing before the end."""
    few, running = found.n < FEW_WINS, columns["is_over"] == 0
    found.value[few | running] = UNKNOWN
    found.note[few] = "few"
    found.note[running] = "early"


def nothing_left(columns: Columns, found: Answer) -> None:
    """A surplus needs nothing more; after the last day nothing can be required."""
    done = found.numerator <= 0
    found.value[done] = 0
    found.note[done] = "covered"
    found.note[~done & (found.denominator == 0)] = "ended"


def covered(columns: Columns, found: Answer) -> None:
    done = found.denominator <= 0
    found.value[done] = UNKNOWN
    found.note[done] = "covered"


def inverted_wilson(columns: Columns, found: Answer) -> None:
    low, high = wilson(divide(found.denominator, found.numerator), found.n)
    found.low, found.high = divide(low * 0 + 1, high), divide(high * 0 + 1, low)


def without_activities(columns: Columns, found: Answer) -> None:
    """Where nobody logs activities their absence says nothing about a deal."""
    silent = ~(columns["company_activities"] > 0)
    found.value[silent] = UNKNOWN
    found.note[silent] = "no_activities"


def past_unknown(columns: Columns, found: Answer) -> None:
    found.note[(found.denominator > 0) & (found.numerator != found.numerator)] = "no_history"


def concentrated(columns: Columns, found: Answer) -> None:
    found.note[(found.value > CONCENTRATED) & (found.n >= 4)] = "concentrated"


def reasons_missing(columns: Columns, found: Answer) -> None:
    reasoned = divide(columns["lost_reasoned_count"], found.denominator)
    found.value[reasoned == 0] = UNKNOWN
    found.note[reasoned < 1 - MISSING_REASONS] = "reasons_missing"


def out_of_hundred(columns: Columns, found: Answer) -> None:
    found.value = found.value * 100
    found.note[(found.n > 0) & (found.value != found.value)] = "no_history"


def middle_of(column: str) -> Rule:
    """The value is a median, worked out over the rows themselves; the halves stay as they are.

    Without a single case there is no middle: unknown, not zero.
    """

    def rule(columns: Columns, found: Answer) -> None:
        middle = columns[column].copy()
        middle[(found.n == 0) & (middle == 0)] = UNKNOWN
        found.value = middle

    return rule
