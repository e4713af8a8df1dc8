"""Accounts as the files have them, and people there, who are generated."""

import numpy as np
import pandas as pd

from sample.organisation import PATCHES
from sample.source import RECURRING, Source

FIRST = [
    "Alex", "Amara", "Ana", "Ben", "Camille", "Carla", "Claire", "Daniel", "Dana", "Elena",
    "Emma", "Eric", "Farah", "Felix", "Grace", "Hugo", "Ines", "Ivan", "Jade", "James",
    "Julia", "Karim", "Laura", "Leo", "Lina", "Louis", "Lucas", "Maria", "Marc", "Maya",
    "Mila", "Nadia", "Noah", "Nora", "Olivia", "Omar", "Paul", "Rosa", "Sam", "Sara", "Simon",
    "Sofia", "Theo", "Thomas", "Tina", "Victor", "Yara", "Zoe",
]  # fmt: skip
LAST = [
    "Adams", "Bailey", "Bennett", "Bernard", "Blanc", "Brooks", "Carter", "Chen", "Clark",
    "Colin", "Costa", "Cruz", "Dubois", "Durand", "Evans", "Fischer", "Fontaine", "Foster",
    "Garcia", "Girard", "Gray", "Hill", "Hughes", "Keller", "Lambert", "Lee", "Lopez",
    "Martin", "Mercier", "Meyer", "Moreau", "Morel", "Nguyen", "Novak", "Olsen", "Patel",
    "Perez", "Petit", "Reed", "Renard", "Rossi", "Roy", "Silva", "Simon", "Turner", "Vidal",
    "Walker", "Weber", "Young",
]  # fmt: skip
TITLES = ("Head of purchasing", "IT manager", "Store manager", "Operations director", "Buyer")


def accounts(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """Sizes and segments are generated."""
    employees = np.round(np.exp(rng.normal(5.2, 1.1, len(source.accounts)))).astype(int) + 5
    segment = np.select([employees > 500, employees > 120], ["Enterprise", "Mid-market"], "Small")
    return pd.DataFrame(
        {
            "external_id": source.accounts["AccountSeq"],
            "name": source.accounts["Account Name"],
            "owner": source.accounts["AccountOwnerSeq"],
            "territory": source.accounts["AccountOwnerSeq"].map(PATCHES),
            "industry": source.accounts["Industry"],
            "segment": segment,
            "country": source.accounts["Country"],
            "state": source.accounts["State or Province"],
            "employees": employees,
        }
    )


def contacts(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """Two people at every account."""
    account = np.repeat(source.accounts["AccountSeq"].to_numpy(), 2)
    first = rng.choice(FIRST, len(account))
    last = rng.choice(LAST, len(account))
    frame = pd.DataFrame({"external_id": [f"C{n:05d}" for n in range(len(account))]})
    frame["account"] = account
    frame["name"] = pd.Series(first).str.cat(last, sep=" ")
    frame["title"] = rng.choice(TITLES, len(account))
    words = frame["name"].str.lower().str.replace(" ", ".")
    frame["email"] = words + "@account-" + frame["account"] + ".example"
    return frame


def products(source: Source) -> pd.DataFrame:
    """What runs for a year is recurring."""
    columns = {"ProductSeq": "external_id", "Product": "name", "Product Category": "family"}
    found = source.products.rename(columns=columns)
    return found.assign(recurring=found["family"] == RECURRING)


def stages(names: tuple[str, ...], chances: tuple[float, ...]) -> pd.DataFrame:
    """Deals are qualified pipeline from the first stage on; closed ones keep the one reached."""
    return pd.DataFrame(
        {
            "name": names,
            "order": range(1, len(names) + 1),
            "kind": "open",
            "qualifies": True,
            "chance": chances,
        }
    )
