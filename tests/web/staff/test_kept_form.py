"""Nothing typed is lost: drafts save themselves, and a form sent after its session ended comes back whole."""

import re
from typing import Any

import pytest

from portal.domain.naskah.status import Status
from tests.factories.form import FORM, stored
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser

HERE = {"Origin": "http://localhost"}


@pytest.fixture
def kode(office: Office) -> str:
    return office.upload(sample_fields()).kode


def autosave(browser: Browser, office: Office, kode: str, **changes: Any) -> Any:
    page = browser.get(f"/kerja/naskah/{kode}/ubah").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    values = {**FORM, "version": stored(office, kode).version, "seen": seen, **changes}
    return browser.post(f"/kerja/naskah/{kode}/simpan-draf", values)


def test_a_draft_saves_itself_and_says_when(ani: Browser, office: Office, kode: str) -> None:
    before = stored(office, kode).version

    answer = autosave(ani, office, kode, judul="Tersimpan Sendiri")

    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d\.\d\d WIB", answer.json["saved"])
    assert answer.json["version"] == stored(office, kode).version > before
    assert stored(office, kode).judul == "Tersimpan Sendiri"


def test_an_older_version_does_not_overwrite_what_another_saved(
    ani: Browser, biro: Browser, office: Office, kode: str
) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    version = stored(office, kode).version
    assert autosave(biro, office, kode, judul="Judul Biro").status_code == 200

    answer = ani.post(f"/kerja/naskah/{kode}/simpan-draf", {**FORM, "version": version, "seen": seen, "judul": "Ani"})

    assert (answer.status_code, answer.json["code"]) == (409, "bentrok")
    assert stored(office, kode).judul == "Judul Biro"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"expires_on": "31-11-2026"}, "expires_on"), ({"effective_on": "besok"}, "effective_on")],
)
def test_what_cannot_be_saved_yet_names_its_field(
    ani: Browser, office: Office, kode: str, changes: dict[str, str], field: str
) -> None:
    before = stored(office, kode).version

    answer = autosave(ani, office, kode, **changes)

    assert answer.status_code == 422
    assert answer.json["parameter"].startswith(field)
    assert answer.json["detail"]
    assert stored(office, kode).version == before


def test_what_was_handed_in_does_not_change_by_itself(ani: Browser, office: Office, kode: str) -> None:
    office.submit(kode)
    assert stored(office, kode).status is not Status.DRAF

    answer = autosave(ani, office, kode, judul="Setengah kal")

    assert answer.status_code == 409
    assert stored(office, kode).judul == "Pertukaran Data Perlintasan"


def test_a_form_sent_after_the_session_ended_comes_back_and_is_saved_after_signing_in(
    ani: Browser, office: Office, kode: str
) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    ani.get(path)
    typed = {**FORM, "version": stored(office, kode).version, "judul": 'Ketikan "Ani" <b>', "bahasa": ["id", "en"]}
    old = ani.token
    ani.client.delete_cookie("sesi")

    lost = ani.client.post(path, data={**typed, "csrf_token": old}, headers=HERE)
    assert lost.status_code == 401
    for shown in ("Isian Anda masih ada", "Ketikan &#34;Ani&#34; &lt;b&gt;", "Kirim ulang", 'target="_blank"'):
        assert shown in lost.text
    assert old not in lost.text

    assert ani.sign_in().status_code == 303
    resent = fields_of(lost.text)
    again = ani.client.post(path, data=resent, headers=HERE)
    assert again.status_code == 400
    assert "Anda sudah masuk lagi" in again.text
    assert stored(office, kode).judul == "Pertukaran Data Perlintasan"

    saved = ani.client.post(path, data=fields_of(again.text), headers=HERE)
    assert saved.status_code == 303
    assert stored(office, kode).judul == 'Ketikan "Ani" <b>'
    assert stored(office, kode).bahasa == ("id", "en")


def fields_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of the page, as a browser would send them."""
    from tests.fixtures.page import read_page

    found: dict[str, list[str]] = {}
    for tag in read_page(page).all("input"):
        if tag.get("type") == "hidden":
            found.setdefault(tag["name"], []).append(tag["value"])
    return found


@pytest.mark.parametrize("origin", [None, "https://jahat.example", "null", "http://[kacau"])
def test_only_a_form_of_our_own_pages_is_given_back(
    ani: Browser, office: Office, kode: str, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}

    answer = ani.client.post(f"/kerja/naskah/{kode}/ubah", data={"judul": "Dari luar"}, headers=headers)

    assert answer.status_code in (400, 403)
    assert "Dari luar" not in answer.text


def test_passwords_are_never_given_back(ani: Browser, client: Any) -> None:
    for path in ("/kerja/sandi", "/masuk"):
        answer = client.post(path, data={"current": "rahasia-lama", "password": "rahasia-lama"}, headers=HERE)
        assert answer.status_code in (400, 401)
        assert "rahasia-lama" not in answer.text


def test_the_form_comes_back_with_rows_that_were_never_saved(ani: Browser, office: Office, kode: str) -> None:
    before = stored(office, kode).version
    rows = {"pihak-3-nama": "Mitra Ketiga", "aksi": "pulihkan", "version": before}

    answer = ani.post(f"/kerja/naskah/{kode}/ubah", {**FORM, **rows})

    assert answer.status_code == 200
    assert 'value="Mitra Ketiga"' in answer.text
    assert stored(office, kode).version == before
