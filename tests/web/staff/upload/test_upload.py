"""Uploading through the form and through the script: each file by itself, nothing left behind."""

import re
import stat
from collections.abc import Callable
from io import BytesIO, RawIOBase
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.exceptions import ClientDisconnected

from portal.domain.permissions import Peran
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import encrypted_pdf, numbered_pdf, text_pdf
from tests.web.staff.conftest import Browser, encoded


def count(stores: Stores, table: type) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def waiting_room(stores: Stores) -> list[str]:
    return [path.name for path in stores.spool_dir.iterdir()]


def send(browser: Browser, pdf: bytes, nama: str = "naskah.pdf", **fields: Any) -> Any:
    data = {"unit": "KANIM-A", "key": "kunci", "urutan": "0", "berkas": (BytesIO(pdf), nama), **fields}
    return browser.post("/kerja/unggah/berkas", data)


def test_one_file_goes_straight_to_its_form(ani: Browser, stores: Stores) -> None:
    answer = ani.upload((text_pdf(["CONTOH satu"]), "PKS_Pelabuhan_2026.pdf"))

    assert answer.status_code == 303
    assert answer.location.endswith("/ubah")
    page = ani.get(answer.location).text
    assert "PKS_Pelabuhan_2026.pdf" in page
    # The name of a file is no title.
    assert re.search(r'<textarea[^>]*name="judul"[^>]*></textarea>', page)
    assert waiting_room(stores) == []


def test_a_file_of_more_pages_than_are_read_is_refused_at_the_upload(ani: Browser, stores: Stores) -> None:
    object.__setattr__(stores.config, "max_pages", 3)

    page = ani.upload((numbered_pdf(4), "buku.pdf"), (numbered_pdf(3), "pas.pdf"))

    assert "buku.pdf memuat 4 halaman; batasnya 3. Pisahkan menjadi beberapa berkas" in page.text
    assert count(stores, Naskah) == 1


def test_the_hints_of_a_first_upload_are_gone_for_ever_once_closed(ani: Browser) -> None:
    assert 'class="panduan"' in ani.get("/kerja/unggah").text

    assert ani.post("/kerja/unggah", {"aksi": "tutup_panduan"}).status_code == 303

    assert 'class="panduan"' not in ani.get("/kerja/unggah").text


def test_every_refused_file_has_its_own_reason_while_the_others_are_kept(
    ani: Browser, office: Office, stores: Stores
) -> None:
    known = text_pdf(["CONTOH sudah ada"])
    kode = office.upload(sample_fields(), pdf=known).kode

    page = ani.upload(
        (text_pdf(["CONTOH dua"]), "baik-1.pdf"),
        (b"", "kosong.pdf"),
        (b"PK\x03\x04 bukan pdf" * 500, "surat.docx"),
        (encrypted_pdf(), "terkunci.pdf"),
        (known, "kembar.pdf"),
        (b"%PDF-1.7\n" + bytes(50_000_001), "besar.pdf"),
        (text_pdf(["CONTOH tiga"]), "baik-2.pdf"),
    )

    assert page.status_code == 200
    for reason in (
        "kosong.pdf kosong (0 bita)",
        "surat.docx bukan PDF",
        "terkunci.pdf terkunci kata sandi",
        f"kembar.pdf sudah tersimpan pada naskah {kode}",
        "besar.pdf lebih besar dari 50 MB",
        "2 berkas tersimpan, 5 ditolak",
    ):
        assert reason in page.text
    assert f'href="/kerja/naskah/{kode}"' in page.text
    assert count(stores, Naskah) == 3
    assert waiting_room(stores) == []


def test_a_form_without_file_or_unit_says_so(ani: Browser, stores: Stores) -> None:
    without_file = ani.upload()
    without_unit = ani.upload((text_pdf(), "a.pdf"), unit="")

    assert (without_file.status_code, without_unit.status_code) == (422, 422)
    assert "Pilih berkas PDF dulu." in without_file.text
    assert "Pilih unit pemrakarsa." in without_unit.text
    assert count(stores, Naskah) == 0


