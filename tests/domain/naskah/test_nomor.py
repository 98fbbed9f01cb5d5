"""Numbers of naskah: what people write differently is the same number."""

import pytest

from portal.domain.naskah.nomor import plain_nomor


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("MIP-14.HH.05.02 Tahun 2026", "mip14hh0502tahun2026"),
        ("mip14 hh0502 TAHUN 2026", "mip14hh0502tahun2026"),
        ("MIP–14.HH.05.02  Tahun\u00a02026", "mip14hh0502tahun2026"),
        ("ＭＩＰ-14.HH.05.02 Tahun 2026", "mip14hh0502tahun2026"),
        ("WP.10.PAS.PAS.8-UM.01.01 - 892", "wp10paspas8um0101892"),
        ("013/PKS-DITJENPAS/IV/2021", "013pksditjenpasiv2021"),
        ("B/4/II/2012", "b4ii2012"),
        ("", ""),
        ("—", ""),
    ],
)
def test_blanks_dots_dashes_and_case_do_not_matter(written: str, plain: str) -> None:
    assert plain_nomor(written) == plain


def test_different_numbers_stay_different() -> None:
    assert plain_nomor("B/4/II/2012") != plain_nomor("B/4/III/2012")
