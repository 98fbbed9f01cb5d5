"""Receipt of originals (Pasal 39 ayat (4), (5)): how an arrival is judged, what closes a clock, what must be told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.naskah_asli.penerimaan import (
    DITERIMA,
    NEXT,
    LateCause,
    NaskahAsliState,
    PenerimaanContext,
    PenerimaanFields,
    Penyampaian,
    Rangkap,
    check_next,
    check_penerimaan,
    closes,
    judge,
    rangkap_from,
    rangkap_words,
)
from portal.errors import BadInputError, TransitionNotAllowedError
from portal.legal.load import load_kalender

KALENDER = load_kalender()
K, P = NaskahAsliState, Penyampaian
TODAY = date(2026, 11, 23)
SIGNED, DUE = date(2026, 11, 3), date(2026, 11, 23)
IN_TIME = PenerimaanFields(arrived_on=TODAY)
CONTEXT = PenerimaanContext(TODAY, SIGNED, DUE)


@pytest.mark.parametrize(
    ("arrived", "due", "late"),
    [
        pytest.param("2026-11-20", "2026-11-23", 0, id="Pasal 39 ayat (4): sehari sebelum batas tepat waktu"),
        pytest.param("2026-11-23", "2026-11-23", 0, id="Pasal 39 ayat (4): hari ke-14 belum terlambat"),
        pytest.param("2026-11-24", "2026-11-23", 1, id="Pasal 39 ayat (4): hari kerja berikutnya terlambat 1"),
        pytest.param("2026-11-21", "2026-11-20", 1, id="Pasal 39 ayat (4): Sabtu setelah batas Jumat terlambat 1"),
        pytest.param("2026-11-23", "2026-11-20", 1, id="Pasal 39 ayat (4): akhir pekan tidak menambah hari"),
        pytest.param("2026-12-28", "2026-12-23", 1, id="Pasal 39 ayat (4): cuti bersama dan Natal tidak dihitung"),
        pytest.param("2027-01-04", "2026-12-30", 2, id="Pasal 39 ayat (4): melewati tahun baru"),
    ],
)
def test_an_arrival_is_judged_in_working_days(arrived: str, due: str, late: int) -> None:
    found = judge(date.fromisoformat(arrived), date.fromisoformat(due), KALENDER)

    assert (found.late_days, found.is_on_time) == (late, late == 0)


@given(st.dates(date(2025, 6, 1), date(2027, 12, 31)), st.integers(0, 400), st.integers(0, 60))
def test_a_later_arrival_is_never_judged_better(due: date, step: int, more: int) -> None:
    first = judge(date.fromordinal(due.toordinal() - 30 + step), due, KALENDER)
    second = judge(date.fromordinal(due.toordinal() - 30 + step + more), due, KALENDER)

    assert second.late_days >= first.late_days


CLOSING = {
    P.ASLI: {K.DITERIMA_LENGKAP, K.DITERIMA_DENGAN_CATATAN, K.DITAHAN_KEMLU, K.DITAHAN_PERWAKILAN, K.HILANG},
    P.NASKAH_DPR: {K.DITERIMA_LENGKAP, K.DITERIMA_DENGAN_CATATAN},
}


@pytest.mark.parametrize("hasil", NaskahAsliState)
@pytest.mark.parametrize("jenis", Penyampaian, ids=["Pasal 39 ayat (4)", "Pasal 39 ayat (5)"])
def test_only_the_listed_outcomes_close_a_clock(jenis: Penyampaian, hasil: NaskahAsliState) -> None:
    assert closes(jenis, hasil) is (hasil in CLOSING[jenis])


# Where it stands → outcomes that may follow, by their first letters.
STEPS = {
    K.BELUM_DITERIMA: "diterima_lengkap diterima_dengan_catatan dikembalikan ditahan_kemlu ditahan_perwakilan hilang",
    K.DIKEMBALIKAN: "diterima_lengkap diterima_dengan_catatan dikembalikan ditahan_kemlu ditahan_perwakilan hilang",
    K.DITAHAN_KEMLU: "diterima_lengkap diterima_dengan_catatan dikembalikan ditahan_perwakilan hilang",
    K.DITAHAN_PERWAKILAN: "diterima_lengkap diterima_dengan_catatan dikembalikan ditahan_kemlu hilang",
    K.HILANG: "diterima_lengkap diterima_dengan_catatan",
    K.DITERIMA_LENGKAP: "",
    K.DITERIMA_DENGAN_CATATAN: "",
}


@pytest.mark.parametrize("now", NaskahAsliState)
@pytest.mark.parametrize("hasil", NaskahAsliState)
def test_only_the_listed_outcomes_may_follow(now: NaskahAsliState, hasil: NaskahAsliState) -> None:
    fields = replace(IN_TIME, hasil=hasil)
    if hasil.value in STEPS[now].split():
        check_next(now, fields)
    else:
        with pytest.raises((TransitionNotAllowedError, BadInputError)):
            check_next(now, fields)
    assert set(NEXT) == set(NaskahAsliState)


def test_what_was_received_is_not_received_twice() -> None:
    for now in DITERIMA:
        with pytest.raises(TransitionNotAllowedError, match="sudah tercatat diterima"):
            check_next(now, IN_TIME)


@pytest.mark.parametrize("hasil", [K.DITAHAN_KEMLU, K.DITAHAN_PERWAKILAN, K.HILANG])
def test_the_text_for_the_dpr_is_received_or_goes_back(hasil: NaskahAsliState) -> None:
    with pytest.raises(BadInputError, match="Naskah untuk DPR"):
        check_next(K.BELUM_DITERIMA, replace(IN_TIME, jenis=P.NASKAH_DPR, hasil=hasil))


def test_the_defaults_of_the_form_are_a_complete_receipt_of_today() -> None:
    assert check_penerimaan(IN_TIME, CONTEXT) == ()
    assert check_penerimaan(IN_TIME, PenerimaanContext(TODAY)) == ()


LATE = PenerimaanContext(TODAY, SIGNED, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("changes", "context", "field"),
    [
        pytest.param({"arrived_on": date(2026, 11, 24)}, CONTEXT, "arrived_on", id="besok"),
        pytest.param(
            {"arrived_on": date(2026, 11, 2), "alasan_mundur": "x"}, CONTEXT, "arrived_on", id="sebelum tanda tangan"
        ),
        pytest.param({"arrived_on": date(2026, 11, 20)}, CONTEXT, "alasan_mundur", id="mundur tanpa alasan"),
        pytest.param(
            {"arrived_on": date(2026, 11, 20), "alasan_mundur": " "}, CONTEXT, "alasan_mundur", id="alasan kosong"
        ),
        pytest.param({}, LATE, "sebab_terlambat", id="Pasal 39 ayat (4): terlambat tanpa sebab"),
        pytest.param(
            {"jenis": P.NASKAH_DPR}, LATE, "sebab_terlambat", id="Pasal 39 ayat (5): terlambat tanpa sebab"
        ),
        pytest.param(
            {"hasil": K.DITAHAN_KEMLU, "bukti": "S-1"}, LATE, "sebab_terlambat", id="bukti ditahan yang terlambat"
        ),
        pytest.param(
            {"sebab_terlambat": LateCause.LAINNYA}, LATE, "keterangan_terlambat", id="sebab lain tanpa penjelasan"
        ),
        pytest.param({"hasil": K.DITERIMA_DENGAN_CATATAN}, CONTEXT, "catatan", id="catatan kosong"),
        pytest.param({"hasil": K.DIKEMBALIKAN}, CONTEXT, "catatan", id="dikembalikan tanpa alasan"),
        pytest.param({"hasil": K.DITAHAN_KEMLU}, CONTEXT, "bukti", id="ditahan Kemlu tanpa bukti"),
        pytest.param({"hasil": K.DITAHAN_PERWAKILAN}, CONTEXT, "bukti", id="ditahan perwakilan tanpa bukti"),
        pytest.param({"hasil": K.HILANG}, CONTEXT, "bukti", id="hilang tanpa berita acara"),
        pytest.param({"rangkap": (Rangkap("id", 0),)}, CONTEXT, "rangkap", id="nol rangkap"),
        pytest.param({"rangkap": (Rangkap("id", 100),)}, CONTEXT, "rangkap", id="seratus rangkap"),
        pytest.param({"rangkap": (Rangkap("i", 1),)}, CONTEXT, "rangkap", id="kode bahasa salah"),
        pytest.param({"rangkap": (Rangkap("id", 1), Rangkap("id", 2))}, CONTEXT, "rangkap", id="bahasa dua kali"),
        pytest.param(
            {"rangkap": tuple(Rangkap(code, 1) for code in ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"])},
            CONTEXT, "rangkap", id="sembilan bahasa",
        ),
        pytest.param({"kondisi": "x" * 1001}, CONTEXT, "kondisi", id="terlalu panjang"),
    ],
)  # fmt: skip
def test_what_is_impossible_or_missing_is_named(
    changes: dict[str, object], context: PenerimaanContext, field: str
) -> None:
    found = check_penerimaan(replace(IN_TIME, **changes), context)  # type: ignore[arg-type]

    assert [problem.field for problem in found] == [field]


def test_a_return_needs_no_cause_since_the_clock_goes_on() -> None:
    back = replace(IN_TIME, hasil=K.DIKEMBALIKAN, catatan="Belum bermeterai.")

    assert check_penerimaan(back, LATE) == ()


def test_a_cause_makes_a_late_receipt_complete_and_changes_no_day() -> None:
    for sebab in (LateCause.KANTONG_DIPLOMATIK, LateCause.TANDA_TANGAN_DI_LUAR_NEGERI):
        assert check_penerimaan(replace(IN_TIME, sebab_terlambat=sebab), LATE) == ()
    assert judge(TODAY, date(2026, 11, 20), KALENDER).late_days == 1


def test_copies_come_back_as_they_were_stored() -> None:
    rangkap = (Rangkap("id", 2), Rangkap("en", 1))

    assert rangkap_words(rangkap) == ("id:2", "en:1")
    assert rangkap_from(rangkap_words(rangkap)) == rangkap