def test_nobody_stores_for_a_unit_that_is_not_theirs(ani: Browser, stores: Stores) -> None:
    page = ani.upload((text_pdf(), "a.pdf"), unit="LAPAS-B")

    assert page.status_code == 422
    assert "bukan pengelola unit ini" in page.text
    assert 'value="LAPAS-B"' not in ani.get("/kerja/unggah").text
    assert count(stores, Naskah) == 0


def test_a_twin_of_another_unit_is_refused_without_naming_its_place(ani: Browser, office: Office) -> None:
    pdf = text_pdf(["CONTOH rahasia unit lain"])
    kode = office.upload(sample_fields(unit="LAPAS-B"), pdf=pdf).kode

    page = ani.upload((pdf, "kembar.pdf"))

    assert page.status_code == 422
    assert "sudah tersimpan di repositori" in page.text
    assert kode not in page.text


def test_a_script_gets_an_address_or_a_problem(ani: Browser, stores: Stores) -> None:
    ani.get("/kerja/unggah")
    pdf = text_pdf(["CONTOH skrip"])

    first, again = send(ani, pdf), send(ani, pdf)
    refused = send(ani, b"halo" * 2000, "halo.txt")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    assert first.get_json()["url"] == f"/kerja/naskah/{first.get_json()['kode']}/ubah"
    assert count(stores, Berkas) == 1
    assert refused.status_code == 422
    assert refused.mimetype == "application/problem+json"
    assert refused.get_json()["code"] == "not_pdf"
    assert "halo.txt bukan PDF" in refused.get_json()["detail"]
    assert send(ani, pdf, unit="").get_json()["parameter"] == "unit"
    assert waiting_room(stores) == []


def test_a_key_that_was_used_for_other_bytes_is_refused_and_the_first_file_stays(ani: Browser, stores: Stores) -> None:
    first = send(ani, text_pdf(["CONTOH pertama"]))

    other = send(ani, text_pdf(["CONTOH kedua"]))
    again = send(ani, text_pdf(["CONTOH pertama"]))
    next_one = send(ani, text_pdf(["CONTOH kedua"]), urutan="1")

    assert (first.status_code, other.status_code) == (201, 422)
    assert other.mimetype == "application/problem+json"
    assert other.get_json()["code"] == "key_reused"
    assert "Kunci unggahan ini sudah dipakai untuk berkas lain." in other.get_json()["detail"]
    assert again.get_json() == first.get_json()
    assert next_one.status_code == 201
    assert count(stores, Naskah) == 2
    assert waiting_room(stores) == []


def test_the_plain_form_sent_again_with_another_file_takes_it(ani: Browser, stores: Stores) -> None:
    answers = [ani.upload((text_pdf([f"CONTOH {word}"]), "a.pdf")).status_code for word in ("satu", "dua")]

    assert answers == [303, 303]
    assert count(stores, Naskah) == 2


def test_a_stranger_leaves_nothing_in_the_waiting_room(
    app: Flask, person: Callable[..., Browser], stores: Stores
) -> None:
    nobody = Browser(app.test_client(), "")
    reader = person("kepala@contoh.go.id", Peran.PIMPINAN, "KANIM-A")

    assert send(nobody, text_pdf()).status_code == 401
    assert send(reader, text_pdf()).status_code == 403
    assert send(reader, text_pdf(), csrf_token="palsu").status_code == 403
    assert waiting_room(stores) == []


