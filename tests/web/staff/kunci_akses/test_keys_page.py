"""The page of access keys: made after showing who one is, shown once, ended by unit and admin."""

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, update

from portal import clock
from portal.domain.kunci_akses import PREFIX, last_day
from portal.domain.permissions import Peran
from portal.domain.secret_digest import digest_of
from portal.models.kunci_akses import KunciAkses
from portal.models.user import LoginSession
from portal.models.webhook import Webhook
from portal.web.kept_form import PROOF_FIELD
from portal.wiring import Stores
from tests.factories.shared import PASSWORD
from tests.web.staff.conftest import Browser

FORM = {"unit": "KANIM-A", "nama": "Sistem Uji", "cakupan": ["unggah", "baca"]}


def until(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d-%m-%Y}"


def rows(stores: Stores) -> list[KunciAkses]:
    with stores.database.reading() as session:
        return list(session.scalars(select(KunciAkses).order_by(KunciAkses.id)))


def test_a_key_is_shown_once_and_never_again(stores: Stores, ani: Browser) -> None:
    made = ani.post("/kerja/kunci-akses", {**FORM, "ends_on": until(90)})
    key = re.findall(rf"{PREFIX}[\w-]+", made.text)

    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    assert [digest_of(key[0])] == [row.token_hash for row in rows(stores)]
    page = ani.get("/kerja/kunci-akses").text
    assert PREFIX not in page
    assert "Sistem Uji" in page
    assert "Belum pernah" in page


def test_it_is_made_only_after_one_has_shown_who_one_is(stores: Stores, ani: Browser) -> None:
    ani.get("/kerja/kunci-akses")
    with stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=11)))
    asked = ani.post("/kerja/kunci-akses", {**FORM, "ends_on": until(90)})
    assert asked.status_code == 403
    assert rows(stores) == []

    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text)
    assert [value for name, value in kept if name == "cakupan"] == ["unggah", "baca"]
    form = {**dict(kept), "cakupan": ["unggah", "baca"], "csrf_token": ani.token, PROOF_FIELD: PASSWORD}
    assert ani.post("/kerja/kunci-akses", form).status_code == 200
    assert [row.nama for row in rows(stores)] == ["Sistem Uji"]


def test_the_form_begins_with_the_own_unit_and_the_longest_time(ani: Browser) -> None:
    page = ani.get("/kerja/kunci-akses").text

    assert '<option value="KANIM-A" selected>' in page
    assert f'value="{last_day(clock.today()):%d-%m-%Y}"' in page
    assert page.count("checked") == 2


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(stores: Stores, ani: Browser) -> None:
    long = ani.post("/kerja/kunci-akses", {**FORM, "nama": "Sistem <b>", "ends_on": until(400)})
    bare = ani.post("/kerja/kunci-akses", {"unit": "KANIM-A"})
    odd = ani.post("/kerja/kunci-akses", {**FORM, "ends_on": "besok", "cakupan": "semua"})

    assert [answer.status_code for answer in (long, bare, odd)] == [422] * 3
    assert "Paling lama setahun" in long.text
    assert "Sistem &lt;b&gt;" in long.text
    for field in ("nama", "cakupan", "ends_on"):
        assert f'href="#f-{field}"' in bare.text
        assert f'id="f-{field}"' in bare.text
    assert rows(stores) == []


def test_the_unit_ends_its_own_and_an_admin_any(
    stores: Stores, ani: Browser, admin: Browser, person: Callable[..., Browser]
) -> None:
    for _ in range(2):
        ani.post("/kerja/kunci-akses", {**FORM, "ends_on": until(90)})
    beside = person("lain@contoh.go.id", Peran.PENGELOLA, "PAS")
    first, second = (row.id for row in rows(stores))

    assert beside.post(f"/kerja/kunci-akses/{first}/akhiri").status_code == 404
    assert "Sistem Uji" not in beside.get("/kerja/kunci-akses").text
    assert ani.post(f"/kerja/kunci-akses/{first}/akhiri").headers["Location"].startswith("/kerja/kunci-akses?")
    page = admin.get("/admin/kunci-akses")
    assert page.text.count("Sistem Uji") == 3  # Two rows, and the button of the one that is open.
    assert "Buat kunci baru" not in page.text
    assert admin.post(f"/admin/kunci-akses/{second}/akhiri").headers["Location"].startswith("/admin/kunci-akses?")
    assert all(row.ended_at is not None for row in rows(stores))


def test_the_menu_leads_there(ani: Browser, admin: Browser, biro: Browser) -> None:
    assert 'href="/kerja/kunci-akses"' in ani.get("/kerja/").text
    assert 'href="/kerja/kunci-akses"' in biro.get("/kerja/").text
    assert 'href="/admin/kunci-akses"' in admin.get("/admin/akun").text
    assert 'href="/kerja/kunci-akses"' not in admin.get("/admin/akun").text


NAMED = {"unit_webhook": "KANIM-A", "alamat": "https://unit.example/kabar"}


def addresses(stores: Stores) -> list[Webhook]:
    with stores.database.reading() as session:
        return list(session.scalars(select(Webhook).order_by(Webhook.id)))


def test_the_secret_of_an_address_is_shown_once_and_never_again(stores: Stores, ani: Browser) -> None:
    made = ani.post("/kerja/kunci-akses/webhook", NAMED)
    shown = re.findall(r"whsec_[\w+/=]+", made.text)

    assert (made.status_code, len(shown)) == (200, 1)
    assert shown[0] not in addresses(stores)[0].sealed_secret
    page = ani.get("/kerja/kunci-akses").text
    assert "whsec_" not in page
    assert "https://unit.example/kabar" in page


def test_an_address_that_cannot_be_one_is_told_at_its_field_and_stays_typed(stores: Stores, ani: Browser) -> None:
    plain = ani.post("/kerja/kunci-akses/webhook", {**NAMED, "alamat": "http://unit.example/<b>"})
    none = ani.post("/kerja/kunci-akses/webhook", {**NAMED, "unit_webhook": ""})
    ani.post("/kerja/kunci-akses/webhook", NAMED)
    second = ani.post("/kerja/kunci-akses/webhook", {**NAMED, "alamat": "https://lain.example/"})

    assert [answer.status_code for answer in (plain, none, second)] == [422, 422, 409]
    assert 'href="#f-alamat"' in plain.text
    assert "http://unit.example/&lt;b&gt;" in plain.text
    assert 'href="#f-unit_webhook"' in none.text
    assert [row.address for row in addresses(stores)] == ["https://unit.example/kabar"]


def test_an_address_is_ended_by_its_unit_and_by_an_admin(
    stores: Stores, ani: Browser, admin: Browser, person: Callable[..., Browser]
) -> None:
    beside = person("lain@contoh.go.id", Peran.PENGELOLA, "PAS")
    ani.post("/kerja/kunci-akses/webhook", NAMED)
    first = addresses(stores)[0].id

    assert beside.post(f"/kerja/kunci-akses/webhook/{first}/akhiri").status_code == 404
    assert beside.post("/kerja/kunci-akses/webhook", NAMED).status_code == 403
    assert "unit.example" not in beside.get("/kerja/kunci-akses").text
    assert ani.post(f"/kerja/kunci-akses/webhook/{first}/akhiri").status_code == 303
    ani.post("/kerja/kunci-akses/webhook", NAMED)
    second = addresses(stores)[1].id
    assert "Pasang alamat" not in admin.get("/admin/kunci-akses").text
    assert admin.post(f"/admin/kunci-akses/webhook/{second}/akhiri").headers["Location"].startswith("/admin/")
    assert all(row.ended_at is not None for row in addresses(stores))
