"""A mark for every raw row: 64 bits of BLAKE2 over its cells, before anything is read.

Two different rows get the same mark once in 10¹⁹ pairs. No cell of a text file has a NUL in it
(`intake.core.delimited` refuses such files), so cells cannot run into each other.
"""

from hashlib import blake2b

import numpy as np

from intake.core.tables import Row


def marks(rows: list[Row]) -> np.ndarray:
    """Signed, as PostgreSQL's bigint."""
    texts = map("\0".join, rows)
    digests = [blake2b(t.encode("utf-8", "surrogatepass"), digest_size=8).digest() for t in texts]
    return np.frombuffer(b"".join(digests), "<i8")
