"""Each act given to the audit has its words, once, for every page that tells of it."""

import pytest

from portal.domain.lampiran.columns import LAMPIRAN
from portal.web.words.acts import ACTS, OBJECTS, action_text, actions, object_text
from tests.fixtures.passed_values import values_passed

WOVEN = {
    "libur.{}": {"libur.tambah", "libur.ubah", "libur.hapus"},
    "naskah.{}": {"naskah.ingatkan", "naskah.tegur"},
    "{}.pengingat": {"naskah.pengingat", "usulan.pengingat"},
    "{}.impor": {f"{nama}.impor" for nama in LAMPIRAN},
    "{}.{}": {f"{nama}.{verb}" for nama in LAMPIRAN for verb in ("tambah", "ubah", "hapus", "pulihkan")}
    | {"perencanaan.naskah"},
}
"""Acts whose name is put together where they are given to the audit, by the text around what is put in."""


def test_each_act_given_to_the_audit_stands_in_the_words_and_nothing_else_does() -> None:
    given = values_passed("portal.services.audit.record", "action")

    assert given.others == set(WOVEN)
    assert given.literals | set().union(*WOVEN.values()) == set(ACTS)


def test_acts_read_differently_and_begin_with_a_capital() -> None:
    assert len(set(ACTS.values())) == len(ACTS)
    assert all(text[0].isupper() for text in ACTS.values())


def test_the_list_to_choose_from_has_every_act_by_its_words() -> None:
    texts = [text for _, text in actions()]

    assert dict(actions()) == dict(ACTS)
    assert texts == sorted(texts, key=str.lower)


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("naskah.teks_menyusul", "Teks pindaian menyusul ke halaman publik"),
        ("asli.arsip", "Naskah asli dipindahkan ke arsip"),
        ("keluarga.batal_akhiri", "Pengakhiran Kerja Sama dibatalkan"),
        ("akun.aktif", "Akun diaktifkan lagi"),
        ("perencanaan.impor", "Tabel perencanaan diimpor"),
        ("hal.baru", "hal.baru"),
    ],
)
def test_an_act_is_told_in_words_and_an_unknown_one_by_its_name(action: str, text: str) -> None:
    assert action_text(action) == text


def test_each_kind_of_object_has_its_words_and_nothing_else_has() -> None:
    given = values_passed("portal.services.acts.Subject", "kind")

    assert given.others == {"lampiran.nama"}
    assert given.literals | set(LAMPIRAN) == set(OBJECTS)
    assert (object_text("hari_libur"), object_text("hal_baru")) == ("Hari libur", "Hal baru")
