"""Step 2, the folded part: fixed texts, formats, what values mean, and the match as a file."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crm import facts as crm
from intake.services import load_path, wizard
from tests.intake.test_views_wizard import upload, work
from tests.intake.write import OWNERS, write_csv

pytestmark = pytest.mark.django_db
ROWS = [
    {"Deal ID": "7", "Account": "Acme", "Rep": "bob", "Stage": "S1", "Amount": "1,234",
     "Close date": "20260702", "Created date": "2026-02-01"},
]  # fmt: skip


@pytest.fixture
def client(dora, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    return sign_in(dora)


@pytest.fixture
def load(client, tmp_path):
    return upload(client, write_csv(tmp_path / "deals.csv", ROWS), target="opportunities")


def form_of(client, load) -> dict[str, str]:
    """The match page as a browser would send it."""
    page = client.get(reverse("intake:match", args=[load.pk]))
    form = {"remember_as": "mine"}
    for entry, _place in page.context["entries"]:
        form |= {column.name: column.chosen for column in entry.columns}
        form |= {c.question.name: c.question.chosen for c in entry.columns if c.question}
        more = entry.more
        form |= {f"more-{more.number}": "1", f"m-{more.number}": more.decimal}
        form |= {one.name: one.form for one in more.formats}
        for row in more.texts:
            form |= {f"{row.name}-field": row.chosen, f"{row.name}-text": row.text}
        for row in more.meanings:
            form |= {f"{row.name}-field": row.chosen, f"{row.name}-value": row.value}
            form[f"{row.name}-meant"] = row.meant
    return form


FOLDED = {
    "x-0-0-field": "currency", "x-0-0-text": "USD",
    "x-0-1-field": "name", "x-0-1-text": "{Account} {Deal ID}",
    "f-0-close_date": "%Y%d%m",
    "n-0": ",",
    "v-0-0-field": "owner", "v-0-0-value": "bob", "v-0-0-meant": "BOB",
    "v-0-1-field": "stage", "v-0-1-value": "S1", "v-0-1-meant": "Propose",
}  # fmt: skip


def save(client, load, **changes):
    address = reverse("intake:match", args=[load.pk])
    answer = client.post(address, form_of(client, load) | {"save": "0"} | changes)
    load.refresh_from_db()
    return answer


def test_what_the_folded_part_says_is_what_is_loaded(client, load):
    assert save(client, load, **FOLDED).status_code == 302
    (entry,) = wizard.mapping_of(load).entries
    assert entry.columns["currency"].const == "USD"
    assert entry.columns["name"].template == "{Account} {Deal ID}"
    form = form_of(client, load) | {"create_missing": "on"}
    client.post(reverse("intake:match", args=[load.pk]), form)
    work(load)
    client.post(reverse("intake:check", args=[load.pk]), {"store": "1"})
    work(load)
    deal = crm.opportunities().select_related("stage", "owner").get()
    assert (deal.name, deal.currency, deal.owner.external_id) == ("Acme 7", "USD", "BOB")
    assert (str(deal.close_date), str(deal.amount)) == ("2026-02-07", "1.2340")
    assert deal.stage.name == "Propose"


def test_sending_the_page_again_changes_nothing(client, load):
    save(client, load, **FOLDED)
    before = load.mapping
    save(client, load)
    assert load.mapping == before


def test_the_page_without_the_folded_part_leaves_it(client, load):
    save(client, load, **FOLDED)
    before = load.mapping
    form = form_of(client, load)
    kept = {k: v for k, v in form.items() if k[:2] in ("c-", "d-", "n-")}
    client.post(reverse("intake:match", args=[load.pk]), kept | {"save": "1"})
    load.refresh_from_db()
    assert load.mapping == before


def test_an_emptied_text_and_an_emptied_value_are_gone(client, load):
    save(client, load, **FOLDED)
    save(client, load, **{"x-0-0-text": "", "x-0-1-field": "", "v-0-0-value": ""})
    (entry,) = wizard.mapping_of(load).entries
    assert "currency" not in entry.columns
    assert "name" not in entry.columns
    assert set(entry.values) == {"stage"}


def test_a_new_text_wins_over_a_column_and_a_new_column_over_a_text(client, load):
    save(client, load, **{"x-0-0-field": "amount", "x-0-0-text": "5"})
    (entry,) = wizard.mapping_of(load).entries
    assert entry.columns["amount"].const == "5"
    save(client, load, **{"c-0-4": "amount"})
    (entry,) = wizard.mapping_of(load).entries
    assert entry.columns["amount"].column == "Amount"


@pytest.mark.parametrize(
    ("text", "words"),
    [("{Acount} x", "no column Acount"), ("{Account", "cannot be read")],
)
def test_a_text_that_cannot_be_put_together_is_told_and_not_kept(client, load, text, words):
    before = load.mapping
    answer = save(client, load, **{"x-0-0-field": "name", "x-0-0-text": text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert load.mapping == before
    assert "open" in answer.content.decode().split('id="more-0"')[1].split(">")[0]


def test_the_match_is_downloaded_and_loaded_by_command(client, load, tmp_path):
    save(client, load, **FOLDED)
    answer = client.get(reverse("intake:mapping", args=[load.pk]))
    assert 'filename="deals-mapping.yaml"' in answer["Content-Disposition"]
    assert yaml.safe_load(answer.content)["files"][0]["columns"]["currency"] == {"const": "USD"}
    path = tmp_path / "mapping.yaml"
    path.write_bytes(answer.content)
    again = write_csv(tmp_path / "deals.csv", ROWS)
    document = load_path(again, mapping=path, create_missing=True)
    assert document["files"][0]["created"] == 1, document["issues"]
    assert crm.opportunities().get().name == "Acme 7"


def use(client, load, content: bytes):
    file = SimpleUploadedFile("m.yaml", content)
    address = reverse("intake:mapping", args=[load.pk])
    answer = client.post(address, {"mapping": file}, follow=True)
    load.refresh_from_db()
    return answer.content.decode()


def test_a_mapping_file_is_used_for_a_file_of_another_name(client, load, tmp_path):
    save(client, load, **FOLDED)
    kept = client.get(reverse("intake:mapping", args=[load.pk])).content
    again = upload(client, write_csv(tmp_path / "july.csv", ROWS), target="opportunities")
    assert "matched as the file says" in use(client, again, kept)
    (entry,) = wizard.mapping_of(again).entries
    assert (entry.file, entry.columns["currency"].const) == ("july.csv", "USD")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"files: 3", "The mapping cannot be read"),
        (b"\xff\xfe", "text in UTF-8"),
        (b"#" * (2**20 + 1), "less than 1 MB"),
        (b"files: [{file: a.csv, target: nope, columns: {a: b}}]", "There is no target nope"),
        (b"files: [{file: a.csv, target: stages, columns: {name: b}}]", "for other files: a.csv"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_changes_nothing(client, load, content, words):
    before = load.mapping
    assert words in use(client, load, content)
    assert load.mapping == before


def test_what_was_changed_about_a_known_source_is_remembered(client, tmp_path):
    rows = [{"Id": "1", "Name": "A", "OwnerId": "BOB", "StageName": "Propose", "Amount": "5",
             "CloseDate": "2026-07-02", "CreatedDate": "2026-02-01", "IsWon": "0",
             "IsClosed": "0"}]  # fmt: skip
    path = write_csv(tmp_path / "Opportunity.csv", rows)
    load = upload(client, path)
    assert load.source == "salesforce"
    client.post(
        reverse("intake:match", args=[load.pk]),
        form_of(client, load) | {"x-0-0-field": "segment", "x-0-0-text": "All", "remember": "1"},
    )
    again = upload(client, path)
    (entry,) = wizard.mapping_of(again).entries
    assert entry.columns["segment"].const == "All"
    client.post(
        reverse("intake:match", args=[again.pk]),
        form_of(client, again) | {"x-0-0-text": "", "remember": "1"},
    )
    (entry,) = wizard.mapping_of(upload(client, path)).entries
    assert "segment" not in entry.columns
