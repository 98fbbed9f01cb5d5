"""Every stored value has words for people, and no words are left over."""

import importlib
import pkgutil
from enum import StrEnum
from typing import get_args

import pytest

import portal.domain
from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.search.interface import FACETS, Sort
from portal.services.publication.verbs import WithdrawalClass
from portal.web.words.labels import naskah

# What is found out about a signature is told in whole sentences, each with its own tests.
IN_SENTENCES = ("portal.domain.tanda_tangan.report", "portal.domain.tanda_tangan.facts")


def domain_enums() -> list[type[StrEnum]]:
    found: set[type[StrEnum]] = set()
    for module in pkgutil.iter_modules(portal.domain.__path__, "portal.domain."):
        for value in vars(importlib.import_module(module.name)).values():
            if module.name.startswith(IN_SENTENCES):
                continue
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found.add(value)
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", domain_enums(), ids=lambda kind: kind.__name__)
def test_every_enumeration_of_the_domain_has_a_label_for_each_member(kind: type[StrEnum]) -> None:
    assert {member.value for member in kind} == set(naskah.LABELS[kind])
    for member in kind:
        assert naskah.label(member)[0].isupper()


def test_enumerations_with_equal_values_keep_their_own_words() -> None:
    assert naskah.label(Lingkup.LUAR_NEGERI) == "Kerja Sama luar negeri"
    assert naskah.label_facet("lingkup", "luar_negeri") == "Luar negeri"
    assert naskah.label_facet("unit", "IMI") == "IMI"
    assert naskah.label_facet("status", "baru") == "baru"


@pytest.mark.parametrize(
    ("bentuk", "nama", "text"),
    [
        (Bentuk.NOTA_KESEPAHAMAN, None, "Nota Kesepahaman"),
        (Bentuk.NAMA_LAIN, "Protokol", "Protokol"),
        (Bentuk.NAMA_LAIN, None, "Nama lain"),
        (Bentuk.PERJANJIAN_KERJA_SAMA, "Protokol", "Perjanjian Kerja Sama"),
    ],
)
def test_a_form_outside_the_two_of_the_regulation_is_called_by_its_name(
    bentuk: Bentuk, nama: str | None, text: str
) -> None:
    assert naskah.label_bentuk(bentuk, nama) == text


def test_orders_facets_relations_and_tombstones_have_words() -> None:
    relations = set(naskah.LABELS[importlib.import_module("portal.domain.naskah.enumerations").JenisHubungan])

    assert set(naskah.URUTAN) == set(get_args(Sort))
    assert set(naskah.FASET) == set(FACETS)
    assert set(naskah.HUBUNGAN_KELUAR) == set(naskah.HUBUNGAN_MASUK) == relations
    assert set(naskah.ALASAN_PENARIKAN) == {reason.value for reason in WithdrawalClass}


def test_languages_are_named_and_unknown_ones_stand_for_themselves() -> None:
    assert [naskah.label_bahasa(kode) for kode in ("id", "EN", "ko", "qq")] == ["Indonesia", "Inggris", "Korea", "qq"]
