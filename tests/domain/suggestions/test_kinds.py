"""Papers of many layouts: what each says is found wherever it stands, and nothing wrong is sure."""

import pytest
from rapidfuzz import fuzz

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known, Saran
from tests.corpus.judge import NAME_RIGHT, PERSON_RIGHT, TITLE_RIGHT, core_name, fold, number_key, title_share
from tests.factories.naskah_kinds import Kind, kinds, laid
from tests.factories.suggested import first

KINDS = list(kinds())
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


def _suggested(kind: Kind) -> tuple[Saran, ...]:
    return suggest([laid(text, number) for number, text in enumerate(kind.pages, 1)], Known())


@each_kind
def test_form_title_day_and_place_are_found(kind: Kind) -> None:
    found = _suggested(kind)

    assert first(found, Field.BENTUK) == kind.truth["bentuk"]
    assert fold(first(found, Field.NAMA_BENTUK) or "") == fold(kind.truth.get("nama", ""))
    assert title_share([kind.truth["judul"]], first(found, Field.JUDUL) or "") >= TITLE_RIGHT
    assert first(found, Field.SIGNED_ON) == kind.truth["tanggal"]
    assert (first(found, Field.TEMPAT) or kind.truth["tempat"]).lower() == kind.truth["tempat"].lower()


@each_kind
def test_parties_stand_in_their_order_with_their_own_numbers(kind: Kind) -> None:
    found = _suggested(kind)
    names, numbers = kind.several("pihak"), kind.several("nomor")

    assert len({saran.pihak for saran in found if saran.bidang is Field.PIHAK_NAMA}) == len(names)
    for place, (name, number) in enumerate(zip(names, numbers, strict=True), 1):
        assert fuzz.ratio(fold(first(found, Field.PIHAK_NAMA, place) or ""), fold(name)) >= NAME_RIGHT
        assert number_key(first(found, Field.PIHAK_NOMOR, place) or "") == number_key(number)


@each_kind
def test_signers_are_found_in_the_opening_or_above_their_signatures(kind: Kind) -> None:
    found = _suggested(kind)

    for place, person in enumerate(kind.several("penanda"), 1):
        name = core_name(first(found, Field.PENANDA_TANGAN, place) or "")
        assert fuzz.partial_ratio(name, fold(person)) >= PERSON_RIGHT
