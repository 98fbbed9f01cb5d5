"""The vocabulary in the hands of the administrator: what changes counts with the next search and is logged."""

import json

import pytest
from sqlalchemy import select

from portal.models.audit_entry import AuditEntry
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import read_page
from tests.web.staff.conftest import Browser

PAGE = "/admin/kosakata"
ENTRY = {
    "aksi": "simpan",
    "istilah": "KXZ",
    "jenis": "singkatan",
    "padanan": "rawa gambut|lahan basah",
    "arah": "dua",
    "bahasa": "id",
    "sumber": "CONTOH Peraturan",
}


def acts(stores: Stores) -> list[tuple[str, str, dict[str, object]]]:
    with stores.database.reading() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.action.like("vocabulary.%")).order_by(AuditEntry.seq)
        ).all()
        return [(row.action, row.object_key, json.loads(row.after)) for row in rows]


def test_an_entry_counts_with_the_next_search_and_can_be_switched_off(
    admin: Browser, office: Office, stores: Stores
) -> None:
    kode = office.publish(sample_fields(judul="CONTOH Pemulihan Rawa Gambut"))
    assert admin.get("/api/v1/naskah?q=KXZ").json["total"] == 0

    saved = admin.post(PAGE, ENTRY)
    found = admin.get("/api/v1/naskah?q=KXZ").json
    listed = read_page(admin.get(f"{PAGE}?q=lahan").text)

    assert saved.status_code == 303
    assert ([item["kode"] for item in found["items"]], found["termasuk"]) == ([kode], ["rawa gambut"])
    assert "KXZ" in listed.text
    assert "Ditambah di sini" in listed.text

    admin.post(PAGE, {"aksi": "matikan", "kunci": "kxz"})
    assert admin.get("/api/v1/naskah?q=KXZ").json["total"] == 0
    assert "Dimatikan" in read_page(admin.get(f"{PAGE}?q=kxz").text).text
    admin.post(PAGE, {"aksi": "nyalakan", "kunci": "kxz"})
    assert admin.get("/api/v1/naskah?q=KXZ").json["total"] == 1

    assert [(action, key) for action, key, _ in acts(stores)] == [
        ("vocabulary.simpan", "kxz"),
        ("vocabulary.matikan", "kxz"),
        ("vocabulary.nyalakan", "kxz"),
    ]
    assert acts(stores)[0][2]["padanan"] == ["rawa gambut", "lahan basah"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"istilah": ""}, "Isi istilah"),
        ({"jenis": ""}, "Pilih jenis"),
        ({"jenis": "lain"}, "tidak dikenal"),
        ({"padanan": ""}, "sedikitnya satu padanan"),
        ({"padanan": "kxz"}, "harus berbeda"),
        ({"sumber": ""}, "Isi sumber"),
        ({"istilah": "x" * 5000}, "paling panjang"),
    ],
    ids=lambda value: "|".join(value)[:12] if isinstance(value, dict) else "",
)
def test_an_entry_that_cannot_be_used_is_refused_and_the_fields_stay(
    admin: Browser, stores: Stores, changed: dict[str, str], words: str
) -> None:
    answer = admin.post(PAGE, ENTRY | changed)

    assert answer.status_code == 422
    assert words in answer.text
    assert "CONTOH Peraturan" in answer.text or "sumber" in changed
    assert acts(stores) == []


def test_an_unknown_entry_cannot_be_switched(admin: Browser) -> None:
    assert admin.post(PAGE, {"aksi": "matikan", "kunci": "tidak ada"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["?hal=99999", "?hal=x&q=", "?q=" + "z" * 3000, "?q=%00%FF"], ids=["akhir", "huruf", "panjang", "rusak"]
)
def test_odd_addresses_show_the_list(admin: Browser, address: str) -> None:
    assert admin.get(PAGE + address).status_code == 200
