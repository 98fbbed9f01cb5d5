"""Sentences of the rooms below the web are said in English on an English page, whatever fills their holes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from portal.domain.langganan import read_mail_address
from portal.domain.naskah.enumerations import Presisi
from portal.domain.naskah.masa_berlaku import Term, TermKind
from portal.domain.publication.authenticity import read_digest
from portal.domain.tanda_tangan import facts as told
from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    NotCheckable,
    Revocation,
    SignatureReport,
    TimeStamp,
    Trust,
)
from portal.domain.tanggal import Tanggal
from portal.errors import BadInputError
from portal.search.params import read_saved
from portal.web import writing
from portal.web.filters import term_sentence
from portal.web.translation import counted, said
from tests.fixtures.english import english_request

WHEN = datetime(2026, 11, 13, 2, 14, tzinfo=UTC)
INDONESIAN = ("tanda tangan", "sertifikat", "tidak", "yang", "menurut", "berkas", "pada", "waktu", "nilai", "harus")
"""Words that no English sentence holds."""


@pytest.fixture(autouse=True)
def english_page() -> Iterator[None]:
    """Every test of this file stands on an English page."""
    with english_request():
        yield


def sentences(report: SignatureReport) -> list[str]:
    facts = told.facts(report, writing.date_time)
    return [
        told.kind_label(report),
        told.time_sentence(report, writing.date_time),
        *(text for fact in facts for text in (fact.label, fact.sentence)),
    ]


def test_everything_said_of_a_signature_is_said_in_english() -> None:
    bare = SignatureReport("TTE1", integrity=Integrity.UTUH, coverage=Coverage.WHOLE, changes=Changes.NONE)
    dated = replace(
        bare, claimed_at=WHEN, stamped_at=WHEN, trust_at=WHEN, not_before=WHEN, not_after=WHEN, revoked_at=WHEN
    )
    reports = [
        *(
            replace(one, trust=trust, time_stamp=stamp)
            for one, trust, stamp in product((bare, dated), Trust, TimeStamp)
        ),
        *(replace(one, revocation=state) for one, state in product((bare, dated), Revocation)),
        *(replace(bare, changes=changes, coverage=cover) for changes, cover in product(Changes, Coverage)),
        *(replace(bare, integrity=integrity) for integrity in Integrity),
        *(replace(bare, integrity=Integrity.TIDAK_DAPAT_DIPERIKSA, not_checkable=why) for why in NotCheckable),
        *(replace(bare, kind=kind, docmdp_level=level) for kind, level in product(Kind, (None, 1, 2, 3))),
    ]

    found = {sentence: said(sentence) for report in reports for sentence in sentences(report)}

    assert len(found) > 50
    assert [text for text in found.values() if any(word in f" {text.lower()} " for word in INDONESIAN)] == []
    assert found["Cap waktu 13 November 2026, 09:14 WIB utuh dan tepercaya."] == (
        "The time stamp 13 November 2026, 09:14 WIB is intact and trusted."
    )
    assert found["Bagian yang ditandatangani utuh. Sesudahnya ditambahkan catatan yang diizinkan."] == (
        "The signed part is intact. Afterwards permitted annotations were added."
    )


@pytest.mark.parametrize(
    ("query", "english"),
    [
        ("tahun=x", "The value of tahun cannot be read. Enter four digits, for example 2026."),
        ("negara=KOR", "The value of negara must be a code of two letters, for example KR."),
        ("lingkup=semua", "The value of lingkup is not known. Choose one of: dalam_negeri, luar_negeri."),
        ("hal=-1", "The value of hal must be a whole number from 1 to 100000."),
        ("berakhir=999", "The value of berakhir must be a number of months, 1 to 120."),
        ("q=a&q=b", "The parameter q may be given only once."),
        ("dari=2020&sampai=2010", "The first year must be the same as the last year or before it."),
        ("q=" + "a" * 5_000, "This search is too long to be saved. Use fewer filters."),
        ("unit=%00", "The value of unit cannot be read. Choose a unit from the list of units."),
    ],
    ids=["year", "country", "scope", "page", "months", "twice", "order", "long", "unit"],
)
def test_a_refused_search_is_told_in_english(query: str, english: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_saved(query)

    assert said(refused.value.message) == english


def test_what_was_filled_in_wrongly_is_told_in_english() -> None:
    for read, text in ((read_mail_address, ""), (read_mail_address, "siapa"), (read_digest, "zz")):
        with pytest.raises(BadInputError) as refused:
            read(text)
        assert said(refused.value.message) != refused.value.message


def test_a_sentence_that_nobody_translated_gives_way_to_a_general_one() -> None:
    assert said("Sesuatu yang baru.", "Something.") == "Something."
    assert said("Sesuatu yang baru.") == "Sesuatu yang baru."
    assert said("Nilai hal harus bilangan bulat 1 sampai 9. Sesuatu yang baru.", "General.") == "General."


def test_the_period_of_validity_reads_well_in_english() -> None:
    def sentence(kind: TermKind, since: Tanggal, until: date | None = None) -> str:
        return term_sentence(Term(kind, since, until))

    last = date(2024, 3, 12)
    day, year = Tanggal(last, Presisi.HARI), Tanggal(date(2017, 1, 1), Presisi.TAHUN)

    assert sentence(TermKind.BERLAKU_TERUS, year) == "In force since 2017, without end date."
    assert sentence(TermKind.BELUM_SAMPAI, day, last) == (
        "Enters into force on 12 March 2024, up to and including 12 March 2024."
    )
    assert sentence(TermKind.BERAKHIR, year, last) == (
        "Entered into force in 2017 and expired on 12 March 2024, at the end of its term."
    )
    assert not any("{" in sentence(kind, year, last) for kind in TermKind)


def test_dates_numbers_and_lists_are_british() -> None:
    day = date(2026, 9, 3)

    assert writing.long_date(day) == "3 September 2026"
    assert writing.short_date(day) == "3 Sep 2026"
    assert writing.weekday_date(day) == "Thursday, 3 September 2026"
    assert writing.long_date(Tanggal(day, Presisi.BULAN)) == "September 2026"
    assert writing.weekday_date(Tanggal(day, Presisi.BULAN)) == "September 2026"
    assert writing.long_date(None) == writing.on_date(None) == "date unknown"
    assert writing.month_year(day) == "September 2026"
    assert writing.date_time(WHEN) == "13 November 2026, 09:14 WIB"
    assert writing.number(1_284) == "1,284"
    assert [writing.file_size(size) for size in (912, 48_000, 412_000, 20_000_000)] == [
        "912 bytes", "48 KB", "0.4 MB", "20 MB",
    ]  # fmt: skip
    assert [writing.time_left(days) for days in (0, 1, 12, 120)] == ["today", "tomorrow", "in 12 days", "in 4 months"]
    assert [writing.hari_kerja(days) for days in (1, 14)] == ["1 working day", "14 working days"]
    assert writing.word_list(["A", "B", "C"]) == "A, B and C"
    assert writing.nama_negara("KR") == "Republic of Korea"
    assert writing.nama_negara("ZZ") == "ZZ"
    assert [writing.label_bahasa(code) for code in ("id", "en", "xx")] == ["Indonesian", "English", "xx"]


def test_one_is_told_from_many() -> None:
    assert [counted("%(n)s naskah", n) for n in (0, 1, 1_284)] == ["0 agreements", "1 agreement", "1,284 agreements"]
