"""Which reasons for losing a deal mean that nobody decided, or that time ran out."""

# A case-insensitive regular expression, for PostgreSQL and Python alike (English and French).
UNDECIDED = (
    "no (decision|response|budget decision)|undecided|timed? ?-?out|went (dark|silent)"
    "|unresponsive|stalled|do nothing|status quo|sans (décision|réponse)|pas de (décision|réponse)"
)
