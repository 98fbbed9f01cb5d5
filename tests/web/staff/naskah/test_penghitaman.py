"""The page of a redaction without a script: boxes as numbers in fields, suggestions as buttons, nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from indexer.worker import Worker
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.penghitaman.kotak import Kotak
from portal.domain.penghitaman.penghitaman import AlasanHitam, KotakFields, PenghitamanState
from portal.models.job import Job, JobKind
from portal.models.penghitaman import Penghitaman
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.penghitaman import (
    BOX,
    NIK,
    NIP,
    OTHER_BOX,
    PHONE,
    SECRET,
    copies_of,
    pdf_with_numbers,
    plan_of,
    save,
)
from tests.factories.shared import reader
from tests.web.staff.conftest import Browser


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def row(
    index: int, kiri: str = "10", atas: str = "20", lebar: str = "30", tinggi: str = "5", **more: str
) -> dict[str, str]:
    """One box of the form."""
    fields = {"kiri": kiri, "atas": atas, "lebar": lebar, "tinggi": tinggi, "alasan": "data_pribadi", "keterangan": ""}
    return {f"{name}-{index}": value for name, value in (fields | more).items()}


class Paper:
    """A naskah with one read file, and the address of its redaction."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kode = desk.draft(sample_fields())
        self.berkas_id = desk.attach(self.kode, ["Pasal 1", "Pasal 2", "Pasal 3"]).berkas_id
        self.path = f"/kerja/naskah/{self.kode}/berkas/{self.berkas_id}/hitamkan"

    def on(self, nomor: int) -> tuple[KotakFields, ...]:
        """The stored boxes of a page."""
        return plan_of(self.desk, self.kode).on(self.berkas_id, nomor)

    def form(self, hlm: int = 1, aksi: str = "simpan", **fields: str) -> dict[str, str]:
        """What the form sends: the version it was shown, and these boxes."""
        return {"version": str(plan_of(self.desk, self.kode).version), "hlm": str(hlm), "aksi": aksi, **fields}


@pytest.fixture
def paper(desk: Desk) -> Paper:
    return Paper(desk)


def test_boxes_are_saved_as_numbers_and_shown_again(ani: Browser, paper: Paper) -> None:
    words = {"alasan": "lain", "keterangan": "nomor rekening"}
    answer = ani.post(paper.path, paper.form(2, **row(0), **row(7, "0", "97,5", "100", "2.5", **words)))

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{paper.path}?pesan=penghitaman&hlm=2#halaman")
    assert paper.on(2) == (
        KotakFields(Kotak(1000, 2000, 4000, 2500)),
        KotakFields(Kotak(0, 9750, 10_000, 10_000), AlasanHitam.LAIN, "nomor rekening"),
    )
    page = ani.get(f"{paper.path}?hlm=2").text
    assert re.search(r'name="atas-1"[^>]*value="97.5"', page)
    assert "Semua kotak (2)" in page
    assert "Halaman 2 dari 3" in page


@pytest.mark.parametrize(
    ("aksi", "left"),
    [
        ("simpan", (BOX, OTHER_BOX)),
        ("hapus:0", (OTHER_BOX,)),
        ("tambah", (BOX, OTHER_BOX, KotakFields(Kotak(3500, 4700, 6500, 5100)))),
        ("terima:0,0,500,500;600,0,900,500",
         (BOX, OTHER_BOX, KotakFields(Kotak(0, 0, 500, 500)), KotakFields(Kotak(600, 0, 900, 500)))),
        ("terima:1100,2100,1200,2200", (BOX, OTHER_BOX)),
    ],
    ids=["save", "take out", "add", "take over", "take over what is covered"],
)  # fmt: skip
def test_every_button_keeps_what_was_typed_beside_it(
    ani: Browser, paper: Paper, aksi: str, left: tuple[KotakFields, ...]
) -> None:
    fields = {**row(0), **row(1, "50", "60", "20", "5"), **row(2, "", "", "", "")}

    answer = ani.post(paper.path, paper.form(aksi=aksi, **fields))

    assert answer.status_code == 303
    assert paper.on(1) == left


