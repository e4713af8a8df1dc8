"""How round a district is (Polsby, Popper 1991, Yale Law & Policy Review 9, 301–353)."""

from math import pi


def polsby_popper(area: float, perimeter: float) -> float | None:
    """4 π area ÷ perimeter²: 1 for a circle, 0.785 for a square, towards 0 for a ribbon.

    Both in the same unit of length, of a plane map. Unknown without an outline.
    """
    return 4 * pi * area / perimeter**2 if perimeter > 0 else None
