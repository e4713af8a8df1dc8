"""Staged rows are what was read, whatever signs are in a cell."""

import pytest
from django.db import connection

from intake.services.staging import Stage

pytestmark = pytest.mark.django_db

CELLS = ["plain", "", "a\tb", "two\nlines", "C:\\new", "\\N", "\\.", "end\\", "\r", "“é” 漢", "'\""]


def test_cells_come_back_as_they_were_and_empty_ones_unknown() -> None:
    stage = Stage("staged_cells", "products")
    numbers = range(2, 2 + len(CELLS))
    stage.add(numbers, {"external_id": [str(n) for n in numbers], "name": CELLS})
    with connection.cursor() as cursor:
        cursor.execute('SELECT "row", name FROM staged_cells ORDER BY 1')
        found = cursor.fetchall()
    assert found == [(n, cell or None) for n, cell in zip(numbers, CELLS, strict=True)]
