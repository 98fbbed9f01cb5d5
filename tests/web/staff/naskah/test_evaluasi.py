"""Evaluations in the browser (Pasal 42): the card, the form, the list; never public, never due."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.models.evaluasi import Evaluasi
from portal.web.typed import show_day
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

MARK = "Temuan rahasia contoh"


def typed(**changes: str) -> dict[str, str]:
    today = show_day(clock.today())
    return {
        "period_from": "1-1-2026", "period_to": "31-3-2026", "evaluated_on": today, "ringkasan": MARK,
        "rekomendasi": "Dilanjutkan.", **changes,
    }  # fmt: skip


def rows(office: Office) -> list[Evaluasi]:
    with office.stores.database.reading() as session:
        return list(session.scalars(select(Evaluasi).order_by(Evaluasi.id)))


@pytest.fixture
def kode(office: Office) -> str:
    """A published naskah of KANIM-A."""
    return Desk(office).publish(sample_fields())


def test_pasal_42_the_unit_notes_an_evaluation_and_later_its_delivery(ani: Browser, office: Office, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}").text
    assert "Belum ada evaluasi yang dicatat." in page
    form = ani.get(f"/kerja/naskah/{kode}/evaluasi")
    assert faults(read_page(form.text)) == []

    saved = ani.post(f"/kerja/naskah/{kode}/evaluasi", typed(is_with_biro="1"))
    assert saved.location == f"/kerja/naskah/{kode}?pesan=evaluasi#evaluasi"
    page = ani.get(saved.location).text
    assert "Catatan evaluasi tersimpan." in page
    assert MARK in page
    assert ", bersama Biro" in page
    assert "Belum disampaikan" in page

    address = f"/kerja/naskah/{kode}/evaluasi/{rows(office)[0].id}"
    form = ani.get(address)
    assert MARK in form.text
    assert faults(read_page(form.text)) == []
    today = show_day(clock.today())
    given = typed(version="1", delivered_on=today, delivered_nomor="SES-1")
    page = ani.get(ani.post(address, given).location).text
    assert "Disampaikan kepada Menteri melalui Sekretaris Jenderal" in page
    assert "Catatan evaluasi diperbaiki" in page, "it stands in the history of the naskah"
    assert ani.post(address, given).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"period_from": ""}, "period_from"),
        ({"period_from": "2026"}, "period_from"),
        ({"period_to": "1-1-2025"}, "period_to"),
        ({"evaluated_on": "1-1-2090"}, "evaluated_on"),
        ({"ringkasan": ""}, "ringkasan"),
        ({"dokumen_nomor": "LAP-1"}, "dokumen_on"),
        ({"delivered_nomor": "SES-1"}, "delivered_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    ani: Browser, office: Office, kode: str, changes: dict[str, str], field: str
) -> None:
    answer = ani.post(f"/kerja/naskah/{kode}/evaluasi", typed(**changes))

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'id="f-{field}"' in answer.text
    assert "Dilanjutkan." in answer.text
    assert faults(read_page(answer.text)) == []
    assert rows(office) == []


def test_a_wrong_note_is_voided_with_a_reason(ani: Browser, office: Office, kode: str) -> None:
    ani.post(f"/kerja/naskah/{kode}/evaluasi", typed())
    address = f"/kerja/naskah/{kode}/evaluasi/{rows(office)[0].id}"

    assert ani.post(f"{address}/batal", {"version": "1", "alasan_batal": ""}).status_code == 422
    answer = ani.post(f"{address}/batal", {"version": "1", "alasan_batal": "Naskah lain."})

    page = ani.get(answer.location).text
    assert "Belum ada evaluasi yang dicatat." in page
    assert "Naskah lain." in page
    assert ani.get(address).status_code == 404


def test_others_may_not_write_and_another_unit_sees_nothing(
    ani: Browser, person: Callable[..., Browser], office: Office, kode: str
) -> None:
    ani.post(f"/kerja/naskah/{kode}/evaluasi", typed())
    chief = person("kepala@contoh.go.id", Peran.PIMPINAN, "KANIM-A")
    stranger = person("budi@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    page = chief.get(f"/kerja/naskah/{kode}").text
    assert MARK in page
    assert f"/kerja/naskah/{kode}/evaluasi" not in page
    assert chief.get(f"/kerja/naskah/{kode}/evaluasi").status_code == 403
    for path in (f"/kerja/naskah/{kode}/evaluasi", f"/kerja/naskah/{kode}/evaluasi/{rows(office)[0].id}"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, typed(version="1")).status_code == 404
    assert len(rows(office)) == 1


def test_an_evaluation_never_reaches_the_public(ani: Browser, client: FlaskClient, office: Office, kode: str) -> None:
    before = [client.get(path).data for path in (f"/n/{kode}", f"/api/v1/naskah/{kode}")]
    ani.post(f"/kerja/naskah/{kode}/evaluasi", typed())
    office.submit(kode)
    Desk(office).advance(kode)

    pages = [client.get(path).data for path in (f"/n/{kode}", f"/api/v1/naskah/{kode}")]

    assert all(MARK.encode() not in page and b"valuasi" not in page for page in pages)
    assert all(MARK.encode() not in page for page in before)


def test_pasal_42_the_biro_sees_which_naskah_have_none_yet(biro: Browser, ani: Browser, office: Office) -> None:
    desk = Desk(office)
    never, done = (desk.publish(sample_fields(judul=judul)) for judul in ("Tanpa Evaluasi", "Dengan Evaluasi"))
    ani.post(f"/kerja/naskah/{done}/evaluasi", typed())

    page = biro.get("/biro/evaluasi").text

    assert page.index(never) < page.index(done)
    assert "Belum ada" in page
    assert "Belum disampaikan" in page
    assert "tanpa menghitung tenggat" in page
    assert faults(read_page(page)) == []
    without, having = biro.get("/biro/evaluasi?daftar=belum").text, biro.get("/biro/evaluasi?daftar=sudah").text
    assert (never in without, done in without, never in having, done in having) == (True, False, False, True)
    assert "Tidak ada naskah yang cocok" in biro.get("/biro/evaluasi?unit=PAS").text
    assert biro.get("/biro/evaluasi?daftar=lain").status_code == 400
    assert ani.get("/biro/evaluasi").status_code == 403


def test_pages_ask_a_bounded_number_of_questions(
    biro: Browser, office: Office, kode: str, count_queries: Callable[[], Any]
) -> None:
    for path, limit in (("/biro/evaluasi", 6), (f"/kerja/naskah/{kode}/evaluasi", 13)):
        with count_queries() as statements:
            assert biro.get(path).status_code == 200
        assert len(statements) <= limit, (path, len(statements))
