"""Acts on several naskah at once: each judged alone, each named, nothing half done; one letter to a reader."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal import clock
from portal.config import Config
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.services.pemberitahuan import outbox
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.reminders import Reminders, address
from tests.web.staff.conftest import Browser

SEVERAL = "/kerja/naskah/beberapa"
REMIND = "/biro/naskah/ingatkan"


@pytest.fixture
def config(config: Config) -> Config:
    """Settings with the day the regulation took effect."""
    return replace(config, effective_on=date(2025, 5, 22))


@pytest.fixture
def reminders(office: Office) -> Reminders:
    """The office with people at every level."""
    made = Reminders(office.stores)
    made.staff()
    return made


def ticked(page: str, *codes: str) -> list[str]:
    """What the boxes of these naskah send, as the list has them."""
    start = 'name="pilih" value="'
    values = [part.partition('"')[0] for part in page.split(start)[1:]]
    return [value for value in values if value.partition(":")[0] in codes]


def test_complete_drafts_are_handed_in_and_each_of_the_others_says_why_not(ani: Browser, office: Office) -> None:
    good, second = (office.upload(sample_fields(judul=f"Lengkap {number}")).kode for number in (1, 2))
    empty = office.upload(sample_fields(judul="", pihak=())).kode
    sent = office.upload(sample_fields(judul="Sudah")).kode
    office.submit(sent)
    foreign = office.upload(sample_fields(judul="Milik Lapas", unit="LAPAS-B")).kode
    chosen = ticked(ani.get("/kerja/naskah").text, good, second, empty, sent)
    assert len(chosen) == 4

    answer = ani.post(SEVERAL, {"tindakan": "kirim", "pilih": [*chosen, f"{foreign}:1"], "status": "draf"})

    assert answer.status_code == 200
    assert "2 dari 5 naskah beres" in answer.text
    assert "Isi judul" in answer.text
    assert "Tidak dikirim" in answer.text
    assert "Milik Lapas" not in answer.text
    assert 'href="/kerja/naskah?status=draf"' in answer.text
    states = {kode: Desk(office).naskah(kode).status for kode in (good, second, empty, foreign)}
    assert states == {
        good: Status.DIAJUKAN, second: Status.DIAJUKAN, empty: Status.DRAF, foreign: Status.DRAF,
    }  # fmt: skip


def test_a_draft_that_changed_since_the_list_was_shown_is_left_alone(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode

    answer = ani.post(SEVERAL, {"tindakan": "kirim", "pilih": f"{kode}:99"})

    assert "0 dari 1" in answer.text
    assert Desk(office).naskah(kode).status is Status.DRAF


def test_nothing_ticked_and_nonsense_are_told(ani: Browser, office: Office) -> None:
    nothing = ani.post(SEVERAL, {"tindakan": "kirim", "tahun": "2026"})

    assert nothing.location == "/kerja/naskah?pesan=belum-dipilih&tahun=2026"
    assert "Belum ada naskah yang dipilih" in ani.get(nothing.location).text
    for form in (
        {"tindakan": "kirim", "pilih": "x"},
        {"tindakan": "hapus", "pilih": "2026-10000"},
        {"tindakan": "kirim", "pilih": [f"2026-{10000 + number}" for number in range(51)]},
    ):
        assert ani.post(SEVERAL, form).status_code == 400


def test_receipts_of_several_come_as_one_file_or_each_is_named(ani: Browser, office: Office) -> None:
    codes = [office.upload(sample_fields(judul=f"Terkirim {number}")).kode for number in (1, 2)]
    for kode in codes:
        office.submit(kode)
    draft = office.upload(sample_fields(judul="Masih Draf")).kode

    pdf = ani.post(SEVERAL, {"tindakan": "tanda_terima", "pilih": codes})
    some = ani.post(SEVERAL, {"tindakan": "tanda_terima", "pilih": [*codes, draft]})

    assert (pdf.mimetype, pdf.data[:5], pdf.headers["Cache-Control"]) == (
        "application/pdf", b"%PDF-", "no-store",
    )  # fmt: skip
    assert pdf.data.count(b"/Type /Page\n") == 2
    assert "2 dari 3 naskah beres" in some.text
    assert "belum pernah dikirim" in some.text
    assert f'href="/kerja/naskah/{codes[0]}/tanda-terima.pdf"' in some.text


def test_several_units_are_reminded_at_once_and_a_reader_of_several_gets_one_letter(
    biro: Browser, ani: Browser, reminders: Reminders, person: Callable[..., Browser]
) -> None:
    late = [reminders.naskah(clock.today() - timedelta(days=60), judul=f"Terlambat {number}") for number in (1, 2)]
    soon = reminders.naskah(clock.today(), judul="Masih Lama", unit="PAS")
    page = biro.get("/biro/kepatuhan").text
    assert set(ticked(page, *late, soon)) == {*late, soon}
    assert 'name="pilih"' not in ani.get("/biro/kepatuhan").text

    form = {"dari": "papan", "pesan": "Bawa ke loket.", "pilih": [*late, soon, "2026-10000"]}
    answer = biro.post(REMIND, form)
    again = biro.post(REMIND, form)

    assert "3 dari 4 naskah beres" in answer.text
    assert "0 dari 4 naskah beres" in again.text
    assert "Sudah diingatkan hari ini" in again.text
    outbox.deliver_due(reminders.stores.database, reminders.stores.mail, owner="uji", clock=clock.utc_now)
    to_imi = [letter for letter in reminders.letters() if letter["To"] == address("imi")]
    (letter,) = to_imi
    assert all(f"Terlambat {number}" in letter.as_string() for number in (1, 2))
    assert [letter["To"] for letter in reminders.letters()].count(address("pas")) == 1
    kinds = [row.jenis for row in reminders.rows() if row.recipient == address("imi")]
    assert kinds == [ReminderKind.TEGUR] * 2


def test_two_acts_of_one_day_are_two_letters(biro: Browser, reminders: Reminders) -> None:
    codes = [reminders.naskah(clock.today() - timedelta(days=60), judul=f"Naskah {number}") for number in (1, 2)]
    for kode in codes:
        biro.post(REMIND, {"pilih": kode})

    outbox.deliver_due(reminders.stores.database, reminders.stores.mail, owner="uji", clock=clock.utc_now)

    assert [letter["To"] for letter in reminders.letters()].count(address("imi")) == 2


def test_nobody_but_the_biro_reminds(ani: Browser, person: Callable[..., Browser], reminders: Reminders) -> None:
    chief = person("kepala@contoh.go.id", Peran.PIMPINAN, "IMI")
    for browser in (ani, chief):
        assert browser.post(REMIND, {"pilih": "2026-10000"}).status_code == 403