class Watched(RawIOBase):
    """A request body that looks into the waiting room while it is read, and may break off."""

    def __init__(self, body: bytes, stores: Stores, breaks_at: int | None = None) -> None:
        super().__init__()
        self.body, self.stores, self.breaks_at = BytesIO(body), stores, breaks_at
        self.modes: set[int] = set()
        self.largest = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.body.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.body.seek(offset, whence)

    def close(self) -> None:
        """Stays open: the test looks at it afterwards."""

    def readinto(self, buffer: Any) -> int:
        for path in self.stores.spool_dir.iterdir():
            self.modes.add(stat.S_IMODE(path.stat().st_mode))
            self.largest = max(self.largest, path.stat().st_size)
        if self.breaks_at is not None and self.body.tell() >= self.breaks_at:
            raise ClientDisconnected
        piece = self.body.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def watched_request(browser: Browser, stores: Stores, breaks_at: int | None = None) -> tuple[Any, Watched]:
    browser.get("/kerja/unggah")
    pdf = text_pdf(["CONTOH panjang"]) + b"%" + bytes(3_000_000)
    data = {"csrf_token": browser.token, "unit": "KANIM-A", "key": "k", "berkas": (BytesIO(pdf), "a.pdf")}
    form = encoded(data)
    body = Watched(form["data"], stores, breaks_at)
    answer = browser.client.post(
        "/kerja/unggah/berkas",
        input_stream=body,
        content_type=form["content_type"],
        content_length=len(form["data"]),
    )
    return answer, body


def test_a_file_is_written_privately_while_it_arrives(ani: Browser, stores: Stores) -> None:
    answer, body = watched_request(ani, stores)

    assert answer.status_code == 201
    assert body.modes == {0o600}
    assert body.largest > 1_000_000
    assert waiting_room(stores) == []


def test_a_line_cut_in_the_middle_leaves_nothing(ani: Browser, stores: Stores) -> None:
    answer, body = watched_request(ani, stores, breaks_at=1_500_000)

    assert answer.status_code == 400
    assert body.modes == {0o600}
    assert waiting_room(stores) == []
    assert count(stores, Naskah) == 0


@pytest.mark.parametrize("jenis", ["lampiran", "terjemahan", "salinan_publik"])
def test_a_file_is_added_to_a_naskah(ani: Browser, office: Office, jenis: str) -> None:
    kode = office.upload(sample_fields()).kode
    ani.get(f"/kerja/naskah/{kode}")
    data = {"jenis": jenis, "bahasa": "en", "key": "k", "berkas": (BytesIO(text_pdf(["CONTOH annex"])), "annex.pdf")}

    answer = ani.post(f"/kerja/naskah/{kode}/berkas", data)

    assert answer.location == f"/kerja/naskah/{kode}?pesan=berkas"
    page = ani.get(answer.location).text
    assert "annex.pdf" in page
    assert "Inggris" in page


def test_a_replaced_file_stays_to_be_seen(ani: Browser, office: Office) -> None:
    accepted = office.upload(sample_fields(), nama="lama.pdf")
    ani.get(f"/kerja/naskah/{accepted.kode}")
    data = {"jenis": "naskah", "replaces": str(accepted.berkas_id), "berkas": (BytesIO(text_pdf(["baru"])), "baru.pdf")}

    assert ani.post(f"/kerja/naskah/{accepted.kode}/berkas", data).status_code == 303
    page = ani.get(f"/kerja/naskah/{accepted.kode}").text

    assert "1 berkas yang sudah diganti" in page
    assert ani.get(f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/asli.pdf").status_code == 200


def test_a_file_that_cannot_be_added_says_why_on_the_page(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    ani.get(f"/kerja/naskah/{kode}")
    path = f"/kerja/naskah/{kode}/berkas"

    no_file = ani.post(path, {"jenis": "lampiran"})
    no_pdf = ani.post(path, {"jenis": "lampiran", "berkas": (BytesIO(b"x" * 9000), "x.txt")})
    no_kind = ani.post(path, {"jenis": "rahasia", "berkas": (BytesIO(text_pdf()), "x.pdf")})

    assert [answer.status_code for answer in (no_file, no_pdf, no_kind)] == [422, 422, 422]
    assert "x.txt bukan PDF" in no_pdf.text
    assert "Pilih jenis berkas" in no_kind.text
