"""The reason of a box: a choice of the law, or words."""

import pytest

from portal.domain.penghitaman.kotak import Kotak
from portal.domain.penghitaman.penghitaman import AlasanHitam, KotakFields, checked
from portal.errors import BadInputError

PLACE = Kotak(0, 0, 100, 100)


def test_another_reason_has_to_be_said_in_words() -> None:
    with pytest.raises(BadInputError) as refused:
        checked(KotakFields(PLACE, AlasanHitam.LAIN, "  "))

    assert refused.value.field == "keterangan"
    assert checked(KotakFields(PLACE, AlasanHitam.LAIN, " nomor rekening ")).keterangan == "nomor rekening"


def test_words_that_are_too_long_are_never_cut() -> None:
    with pytest.raises(BadInputError, match="Paling panjang 200"):
        checked(KotakFields(PLACE, AlasanHitam.RAHASIA, "a" * 201))
