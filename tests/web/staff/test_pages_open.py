"""Every page for staff opens, in every state of a naskah, and asks the database a bounded number of times."""

from collections.abc import Callable
from typing import Any

from portal.domain.permissions import Peran
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import javascript_pdf, text_pdf
from tests.web.staff.conftest import Browser


def test_first_screen_says_what_is_to_do_waits_and_is_done(ani: Browser, office: Office) -> None:
    office.upload(sample_fields(judul="Draf Pertama"))
    office.publish(sample_fields(judul="Sudah Selesai"))
    waiting = office.upload(sample_fields(judul="Menunggu Mesin")).kode
    office.submit(waiting)

    page = ani.get("/kerja/").text

    todo, rest = page.split("Perlu saya lakukan", 1)[1].split('id="k-tunggu"', 1)
    waits, done = rest.split('id="k-selesai"', 1)
    assert "Draf Pertama" in todo
    assert "Menunggu Mesin" in waits
    assert "Sudah Selesai" in done


def test_every_page_of_a_naskah_opens_in_every_state(biro: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=javascript_pdf()).kode
    for step in ("draf", "diajukan", "terbit", "ditarik", "dikembalikan"):
        if step == "diajukan":
            office.submit(kode)
        elif step == "terbit":
            office.drain()
        elif step == "ditarik":
            biro.get(f"/kerja/naskah/{kode}")
            assert biro.post(f"/kerja/naskah/{kode}/tarik", {"kelas": "keliru"}).status_code == 303
        elif step == "dikembalikan":
            biro.get(f"/kerja/naskah/{kode}")
            assert biro.post(f"/kerja/naskah/{kode}/buka-lagi").status_code == 303
        answer = biro.get(f"/kerja/naskah/{kode}")
        assert answer.status_code == 200, step
        assert biro.get(f"/kerja/naskah/{kode}/ubah").status_code == (303 if step == "ditarik" else 200), step
        assert biro.get(f"/kerja/naskah/{kode}/keadaan.json").get_json()["status"] == step


def test_administration_pages_open(admin: Browser) -> None:
    for path in ("/admin/akun", "/admin/unit", "/admin/pekerjaan", "/kerja/sandi"):
        assert admin.get(path).status_code == 200, path
    assert admin.get("/kerja/").location == "/admin/akun"


def test_search_finds_a_draft_by_its_text_for_its_own_unit_alone(
    ani: Browser, person: Callable[..., Browser], office: Office
) -> None:
    office.upload(sample_fields(judul="Rencana"), pdf=text_pdf(["penempatan petugas di pelabuhan"]))
    office.drain()
    stranger = person("budi@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    assert "Rencana" in ani.get("/kerja/cari?q=petugas").text
    assert "Rencana" not in stranger.get("/kerja/cari?q=petugas").text


def test_query_counts_stay_bounded(ani: Browser, office: Office, count_queries: Callable[[], Any]) -> None:
    for number in range(4):
        kode = office.upload(sample_fields(judul=f"Naskah {number}")).kode
    office.drain()
    limits = {"/kerja/": 12, "/kerja/naskah": 12, f"/kerja/naskah/{kode}": 18, f"/kerja/naskah/{kode}/ubah": 16}
    for path, limit in limits.items():
        with count_queries() as statements:
            assert ani.get(path).status_code == 200
        assert len(statements) <= limit, (path, len(statements))


def test_a_page_shows_one_moment(ani: Browser, biro: Browser, office: Office, count_moments: Callable[[], Any]) -> None:
    kode = office.upload(sample_fields()).kode
    published = office.publish(sample_fields(judul="Sudah Terbit"))
    paths = {
        ani: ("/kerja/", "/kerja/naskah", "/kerja/cari", "/kerja/unggah", f"/kerja/naskah/{kode}/ubah",
              f"/kerja/naskah/{kode}", f"/kerja/naskah/{published}", "/kerja/perencanaan"),
        biro: ("/biro/kepatuhan", "/biro/kepatuhan/daftar", "/biro/usulan", "/biro/usulan/catat", "/biro/penerimaan",
               "/biro/evaluasi"),
    }  # fmt: skip
    for person, opened in paths.items():
        for path in opened:
            with count_moments() as sessions:
                assert person.get(path).status_code == 200, path
            # One session knows who asks, before any page is chosen; one reads all of the page.
            assert len(sessions) == 2, (path, len(sessions))


def test_a_form_that_saves_nothing_shows_one_moment(
    ani: Browser, office: Office, count_moments: Callable[[], Any]
) -> None:
    kode = office.upload(sample_fields()).kode
    ani.get(f"/kerja/naskah/{kode}/ubah")
    for action in ("tambah_pihak", "pakai:judul", "kirim"):
        with count_moments() as sessions:
            answer = ani.post(f"/kerja/naskah/{kode}/ubah", {"aksi": action, "judul": ""})
        assert answer.status_code == {"pakai:judul": 409, "kirim": 422}.get(action, 200)
        assert len(sessions) == 2, (action, len(sessions))


def test_an_error_in_the_work_pages_leads_back_to_the_work(ani: Browser) -> None:
    for address, status in (
        ("/kerja/naskah/2026-10000", 404),
        ("/admin/akun", 403),
        ("/kerja/naskah?tahun=99999", 400),
    ):
        answer = ani.get(address)

        assert answer.status_code == status
        assert 'href="/kerja/"' in answer.text
    assert 'href="/kerja/"' not in ani.get("/n/2026-10000").text
