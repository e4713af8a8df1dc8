"""What is worked out of stored numbers, kept until the next recompute.

Stored values change with a recompute alone, so whatever rests on nothing else is worked out once
for everybody who asks. Whatever else it rests on must be named when asking: another name is another
result, so nothing has to be thrown away. Without any recompute nothing is kept.

Records that are kept by the hundred (`kpis.core.fair`) have no slots: without, they are read back
three times as fast.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache as shared

from audit import facts as audit
from kpis.facts.freshness import RECOMPUTE

KEPT_SECONDS = 86_400
PRODUCT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Kept:
    """`basis`: the recompute that the numbers are of, and what else all results rest on."""

    basis: str

    def also(self, *more: object) -> "Kept":
        """What rests on `more` as well."""
        return Kept(f"{self.basis} {more!r}")

    def get[Found](self, name: str, work_out: Callable[[], Found]) -> Found:
        """What is kept by the name, or else worked out and kept; never None."""
        if not self.basis:
            return work_out()
        asked = f"{code_of(PRODUCT)} {self.basis} {name}"
        key = f"kpis:{sha256(asked.encode()).hexdigest()}"
        found: Found | None = shared.get(key)
        if found is None:
            found = work_out()
            shared.set(key, found, KEPT_SECONDS)
        return found


@cache
def code_of(product: Path) -> str:
    """The release: what other code has kept may mean something else, or not be readable. All apps
    count, since those above and below work results out, too."""
    rooms = [product / "kernel", *(one.parent for one in product.glob("*/apps.py"))]
    files = sorted(file for room in rooms for file in room.rglob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def kept(*also: object) -> Kept:
    """Results that rest on the last recompute and `also`; one that failed has stored some of its
    numbers, too. One query."""
    runs = audit.runs().filter(kind=RECOMPUTE, finished_at__isnull=False)
    last = runs.order_by("-finished_at").values_list("pk", "finished_at").first()
    return Kept("" if last is None else repr((*last, *also)))
