"""How much an import accepts. One place, so that pages can say the limit before it is met."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in megabytes; `ratio` is how much smaller a packed file may be than its content."""

    file_mb: int = 1024
    unpacked_mb: int = 2048
    files: int = 500
    columns: int = 2000
    cell_characters: int = 500_000
    ratio: int = 400
    free_ratio_mb: int = 32  # below this an archive may be packed as tightly as it likes
    chunk_rows: int = 20_000
    chunk_cells: int = 600_000


LIMITS = Limits()