def test_saving_goes_on_to_the_next_page(ani: Browser, paper: Paper) -> None:
    answer = ani.post(paper.path, paper.form(1, "lanjut", **row(0)))

    assert "hlm=2" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        (row(4, "abc"), "kiri-4", "Isi dengan angka persen"),
        (row(4, "90", lebar="20"), "lebar-4", "melewati tepi kanan"),
        (row(4, alasan="lain"), "keterangan-4", "Tulis alasannya"),
        (row(4, alasan="apa saja"), "alasan-4", "tidak dikenal"),
        (row(4, keterangan="a" * 201), "keterangan-4", "Paling panjang 200"),
    ],
    ids=["no number", "over the edge", "no words", "no reason", "too many words"],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    ani: Browser, paper: Paper, fields: dict[str, str], field: str, words: str
) -> None:
    answer = ani.post(paper.path, paper.form(**row(0, "11.11"), **fields))

    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#f-{field}"' in answer.text
    assert re.search(r'name="kiri-0"[^>]*value="11.11"', answer.text)
    assert paper.on(1) == ()


@pytest.mark.parametrize("aksi", ["terima:", "terima:1,2,3", "terima:a,b,c,d", "terima:9,9,1,1", "terima:" + "9" * 500])
def test_a_suggestion_that_no_page_of_ours_offers_is_refused(ani: Browser, paper: Paper, aksi: str) -> None:
    assert ani.post(paper.path, paper.form(aksi=aksi, **row(0))).status_code == 422


def test_of_two_who_save_the_second_is_told_and_keeps_what_was_typed(ani: Browser, paper: Paper) -> None:
    seen = paper.form(**row(0, "33.33"))
    save(paper.desk, paper.kode, (paper.berkas_id, 1), OTHER_BOX)

    answer = ani.post(paper.path, seen)

    assert answer.status_code == 409
    assert "Kotak Anda belum tersimpan" in answer.text
    assert re.search(r'name="kiri-0"[^>]*value="33.33"', answer.text)
    assert "kiri 50 %, atas 60 %" in answer.text
    assert paper.on(1) == (OTHER_BOX,)
    # Whoever has compared the two saves knowingly.
    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version
    assert ani.post(paper.path, {**seen, "version": version[1]}).status_code == 303
    assert paper.on(1)[0].kotak.kiri == 3333


def test_copies_are_asked_for_and_a_plan_is_dropped(ani: Browser, paper: Paper) -> None:
    save(paper.desk, paper.kode, (paper.berkas_id, 1), BOX)
    version = {"version": str(plan_of(paper.desk, paper.kode).version)}

    unchecked = ani.post(f"{paper.path}/salin", version)
    assert unchecked.status_code == 422
    assert "Periksa setiap halaman" in unchecked.text
    assert ani.post(f"{paper.path}/salin", {**version, "periksa": "1"}).status_code == 303
    busy = ani.get(paper.path).text
    assert "Salinan untuk umum sedang dibuat" in busy
    assert 'name="aksi" value="tambah"' not in busy
    assert ani.post(f"{paper.path}/buang", {"version": "2"}).status_code == 409
    with paper.desk.stores.database.transaction() as session:
        session.scalars(select(Penghitaman)).one().keadaan = PenghitamanState.GAGAL
    now = {"version": str(plan_of(paper.desk, paper.kode).version)}
    assert ani.post(f"{paper.path}/buang", now).status_code == 303
    assert not plan_of(paper.desk, paper.kode).is_open


