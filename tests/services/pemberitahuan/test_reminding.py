"""Reminders from facts: who is written to, when, once; what a pause leaves out; what takes a letter back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.enumerations import JenisHubungan, Presisi, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import NaskahAsli
from portal.models.pemberitahuan import LetterState
from portal.models.user import User
from portal.wiring import Stores
from tests.factories.administration import add_user
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.reminders import DUE, Reminders, address, morning, text_of


@pytest.fixture
def reminders(stores: Stores) -> Reminders:
    """The office with people at every level."""
    made = Reminders(stores)
    made.staff()
    return made


def day(offset: int) -> date:
    return DUE + timedelta(days=offset)


def outcome(stores: Stores, kode: str, keadaan: NaskahAsliState) -> None:
    """The original of a naskah stands so."""
    with stores.database.transaction() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()
        found = session.scalar(select(NaskahAsli).where(NaskahAsli.naskah_id == naskah_id))
        if found is None:
            found = NaskahAsli(
                naskah_id=naskah_id, opened_at=morning(DUE), keterangan_kirim="", arsip_tempat="", arsip_nomor="",
                arsip_klasifikasi="", keadaan=keadaan,
            )  # fmt: skip
            session.add(found)
        found.keadaan = keadaan


def change(stores: Stores, kode: str, **values: object) -> None:
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == kode).values(**values))


def test_pasal_39_ayat_4_every_morning_of_two_months_writes_to_whom_it_should_and_never_twice(
    reminders: Reminders,
) -> None:
    reminders.naskah()
    written = {}
    for offset in range(-20, 31):
        if readers := reminders.run(day(offset)):
            written[offset] = readers
        assert reminders.run(day(offset)) == [], "a second run of the same day"

    unit, higher = ["imi"], ["imi", "dirjen"]
    assert written == {
        -7: unit, -3: unit, -1: unit, 0: unit, 1: unit, 8: higher,
        15: [*higher, "biro", "sesjen"], 22: [*higher, "biro", "sesjen"], 29: [*higher, "biro", "sesjen"],
    }  # fmt: skip
    assert {row.state for row in reminders.rows()} == {LetterState.TERKIRIM}
    assert len(reminders.letters()) == len(reminders.rows()) == 5 + 2 + 12


def test_a_letter_says_what_is_due_by_when_and_what_to_do_in_text_and_in_html(reminders: Reminders) -> None:
    kode = reminders.naskah(judul="Pertukaran <Data> & Perlintasan")
    reminders.run(day(-7))

    (letter,) = reminders.letters()

    assert letter["To"] == address("imi")
    assert letter["Subject"] == (
        "Naskah asli ditunggu paling lambat Kamis, 3 Desember 2026: “Pertukaran <Data> & Perlintasan”"
    )
    text = text_of(letter)
    assert text.startswith("Yth. Contoh Imi, Naskah asli “Pertukaran <Data> & Perlintasan” harus diterima Biro Hukum")
    assert "paling lambat Kamis, 3 Desember 2026 (sisa 5 hari kerja)." in text
    assert "Mengunggah PDF belum menghentikan hitungan." in text
    assert "Batas: Kamis, 3 Desember 2026 (14 hari kerja, Pasal 39 ayat (4))" in text
    assert f"https://naskah.contoh.example/kerja/naskah/{kode}" in text
    assert "Pertukaran &lt;Data&gt; &amp; Perlintasan" in text_of(letter, "html")


def test_a_letter_names_only_those_it_is_really_written_to(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.run(day(15))
    said = {str(letter["To"]): text_of(letter) for letter in reminders.letters()}
    assert (
        "juga ditujukan kepada pimpinan unit, Biro Hukum dan Kerja Sama, dan Sekretaris Jenderal."
        in (said[address("imi")])
    )
    assert "unit di atasnya" not in said[address("imi")], "nobody of the unit above was written to"
    assert "kepada pengelola unit, pimpinan unit, dan Sekretaris Jenderal." in said[address("biro")]

    with reminders.stores.database.transaction() as session:
        session.execute(update(User).where(User.email != address("imi")).values(is_active=False))
    reminders.run(day(22))
    assert "juga ditujukan" not in text_of(reminders.letters()[-1])


def test_after_days_down_one_letter_goes_out_and_the_missed_ones_are_marked(reminders: Reminders) -> None:
    for title in ("Satu", "Dua"):
        reminders.naskah(judul=title)

    assert reminders.run(day(2)) == ["imi", "imi"]

    rows = reminders.rows()
    skipped = [row.jenis for row in rows if row.state is LetterState.DILEWATI]
    assert sorted(skipped) == sorted(
        2 * [ReminderKind.ASLI_H7, ReminderKind.ASLI_H3, ReminderKind.ASLI_H1, ReminderKind.ASLI_HARI_INI]
    )
    (letter,) = reminders.letters()
    assert text_of(letter).count("sudah lewat 1 hari kerja dari batas 3 Desember 2026") == 2


def test_the_original_with_the_biro_ends_it_and_one_given_back_begins_again(reminders: Reminders) -> None:
    kode = reminders.naskah()
    assert reminders.run(day(-7)) == ["imi"]

    for closed in (
        NaskahAsliState.DITERIMA_LENGKAP, NaskahAsliState.DITERIMA_DENGAN_CATATAN, NaskahAsliState.DITAHAN_KEMLU,
        NaskahAsliState.DITAHAN_PERWAKILAN, NaskahAsliState.HILANG,
    ):  # fmt: skip
        outcome(reminders.stores, kode, closed)
        assert reminders.run(day(-3)) == [], closed
    outcome(reminders.stores, kode, NaskahAsliState.DIKEMBALIKAN)
    assert reminders.run(day(-3)) == ["imi"]


def test_a_letter_that_waits_while_its_reason_goes_is_taken_back(reminders: Reminders) -> None:
    kode = reminders.naskah()
    reminders.write(day(-7))
    outcome(reminders.stores, kode, NaskahAsliState.DITERIMA_LENGKAP)

    assert reminders.write(day(-6)).dropped == 1
    assert reminders.post(day(-6)).sent == 0
    assert [row.state for row in reminders.rows()] == [LetterState.DILEWATI]


def test_a_newer_notice_takes_the_place_of_one_that_still_waits(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.write(day(-7))
    reminders.write(day(-3))

    assert reminders.post(day(-3)).sent == 1
    assert [(row.jenis, row.state) for row in reminders.rows()] == [
        (ReminderKind.ASLI_H7, LetterState.DILEWATI),
        (ReminderKind.ASLI_H3, LetterState.TERKIRIM),
    ]


def test_no_clock_no_letter_domestic_withdrawn_too_old_or_of_unknown_day(reminders: Reminders, desk: Desk) -> None:
    desk.draft(sample_fields(expires_on=None))
    change(reminders.stores, reminders.naskah(expires_on=None), status=Status.DITARIK)
    reminders.naskah(date(2025, 5, 21), expires_on=None)
    unknown = reminders.naskah(expires_on=None)
    with reminders.stores.database.transaction() as session:
        of_unknown = select(Naskah.id).where(Naskah.kode == unknown).scalar_subquery()
        values = {"signed_on": date(2026, 11, 1), "signed_presisi": Presisi.BULAN}
        session.execute(update(NaskahMitra).where(NaskahMitra.naskah_id == of_unknown).values(**values))

    assert [reminders.run(day(offset)) for offset in range(-10, 20)] == [[]] * 30


@pytest.mark.parametrize(
    "closed",
    [{"visibilitas": Visibilitas.DIKECUALIKAN}, {"embargo_until": date(2099, 1, 1), "status": Status.DIAJUKAN}],
    ids=["dikecualikan", "embargo"],
)
def test_the_sekretaris_jenderal_and_mail_of_closed_records_name_no_title(
    reminders: Reminders, closed: dict[str, object]
) -> None:
    kode = reminders.naskah(judul="Judul Rahasia Cabang Lain")
    reminders.run(day(15))
    to = {letter["To"]: letter for letter in reminders.letters()}
    assert "Judul Rahasia" in to[address("imi")].as_string()
    for part in ("plain", "html"):
        told = text_of(to[address("sesjen")], part)
        assert f"naskah {kode}" in told
        assert "Judul Rahasia" not in told
        assert "Korea" not in told
        assert f"/kerja/naskah/{kode}" not in told, "a page that would refuse the reader"

    change(reminders.stores, kode, **closed)
    reminders.run(day(22))
    newest = [letter for letter in reminders.letters() if letter["Date"].datetime.date() == day(22)]
    assert len(newest) == 4
    assert not any("Rahasia" in str(letter["Subject"]) + text_of(letter) + text_of(letter, "html") for letter in newest)


def test_an_end_is_told_six_three_and_one_month_before_unless_it_was_extended(reminders: Reminders, desk: Desk) -> None:
    end = date(2026, 8, 31)
    kode = desk.draft(sample_fields(unit="IMI", expires_on=end))
    other = desk.draft(sample_fields(unit="IMI", expires_on=end))
    for one in (kode, other):
        change(reminders.stores, one, status=Status.TERBIT)
    with reminders.stores.database.transaction() as session:
        ids = {row.kode: row.id for row in session.execute(select(Naskah.kode, Naskah.id))}
        session.add(Hubungan(naskah_id=ids[kode], target_id=ids[other], jenis=JenisHubungan.PERPANJANGAN))

    days = {}
    today = date(2026, 2, 1)
    while today <= date(2026, 9, 5):
        if readers := reminders.run(today):
            days[today.isoformat()] = readers
        today += timedelta(days=1)

    assert days == {"2026-02-28": ["imi"], "2026-05-31": ["imi"], "2026-07-31": ["imi", "dirjen"]}
    assert f"/kerja/naskah/{kode}" in text_of(reminders.letters()[0])
    assert "berakhir pada 31 Agustus 2026, 6 bulan lagi" in text_of(reminders.letters()[0])


def test_pasal_6_a_pks_whose_parent_has_ended_is_told_of_it_once_and_goes_on(reminders: Reminders, desk: Desk) -> None:
    parent = desk.draft(sample_fields(unit="IMI", expires_on=date(2026, 4, 30)))
    kode = desk.draft(sample_fields(unit="KANIM-A"))
    for one in (parent, kode):
        change(reminders.stores, one, status=Status.TERBIT)
    with reminders.stores.database.transaction() as session:
        ids = {row.kode: row.id for row in session.execute(select(Naskah.kode, Naskah.id))}
        session.add(Hubungan(naskah_id=ids[kode], target_id=ids[parent], jenis=JenisHubungan.INDUK))

    told = [(on.isoformat(), readers) for on in _days(date(2026, 4, 29), 40) if (readers := reminders.run(on))]

    assert ("2026-05-01", ["kanim"]) in told
    assert [readers for _, readers in told].count(["kanim"]) == 1
    letter = next(it for it in reminders.letters() if it["To"] == address("kanim"))
    assert f"Naskah induk {parent} tidak berlaku lagi sejak 1 Mei 2026" in text_of(letter)
    with reminders.stores.database.reading() as session:
        row = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
    assert (row.status, row.ended_on, row.end_kind) == (Status.TERBIT, None, None)


def test_nobody_to_write_to_is_said_and_made_up_for_when_there_is_somebody(reminders: Reminders) -> None:
    kode = reminders.naskah()
    with reminders.stores.database.transaction() as session:
        session.execute(update(User).values(is_active=False))

    found = reminders.write(day(-7))
    assert (found.unread, found.written, reminders.rows()) == ((kode,), 0, [])

    with reminders.stores.database.transaction() as session:
        session.execute(update(User).where(User.email == address("imi")).values(is_active=True))
    assert reminders.run(day(-6)) == ["imi"]


def test_the_end_of_an_exemption_asks_the_ppid_every_week_until_they_decide_and_opens_nothing(
    reminders: Reminders, stores: Stores
) -> None:
    until = date(2026, 6, 10)
    kode = Desk(Office(stores)).publish(sample_fields(judul="Rahasia Contoh"))
    change(stores, kode, visibilitas=Visibilitas.DIKECUALIKAN, putusan_ppid="PPID-1/2026", tinjau_on=until)

    told = [(on, readers) for on in _days(date(2026, 6, 8), 12) if (readers := reminders.run(on))]
    assert told == [(date(2026, 6, 11), ["biro"]), (date(2026, 6, 18), ["biro"])], "the Biro where there is no PPID"
    add_user(stores, "Ppid", ("BIRO", date(2026, 1, 1), None), peran=Peran.PPID)
    assert reminders.run(date(2026, 6, 25)) == ["ppid"]

    text = text_of(reminders.letters()[-1])
    assert f"naskah {kode} berlaku sampai 10 Juni 2026. Naskah tetap tertutup" in text
    assert "Rahasia Contoh" not in text
    with stores.database.reading() as session:
        row = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
    assert (row.visibilitas, row.status) == (Visibilitas.DIKECUALIKAN, Status.TERBIT)

    change(stores, kode, tinjau_on=date(2027, 6, 10))
    assert reminders.run(date(2026, 7, 2)) == []


def test_every_occasion_is_one_entry_of_the_audit_trail_by_the_system(reminders: Reminders) -> None:
    kode = reminders.naskah()
    reminders.run(day(15))
    reminders.run(day(15))

    with reminders.stores.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "naskah.pengingat")
        (entry,) = session.scalars(query)
    assert (entry.actor_email, entry.object_key) == ("sistem", kode)
    assert '"penerima":4' in entry.after


def _days(start: date, count: int) -> list[date]:
    return [start + timedelta(days=offset) for offset in range(count)]
