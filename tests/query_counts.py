"""How many queries a page asks, held exactly by `query_counts.json`.

    counted("crm:deals operations", dora_client, "/deals/")

More is a regression; fewer is good news that the file must know. `UPDATE_QUERY_COUNTS=1` writes
what is measured; a rise must be explained in the commit.
"""

import json
import os
from pathlib import Path

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).with_name("query_counts.json")


def counted(name: str, client: Client, url: str) -> HttpResponse:
    """GET the page twice (caches warm) and hold the second time to the baseline."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    n = len(asked.captured_queries)
    known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        BASELINE.write_text(json.dumps(known | {name: n}, indent=1, sort_keys=True) + "\n")
    else:
        said = "\n".join(query["sql"][:200] for query in asked.captured_queries)
        assert n == known.get(name), f"{name}: {n} queries, known are {known.get(name)}\n{said}"
    return response
