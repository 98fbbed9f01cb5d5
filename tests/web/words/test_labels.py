"""Every stored value has words for people, and no words are left over."""

import importlib
import pkgutil
from collections.abc import Mapping
from enum import StrEnum
from typing import get_args

import pytest

import portal.domain
from portal.domain.naskah.enumerations import Bentuk, JenisHubungan, Lingkup, Tingkat
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.publication.personal_data import FindingKind
from portal.domain.usulan.usulan import JenisUsulan
from portal.models.pemberitahuan import LetterState
from portal.queries.evaluasi import EvaluasiGroup
from portal.queries.retensi import RetensiGroup
from portal.queries.usulan import UsulanGroup
from portal.search.interface import FACETS, Sort
from portal.services.publication.verbs import WithdrawalClass
from portal.web.words.labels import evaluasi, hubungan, kepatuhan, naskah, retensi, search, usulan
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.lookup import LABELS, label
from portal.web.words.labels.naskah import NEXT_STEPS, SHORT_LINGKUP
from portal.web.words.labels.pemberitahuan import LETTERS
from portal.web.words.labels.penahanan import ANSWERS, FINDINGS, HOLD_HELP
from portal.web.words.labels.peran import ROLES

# A suggestion is for a field, which the form names; what is found out about a signature is told in whole sentences,
# each with its own tests.
ELSEWHERE = (
    "portal.domain.suggestions.",
    "portal.domain.tanda_tangan.report",
    "portal.domain.tanda_tangan.facts",
    # What came of looking at a page is told in sentences of its own.
    "portal.domain.berkas.completeness",
    # What changed is told to programs; the page about open data says it in a sentence.
    "portal.domain.naskah.public_change",
    # What happened to a naskah is told to programs of units in the word itself.
    "portal.domain.webhook",
    # On what ground a restored portal was opened, the command says in a sentence; the trail holds the word.
    "portal.domain.backup.ground",
    # What a block of a text is, its look and its heading say; nobody reads the name of the kind.
    "portal.domain.document.",
    # What an account has to do about its second factor, the pages say in whole sentences.
    "portal.domain.second_factor",
)


def domain_enums() -> list[type[StrEnum]]:
    found: set[type[StrEnum]] = set()
    for module in pkgutil.walk_packages(portal.domain.__path__, "portal.domain."):
        for value in vars(importlib.import_module(module.name)).values():
            if module.name.startswith(ELSEWHERE):
                continue
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found.add(value)
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", domain_enums(), ids=lambda kind: kind.__name__)
def test_every_enumeration_of_the_domain_has_a_label_for_each_member(kind: type[StrEnum]) -> None:
    assert {member.value for member in kind} == set(LABELS[kind])
    for member in kind:
        assert label(member)[0].isupper()


def test_enumerations_with_equal_values_keep_their_own_words() -> None:
    assert label(Lingkup.LUAR_NEGERI) == "Kerja Sama luar negeri"
    assert search.label_facet("lingkup", "luar_negeri") == "Luar negeri"
    assert search.label_facet("unit", "IMI") == "IMI"
    assert search.label_facet("status", "baru") == "baru"


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
    relations = {member.value for member in JenisHubungan}

    assert set(search.SORTS) == set(get_args(Sort))
    assert set(search.FACETS) == set(FACETS)
    assert set(hubungan.OUTGOING) == set(hubungan.INCOMING) == relations
    assert set(naskah.ALASAN_PENARIKAN) == {reason.value for reason in WithdrawalClass}


def test_no_enumeration_has_words_for_what_it_does_not_hold() -> None:
    for kind, words in LABELS.items():
        assert set(words) == {member.value for member in kind}


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (NEXT_STEPS, NextStep),
        (HOLD_HELP, AlasanPenahanan),
        (FINDINGS, FindingKind),
        (LETTERS, LetterState),
        (usulan.GROUPS, UsulanGroup),
        (evaluasi.GROUPS, EvaluasiGroup),
        (retensi.GROUPS, RetensiGroup),
        (usulan.TASKS, JenisUsulan),
        (usulan.SHORT, JenisUsulan),
        (kepatuhan.PENYERAHAN, Penyampaian),
        (SHORT_LINGKUP, Lingkup),
        (hubungan.UPLOAD_LINKS, JenisHubungan),
        (hubungan.NEW_DRAFTS, JenisHubungan),
    ],
)
def test_other_tables_speak_of_every_member_too(table: Mapping[str, str], kind: type[StrEnum]) -> None:
    assert set(table) == set(kind)


def test_the_other_tables_are_about_members_that_are_there() -> None:
    assert set(ANSWERS) == set(AlasanPenahanan) - {AlasanPenahanan.BELUM_TERBACA, AlasanPenahanan.EMBARGO}
    assert set(kepatuhan.BADGES) < set(NaskahAsliState)
    assert set(usulan.ADDRESSEES) == set(Tingkat)
    assert set(ROLES) == set(Peran) - {Peran.SISTEM}


def test_languages_are_named_and_unknown_ones_stand_for_themselves() -> None:
    assert [label_bahasa(kode) for kode in ("id", "EN", "ko", "qq")] == ["Indonesia", "Inggris", "Korea", "qq"]
