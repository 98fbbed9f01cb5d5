"""Tables of permission: `ya` or `-`, nothing between, and no line twice."""

from enum import StrEnum

import pytest

from portal.domain.naskah.status import Action, Status, read_transitions
from portal.domain.permissions import Peran, read_peran
from portal.domain.policy_table import PolicyLine, packaged, read_lines
from portal.errors import ConfigError


class Warna(StrEnum):
    """Words of a column."""

    MERAH = "merah"
    BIRU = "biru"
    HIJAU = "hijau"


TABLE = "# penjelasan, dengan koma\nnama,merah,biru\nsatu,ya,-\n\n# lagi\ndua,-,ya\n"


def test_lines_are_read_without_explanations_and_know_where_they_stand() -> None:
    one, two = read_lines(TABLE, "contoh.csv", ("nama", "merah", "biru"))

    assert (one["nama"], two["nama"]) == ("satu", "dua")
    assert (one.where, two.where) == ("contoh.csv baris 3", "contoh.csv baris 6")
    assert (one.is_yes("merah"), one.is_yes("biru")) == (True, False)
    assert (one.yes(Warna), two.yes(Warna)) == ({Warna.MERAH}, {Warna.BIRU})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "contoh.csv: baris judul seharusnya nama,merah,biru."),
        ("nama,biru,merah\n", "contoh.csv: baris judul seharusnya nama,merah,biru."),
        ("nama,merah,biru,lagi\n", "contoh.csv: baris judul seharusnya nama,merah,biru."),
        ("nama,merah,biru\nsatu,ya\n", "contoh.csv baris 2: seharusnya 3 sel, tanpa sel kosong."),
        ("nama,merah,biru\nsatu,ya,-,-\n", "contoh.csv baris 2: seharusnya 3 sel, tanpa sel kosong."),
        ("nama,merah,biru\nsatu,ya,\n", "contoh.csv baris 2: seharusnya 3 sel, tanpa sel kosong."),
        ("nama,merah,biru\na,ya,ya\nb,ya,-\na,-,-\n", "contoh.csv baris 4: a sudah ada di contoh.csv baris 2."),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_and_the_place_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_lines(text, "contoh.csv", ("nama", "merah", "biru"))

    assert refused.value.message == said


def test_lines_may_begin_alike_as_far_as_the_key_is_longer() -> None:
    text = "nama,merah,biru\na,ya,ya\na,-,ya\n"

    assert len(read_lines(text, "contoh.csv", ("nama", "merah", "biru"), key=2)) == 2
    with pytest.raises(ConfigError, match=r"baris 4: a ya sudah ada di contoh\.csv baris 2"):
        read_lines(text + "a,ya,-\n", "contoh.csv", ("nama", "merah", "biru"), key=2)


def test_a_word_is_one_of_the_known_ones_and_may_be_missing_only_where_asked() -> None:
    line = PolicyLine("contoh.csv baris 9", {"satu": "biru", "dua": "-", "tiga": "ungu"})

    assert line.choice("satu", Warna) is Warna.BIRU
    assert line.choices("satu", Warna) == (Warna.BIRU,)
    assert line.choices("dua", Warna) == ()
    assert PolicyLine("x", {"satu": "merah/biru"}).choices("satu", Warna) == (Warna.MERAH, Warna.BIRU)
    with pytest.raises(ConfigError, match=r"contoh\.csv baris 9: kolom tiga berisi 'ungu', yang tidak dikenal"):
        line.choices("tiga", Warna)
    for column in ("dua", "tiga"):
        with pytest.raises(ConfigError, match=f"contoh.csv baris 9: kolom {column} berisi '.*', yang tidak dikenal"):
            line.choice(column, Warna)
    with pytest.raises(ConfigError, match="'biru', seharusnya 'ya' atau '-'"):
        line.is_yes("satu")
    with pytest.raises(AttributeError):
        line.where = "lain"  # type: ignore[misc]
    for word in ("#", "+", "zz"):
        with pytest.raises(ConfigError):
            PolicyLine("x", {"satu": word}).choices("satu", Warna)
        with pytest.raises(ConfigError):
            PolicyLine("x", {"satu": word}).is_yes("satu")


def _without(text: str, name: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"{name},"))


def test_every_role_and_every_act_has_its_line() -> None:
    peran, status = packaged("portal.domain", "peran.csv"), packaged("portal.domain.naskah", "status.csv")

    with pytest.raises(ConfigError, match=r"peran.csv: tidak ada baris untuk peran biro, admin\."):
        read_peran(_without(_without(peran, "biro"), "admin"))
    with pytest.raises(ConfigError, match=r"status.csv: tidak ada baris untuk tindakan discard, void\."):
        read_transitions(_without(_without(status, "void"), "discard"))


def test_a_role_or_an_act_that_nobody_knows_is_refused() -> None:
    peran, status = packaged("portal.domain", "peran.csv"), packaged("portal.domain.naskah", "status.csv")

    with pytest.raises(ConfigError, match="kolom peran berisi 'auditor', yang tidak dikenal"):
        read_peran(f"{peran}auditor,ya,ya,-,-\n")
    with pytest.raises(ConfigError, match="kolom tindakan berisi '-', yang tidak dikenal"):
        read_transitions(f"{status}-,ya,ya,-,-,-,-,-,-,-,-,-,x\n")
    with pytest.raises(ConfigError, match="kolom ditarik berisi 'hilang', yang tidak dikenal"):
        read_transitions(status.replace("diajukan,terbit,-,-,UU", "diajukan,terbit,-,hilang,UU").replace(
            "ditarik,ditarik,ditarik,ditarik", "ditarik,ditarik,ditarik,hilang"))  # fmt: skip


def test_who_may_and_where_it_leads_is_read_from_the_row() -> None:
    rows = read_transitions(packaged("portal.domain.naskah", "status.csv"))
    (publish,) = [row for row in rows if row.action is Action.PUBLISH]

    assert (publish.source, publish.target, publish.peran) == (Status.DIAJUKAN, Status.TERBIT, {Peran.SISTEM})
