"""Every column that goes along takes what the portal writes there, and nothing else."""

import json
import zlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Float, Integer

from portal.cli.bag.rows import carried_tables, kept_columns
from portal.cli.bag.values import check_row, forms_of, from_plain, to_plain
from portal.domain.foreign_data import refusing
from portal.domain.naskah.enumerations import Presisi
from portal.errors import BadInputError
from portal.models.base import WordsText

COLUMNS = [(table.name, column) for table in carried_tables() for column in kept_columns(table)]
HOSTILE: tuple[Any, ...] = (
    True, False, -1, 0, 1, 2**31, 2**80, 1.0, -1.5, float("nan"), float("inf"), "", "x", "\0", "\ud800", "{}", "[]",
    "[" * 9_999, "ab" * 32, "2026-13-01", "2026-01-01", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "eJwD",
    [], [1], ["\0"], ["a\nb"], {}, {"sha256": 1},
)  # fmt: skip
KINDS = ((Boolean, bool), (Integer, int), (Float, float), (WordsText, list))
"""How a type of column stands in JSON, where it is no text."""


def column_of(name: str) -> Column[Any]:
    table, _, column = name.partition(".")
    return next(one for where, one in COLUMNS if where == table and one.name == column)


def taken(column: Column[Any], value: Any) -> bool:
    """Whether a column takes a value; no other error may come of it than that of damage."""
    try:
        with refusing("rusak"):
            found = from_plain(column, value)
    except BadInputError:
        return False
    assert to_plain(found) == value
    return True


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column.name}" for table, column in COLUMNS])
def test_a_column_takes_values_of_its_own_type_alone(table: str, column: Column[Any]) -> None:
    kept = [value for value in HOSTILE if taken(column, value)]

    assert taken(column, None) is bool(column.nullable)
    kind = next((kind for of, kind in KINDS if isinstance(column.type, of)), str)
    assert {type(value) for value in kept} <= {kind}, kept
    assert not any("\0" in str(value) or "\ud800" in str(value) for value in kept), kept


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("naskah.kode", ["2026-48213"], ["../../../KELUAR", "<b>x", "2026-48213\n", "1026-48213", "２026-48213", ""]),
        ("terbitan_hubungan.target_kode", ["2026-48213"], ["../x"]),
        ("riwayat_asal.kode", ["2026-48213"], ["x/../y"]),
        ("unit.kode", ["RORENKP", "Kanwil.1_a-b"], ["", ".", "a/b", "../x", "<b>", "x" * 101]),
        ("mitra.public_slug", ["korea-immigration-2"], ["", "A", "a/b", "-", "a--b"]),
        ("berkas.sha256", ["ab" * 32], ["AB" * 32, "ab" * 31, "../" * 21 + "a", ""]),
        ("halaman.image_sha256", ["ab" * 32], ["x"]),
        ("berkas.mewakili", [[], ["ab" * 32]], [["x"], ["ab" * 32, ""]]),
        ("berkas.size", [0, 1, 2**31 - 1], [-1, 2**31, 1.0, True, "1"]),
        ("naskah.id", [1], [0, -1]),
        ("naskah.judul", ["", "x" * 500, "<b>"], ["x" * 501]),
        ("naskah.bahasa", [[], ["id", "en"]], [[""], ["a\nb"], [" id"], "id", [1]]),
        ("naskah.status", ["draf"], ["", "DRAF", "hilang"]),
        ("naskah.expires_on", ["2030-01-31", "9999-12-31"], ["20300131", "2030-1-31", "2030-W05-4", "2030-02-30"]),
        ("naskah_mitra.signed_on", ["1945-01-01"], ["1944-12-31"]),
        ("naskah_mitra.negara", ["KR"], ["kr", "KOR", "K\n"]),
        (
            "naskah.created_at",
            ["2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00.000001+00:00"],
            [
                "2026-01-01T00:00:00", "2026-01-01T07:00:00+07:00", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00",
                "9999-12-31T23:59:59-14:00", "2200-01-01T00:00:00+00:00",
            ],
        ),
        ("halaman.keyakinan", [0.5], [1, float("nan"), float("-inf"), "0.5"]),
        ("terbitan.end_kind", ["diakhiri"], ["lain"]),
        ("terbitan_halaman.asal", ["our_ocr"], ["lain"]),
        ("terbitan_ditarik.alasan", ["keliru"], ["lain"]),
        ("penerimaan.foto_media", ["image/png"], ["text/html", "image/png\r\nX: y"]),
        ("penerimaan.rangkap", [[], ["id:2"]], [["id"], ["id:x"], ["id:-1"]]),
        ("penerimaan_usulan.isi", [[]], [["lain"]]),
        ("tahun_kalender.tahun", [2026], [0, 1944, 2200]),
        ("riwayat_asal.before", ["{}", '{"salinan":["x"]}'], ["", "[]", "null", '{"salinan":5}', "[" * 100_000]),
        ("tanda_tangan.laporan", [], ["", "{}", "[" * 100_000]),
        ("terbitan_version.record", [], ["", "{}", "[]", '{"terbitan":{},"pihak":5,"berkas":[],"acara":[]}']),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_column_with_a_form_of_its_own_is_held_to_it(name: str, good: list[Any], bad: list[Any]) -> None:
    column = column_of(name)

    assert [value for value in good if not taken(column, value)] == []
    assert [value for value in bad if taken(column, value)] == []


def test_every_digest_and_every_code_of_a_naskah_has_its_form() -> None:
    held = {f"{table}.{column.name}" for table, column in COLUMNS if forms_of(column)}
    meant = {f"{table}.{column.name}" for table, column in COLUMNS if "sha256" in column.name or "kode" in column.name}

    assert sorted(meant - held) == []


def test_packed_words_are_believed_only_whole() -> None:
    column = column_of("halaman.words")
    words = zlib.compress(json.dumps([["CONTOH", 0.1, 0.1, 0.2, 0.2]]).encode())
    outside = zlib.compress(json.dumps([["CONTOH", 0.1, 0.1, 0.2, 7]]).encode())

    assert taken(column, to_plain(words))
    assert not any(taken(column, to_plain(one)) for one in (b"", words[:-1], outside, zlib.compress(b"5")))


def test_an_earlier_publication_is_held_to_the_columns_of_today() -> None:
    column = column_of("terbitan_version.record")
    pihak = {"urutan": 1, "nama": "CONTOH", "signed_on": "2026-01-01", "signed_presisi": "hari"}
    record = {"terbitan": {"judul": "CONTOH"}, "pihak": [pihak], "berkas": [], "acara": []}

    assert taken(column, json.dumps(record))
    for changed in ({"nama": 5}, {"signed_presisi": "lain"}, {"signed_on": None}, {"urutan": -1}):
        assert not taken(column, json.dumps(record | {"pihak": [pihak | changed]})), changed


def test_a_day_and_how_exact_it_is_go_together() -> None:
    known, unknown = date(2026, 1, 1), Presisi.TIDAK_DIKETAHUI

    assert check_row({"on": known, "presisi": Presisi.HARI}) is check_row({"on": None, "presisi": unknown}) is None
    assert check_row({"on": None, "presisi": Presisi.HARI}) == "on"
    assert check_row({"signed_on": known, "signed_presisi": unknown}) == "signed_on"


def test_an_instant_is_read_in_utc() -> None:
    assert from_plain(column_of("naskah.created_at"), "2026-01-01T00:00:00+00:00") == datetime(2026, 1, 1, tzinfo=UTC)
