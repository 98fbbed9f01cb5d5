"""Names of institutions compared, mended, bared of their country and found among registered partners."""

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.find.institution_names import (
    find_registered,
    mend_name,
    without_country,
)
from portal.domain.suggestions.values import KnownMitra

MITRA = (
    KnownMitra("bnn", ("Badan Narkotika Nasional",), JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
    KnownMitra("lapas-1", ("Universitas Contoh Satu", "UCS")),
    KnownMitra("smk-1", ("SMK Negeri 1 Contoh",)),
)


@pytest.mark.parametrize(
    ("name", "slug", "is_exact"),
    [
        ("BADAN NARKOTIKA NASIONAL", "bnn", True),
        ("Badan Narkotika Nasional Republik Indonesia", "bnn", True),
        ("BADAN NARKOTlKA NASI0NAL", "bnn", False),
        ("Universitas Contoh Satu.", "lapas-1", True),
        ("ucs", "lapas-1", True),
    ],
)
def test_a_registered_partner_is_found(name: str, slug: str, is_exact: bool) -> None:
    match = find_registered(name, MITRA)

    assert match is not None
    assert (match.mitra.slug, match.is_exact) == (slug, is_exact)


@pytest.mark.parametrize("name", ["SMK Negeri 2 Contoh", "Badan Siber dan Sandi Negara", "", "U"])
def test_another_institution_is_not_matched(name: str) -> None:
    assert find_registered(name, MITRA) is None


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("KEMENTERIAN DALAM NEGERI REPUBLIK INDOONESIA", "KEMENTERIAN DALAM NEGERI REPUBLIK INDONESIA"),
        ("Universltas Contoh", "Universitas Contoh"),
        ("Layanan Migrasi Timor-Leste", "Layanan Migrasi Timor-Leste"),
        ("Organisasi Internasional untuk Migrasi", "Organisasi Internasional untuk Migrasi"),
    ],
)
def test_only_words_that_are_none_are_mended(name: str, mended: str) -> None:
    assert mend_name(name) == (mended, name != mended)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("MUSEUM CONTOH, INDONESIA", "MUSEUM CONTOH"),
        ("Universiti Contoh, Malaysia", "Universiti Contoh"),
        ("EXAMPLE STATE UNIVERSITY, UNITED STATES OF AMERICA", "EXAMPLE STATE UNIVERSITY"),
        ("Badan Arsip, Perpustakaan, dan Museum", "Badan Arsip, Perpustakaan, dan Museum"),
        ("Kementerian Contoh Republik Korea", "Kementerian Contoh Republik Korea"),
    ],
)
def test_a_country_behind_a_comma_is_not_the_name(name: str, bare: str) -> None:
    assert without_country(name) == bare
