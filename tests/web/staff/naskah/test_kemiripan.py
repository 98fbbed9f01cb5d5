"""Naskah that may be the same: the warning says why, tells strangers nothing, and a person has the last word."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from tests.factories.agreements import agreement, noisy
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.twins import bare, scan
from tests.web.staff.conftest import Browser

HEAD = "Mungkin naskah yang sama"
HIDDEN = "naskah yang tidak terbuka bagi Anda"


@pytest.fixture
def desk(office: Office) -> Desk:
    """Files whose text is given instead of read."""
    return Desk(office)


@pytest.mark.parametrize("page", ["", "/ubah"])
def test_the_warning_names_the_twin_and_every_reason_on_both_pages(ani: Browser, desk: Desk, page: str) -> None:
    first = scan(desk, sample_fields(judul="Naskah Pertama"), agreement(0))
    second = scan(desk, sample_fields(judul="Naskah Kedua"), noisy(agreement(0), 0.05))

    answer = ani.get(f"/kerja/naskah/{second}{page}").text

    warning = answer.split(HEAD, 1)[1].split("</section>", 1)[0]
    assert f'href="/kerja/naskah/{first}"' in warning
    assert "Naskah Pertama" in warning
    for reason in ("Nomor sama", "Para pihak dan tanggal sama", "% sama"):
        assert reason in warning
    assert "Bukan naskah yang sama" in warning


def test_the_likeness_of_the_texts_is_told_in_whole_percent_never_rounded_up(ani: Browser, desk: Desk) -> None:
    scan(desk, bare("Satu"), agreement(0))
    second = scan(desk, bare("Dua"), noisy(agreement(0), 0.02))

    warning = ani.get(f"/kerja/naskah/{second}").text.split(HEAD, 1)[1].split("</section>", 1)[0]

    assert any(f"Teks {share}% sama" in warning for share in range(94, 99))
    assert "Nomor sama" not in warning


def test_of_another_units_draft_no_word_is_told_but_that_the_text_is_nearly_the_same(
    ani: Browser, biro: Browser, desk: Desk
) -> None:
    foreign = scan(desk, bare("Rahasia Rencana Lapas", "LAPAS-B"), agreement(0), nama="rahasia-lapas.pdf")
    own = scan(desk, bare("Naskah Kita"), noisy(agreement(0), 0.03))
    by_facts = scan(desk, sample_fields(judul="Hanya Fakta", unit="LAPAS-B"))
    other = scan(desk, sample_fields(judul="Fakta Kita"))

    for page in ("", "/ubah"):
        answer = ani.get(f"/kerja/naskah/{own}{page}").text
        assert HIDDEN in answer
        for word in (foreign, "Rahasia", "rahasia-lapas", "Lembaga Pemasyarakatan", "% sama"):
            assert word not in answer
        # Numbers and days could be guessed one after the other: they tell nothing at all.
        answer = ani.get(f"/kerja/naskah/{other}{page}").text
        assert HIDDEN not in answer
        assert HEAD not in answer
        assert by_facts not in answer
    assert "Rahasia Rencana Lapas" in biro.get(f"/kerja/naskah/{own}").text
    assert ani.post(f"/kerja/naskah/{own}/kembar/{foreign}/bukan").status_code == 404
    assert ani.get(f"/kerja/naskah/{own}/kembar/{foreign}/gabung").status_code == 404
    unknown = ani.get(f"/kerja/naskah/{own}/kembar/2026-10000/gabung")
    assert unknown.data == ani.get(f"/kerja/naskah/{own}/kembar/{foreign}/gabung").data


def test_a_published_twin_of_another_unit_is_linked_to_its_public_page_and_named_before_handing_in(
    ani: Browser, desk: Desk
) -> None:
    foreign = scan(desk, sample_fields(judul="Sudah Terbit di Lapas", unit="LAPAS-B"), agreement(0))
    desk.office.submit(foreign)
    desk.advance(foreign)
    own = scan(desk, sample_fields(judul="Naskah Kita"))

    for page in ("", "/ubah"):
        answer = ani.get(f"/kerja/naskah/{own}{page}").text
        assert f'href="/n/{foreign}"' in answer
        assert "Mungkin sudah terbit sebagai" in answer
        assert f"/kembar/{foreign}/gabung" not in answer
    # A warning, never a block.
    version = desk.version(own)
    sent = ani.post(f"/kerja/naskah/{own}/kirim", {"version": str(version), "is_checked": "1"})
    assert sent.status_code == 303


def test_not_the_same_is_said_taken_back_and_written_down(ani: Browser, desk: Desk) -> None:
    first = scan(desk, sample_fields(judul="Naskah Pertama"))
    second = scan(desk, sample_fields(judul="Naskah Kedua"))
    page = f"/kerja/naskah/{second}"

    answer = ani.post(f"{page}/kembar/{first}/bukan")
    assert answer.location == f"{page}?pesan=bukan-kembaran"
    shown = ani.get(page).text
    assert HEAD not in shown
    assert "1 sudah dinyatakan bukan naskah yang sama" in shown
    assert HEAD not in ani.get(f"/kerja/naskah/{first}").text
    # Pressed twice, or by two people, it counts once.
    assert ani.post(f"{page}/kembar/{first}/bukan").status_code == 303
    assert ani.post(f"{page}/kembar/{first}/mungkin").status_code == 303
    assert HEAD in ani.get(page).text
    assert ani.post(f"{page}/kembar/{first}/mungkin").status_code == 404

    with desk.stores.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.object_key == second).order_by(AuditEntry.seq)
        assert session.scalars(query).all()[1:] == ["naskah.bukan_kembaran", "naskah.mungkin_kembaran"]


def test_without_the_token_of_a_form_nothing_is_said(ani: Browser, desk: Desk) -> None:
    first, second = scan(desk, sample_fields()), scan(desk, sample_fields())
    ani.get(f"/kerja/naskah/{second}")
    ani.token = "salah"

    assert ani.post(f"/kerja/naskah/{second}/kembar/{first}/bukan").status_code == 400
    assert HEAD in ani.get(f"/kerja/naskah/{second}").text


def test_in_the_form_the_button_keeps_what_was_typed(ani: Browser, desk: Desk) -> None:
    first = scan(desk, sample_fields(judul="Naskah Pertama"))
    second = scan(desk, sample_fields(judul="Naskah Kedua"))
    form = {"judul": "Baru diketik", "unit": "KANIM-A", "version": str(desk.version(second))}

    answer = ani.post(f"/kerja/naskah/{second}/ubah", {**form, "aksi": f"bukan_kembaran:{first}"})

    assert answer.status_code == 200
    assert "Baru diketik" in answer.text
    assert "Batalkan pernyataan" in answer.text
    assert desk.naskah(second).judul == "Naskah Kedua"
    again = ani.post(f"/kerja/naskah/{second}/ubah", {**form, "aksi": f"mungkin_kembaran:{first}"})
    assert HEAD in again.text
    assert ani.post(f"/kerja/naskah/{second}/ubah", {**form, "aksi": "bukan_kembaran:x"}).status_code == 404


def test_who_only_reads_is_warned_and_has_no_button(person: Callable[..., Browser], desk: Desk) -> None:
    first, second = scan(desk, sample_fields()), scan(desk, sample_fields())
    chief = person("kepala@contoh.go.id", Peran.PIMPINAN)

    page = chief.get(f"/kerja/naskah/{second}").text

    assert HEAD in page
    assert f"/kembar/{first}/" not in page


def test_a_draft_is_joined_with_its_twin(ani: Browser, desk: Desk) -> None:
    target = scan(desk, sample_fields(judul="Naskah Tujuan"), agreement(0), nama="buram.pdf")
    draft = scan(desk, sample_fields(judul="Pindaian Lain"), noisy(agreement(0), 0.02), nama="jelas.pdf")
    address = f"/kerja/naskah/{draft}/kembar/{target}/gabung"
    assert f'href="{address}"' in ani.get(f"/kerja/naskah/{draft}").text
    page = ani.get(address).text
    assert "Naskah Tujuan" in page
    assert "buram.pdf" in page
    with desk.stores.database.reading() as session:
        ids = {nama: key for nama, key in session.execute(select(Berkas.nama, Berkas.id))}

    assert ani.post(address).status_code == 422
    assert ani.post(address, {f"jadi-{ids['jelas.pdf']}": "entah"}).status_code == 422
    assert ani.post(address, {f"jadi-{ids['jelas.pdf']}": "ganti:999"}).status_code == 409
    answer = ani.post(address, {f"jadi-{ids['jelas.pdf']}": f"ganti:{ids['buram.pdf']}"})

    assert answer.location == f"/kerja/naskah/{target}?pesan=digabung"
    assert "1 berkas yang sudah diganti" in ani.get(f"/kerja/naskah/{target}").text
    closed = ani.get(f"/kerja/naskah/{draft}").text
    assert f"Berkasnya digabungkan ke naskah {target}." in closed
    assert "ditarik dari publik" not in closed
    assert "Lengkapi alasan penarikan" not in closed
    assert ani.get(address).status_code == 409


def test_asking_for_twins_is_one_question_however_many_there_are(
    ani: Browser, desk: Desk, count_queries: Callable[[], Any]
) -> None:
    kode = scan(desk, sample_fields(), agreement(0))
    ani.get(f"/kerja/naskah/{kode}")
    counts = []
    for number in range(3):
        with count_queries() as statements:
            ani.get(f"/kerja/naskah/{kode}")
        counts.append(len(statements))
        scan(desk, sample_fields(judul=f"Kembaran {number}"), noisy(agreement(0), 0.03, number))

    assert len(set(counts)) == 1


def test_files_are_put_in_order_given_a_role_and_moved_by_plain_forms(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=text_pdf(["dua"]), nama="bagian-2.pdf").kode
    first = office.upload(kode=kode, pdf=text_pdf(["satu"]), nama="bagian-1.pdf").berkas_id
    annex = office.upload(kode=kode, pdf=text_pdf(["lampiran"]), nama="lampiran.pdf").berkas_id
    office.drain()
    target = office.upload(sample_fields(judul="Tujuan")).kode
    page, order = f"/kerja/naskah/{kode}", f"{first - 1} {first} {annex}"
    shown = ani.get(page).text
    assert "bagian 1 dari 3" in shown

    assert ani.post(f"{page}/berkas/{first}/geser", {"arah": "naik", "urutan": order}).status_code == 303
    # Somebody who still sees the old order is told so, and nothing moves.
    late = ani.post(f"{page}/berkas/{first}/geser", {"arah": "turun", "urutan": order})
    assert (late.status_code, "Urutan berkas baru saja berubah" in late.text) == (409, True)
    role = {"jenis": "lampiran", "dari": "naskah", "bahasa": "id"}
    assert ani.post(f"{page}/berkas/{annex}/peran", role).status_code == 303
    assert ani.post(f"{page}/berkas/{annex}/peran", role).status_code == 409
    shown = ani.get(page).text
    names = [shown.index(f">{name}</a>") for name in ("bagian-1.pdf", "bagian-2.pdf", "lampiran.pdf")]
    assert names == sorted(names)
    assert "Naskah bertanda tangan · bagian 1 dari 2 · hlm. 1" in shown
    assert "Lampiran · hlm. 3" in shown

    bad = ani.post(f"{page}/berkas/{annex}/pindah", {"tujuan": "2026", "jenis": "lampiran"})
    assert (bad.status_code, "Tulis kode naskah tujuan" in bad.text) == (422, True)
    for form in ({"jenis": "x", "dari": "lampiran"}, {"jenis": "lampiran", "dari": "lampiran", "bahasa": "??"}):
        assert ani.post(f"{page}/berkas/{annex}/peran", form).status_code == 422
    moved = ani.post(f"{page}/berkas/{annex}/pindah", {"tujuan": target, "jenis": "lampiran"})
    assert moved.status_code == 303
    assert "lampiran.pdf" in ani.get(f"/kerja/naskah/{target}").text
    assert ">lampiran.pdf</a>" not in ani.get(page).text
    assert JenisBerkas.LAMPIRAN in {b.jenis for b in _files(office, target)}


def _files(office: Office, kode: str) -> list[Berkas]:
    with office.stores.database.reading() as session:
        return list(session.scalars(select(Berkas).where(Berkas.naskah.has(kode=kode))))