def test_boxes_on_an_old_file_are_named_and_can_be_dropped(ani: Browser, paper: Paper) -> None:
    save(paper.desk, paper.kode, (paper.berkas_id, 1), BOX)
    newer = paper.desk.attach(paper.kode, ["Pasal 1"], replaces=paper.berkas_id)
    path = paper.path.replace(f"/{paper.berkas_id}/", f"/{newer.berkas_id}/")

    assert ani.get(paper.path).status_code == 404
    assert "1 kotak ada pada berkas yang sudah diganti" in ani.get(path).text
    version = {"version": str(plan_of(paper.desk, paper.kode).version)}
    assert ani.post(f"{path}/buang-lama", version).status_code == 303
    assert plan_of(paper.desk, paper.kode).total == 0


@pytest.mark.parametrize("query", ["?hlm=0", "?hlm=99", "?hlm=-1", "?hlm=x", "?hlm=" + "9" * 30, "?berkas=3"])
def test_an_odd_page_number_shows_a_page_that_is_there(ani: Browser, paper: Paper, query: str) -> None:
    answer = ani.get(paper.path + query)

    assert answer.status_code == 200
    assert re.search(r"Halaman [13] dari 3", answer.text)


def test_a_public_copy_is_no_original_to_draw_on(ani: Browser, paper: Paper) -> None:
    copy = paper.desk.attach(paper.kode, ["Salinan"], jenis=JenisBerkas.SALINAN_PUBLIK)

    assert ani.get(paper.path.replace(f"/{paper.berkas_id}/", f"/{copy.berkas_id}/")).status_code == 404


def test_the_page_of_a_naskah_leads_to_it(ani: Browser, paper: Paper) -> None:
    copy = paper.desk.attach(paper.kode, ["Salinan"], jenis=JenisBerkas.SALINAN_PUBLIK)

    page = ani.get(f"/kerja/naskah/{paper.kode}").text

    assert f'href="{paper.path}"' in page
    assert f"/berkas/{copy.berkas_id}/hitamkan" not in page


def test_looking_at_a_page_asks_few_questions_however_many_pages_there_are(
    ani: Browser, desk: Desk, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for pages in (2, 40):
        kode = desk.draft(sample_fields())
        sent = desk.attach(kode, [f"NIK 31710512039{nomor:05d}" for nomor in range(1, pages + 1)])
        save(desk, kode, (sent.berkas_id, 1), BOX)
        with count_queries() as seen:
            ani.get(f"/kerja/naskah/{kode}/berkas/{sent.berkas_id}/hitamkan")
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 21


def test_a_paper_goes_from_suggestions_to_a_copy_in_which_nothing_of_them_is_left(ani: Browser, office: Office) -> None:
    desk = Desk(office)
    accepted = office.upload(sample_fields(), pdf=pdf_with_numbers())
    line = Worker(office.stores, reader(), kinds=(JobKind.BACA_BERKAS, JobKind.HITAMKAN))
    line.drain()
    path = f"/kerja/naskah/{accepted.kode}/berkas/{accepted.berkas_id}/hitamkan"
    page = ani.get(path).text
    assert all(words in page for words in (NIK, NIP, PHONE, SECRET))
    assert "Masih ada 2 usulan di halaman lain" in page

    ani.post(path, {"version": "0", "hlm": "1", "aksi": "terima-semua"})
    plan = plan_of(desk, accepted.kode)
    # Four on the opening page, two where pens were.
    assert [(page, len(found)) for (_, page), found in sorted(plan.boxes.items())] == [(1, 4), (3, 2)]
    assert ani.post(f"{path}/salin", {"version": str(plan.version), "periksa": "1"}).status_code == 303
    line.drain()

    with office.stores.database.reading() as session:
        assert session.scalars(select(Job.error).where(Job.kind == JobKind.HITAMKAN)).all() == [""]
    (copy,) = copies_of(desk, accepted.kode)
    assert copy.pages == 3
    with office.stores.objects.open(copy.sha256) as stream:
        data = stream.read()
    assert not any(words.encode() in data for words in (NIK, NIP, PHONE, SECRET, accepted.sha256))
    done = ani.get(path).text
    assert copy.sha256 in done
    assert accepted.sha256 in done
