"""The manifest of a bulk import: its table, its values, its parties."""

from datetime import date

import pytest

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Lingkup, Presisi, Visibilitas
from portal.domain.naskah.manifest import ManifestRow, match_files, read_manifest, to_fields
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.errors import BadInputError


def row(**values: str) -> ManifestRow:
    return ManifestRow(2, values.get("file", ""), values)


def fields_of(**values: str):  # type: ignore[no-untyped-def]
    return to_fields(row(**{"judul": "Judul", **values}), default_unit="KANIM-A", ministry="Kementerian Contoh")


def test_rows_keep_their_line_and_empty_lines_are_passed_over() -> None:
    text = "\ufefffile,judul,mitra\na.pdf, Judul A ,Mitra\n,,\n,Judul B,\n"

    rows = read_manifest(text)

    assert [(r.line, r.file, r.values["judul"]) for r in rows] == [(2, "a.pdf", "Judul A"), (4, "", "Judul B")]


def test_a_quoted_cell_may_hold_commas_and_line_breaks() -> None:
    rows = read_manifest('file,judul\na.pdf,"Judul,\nbaris dua"\n')

    assert fields_of(judul=rows[0].values["judul"]).judul == "Judul, baris dua"


@pytest.mark.parametrize(
    "text", ["", "\n", "judul\nA\n", "file\na.pdf\n", "file|judul\na.pdf|A\n", "file,judul,rahasia\n"]
)
def test_a_table_that_cannot_be_used_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(BadInputError):
        read_manifest(text)


@pytest.mark.parametrize(
    "text", ["file,judul\na.pdf," + "x" * 200_000 + "\n", "file,judul" + "x" * 200_000 + "\n"], ids=["isi", "judul"]
)
def test_a_monstrous_cell_is_refused_without_a_traceback(text: str) -> None:
    with pytest.raises(BadInputError):
        read_manifest(text)


def test_a_row_with_too_few_cells_is_read_and_one_with_too_many_is_refused() -> None:
    rows = read_manifest("file,judul,unit\na.pdf,Judul\nb.pdf,Judul,IMI,lebih,lagi\n")

    assert [r.values for r in rows] == [
        {"file": "a.pdf", "judul": "Judul", "unit": ""},
        {"file": "b.pdf", "judul": "Judul", "unit": "IMI"},
    ]
    with pytest.raises(BadInputError, match=r"Baris 3: .*tanda petik"):
        to_fields(rows[1], default_unit=None, ministry="Kementerian")


def test_a_full_row_becomes_a_complete_naskah() -> None:
    fields = fields_of(
        unit="IMI",
        judul=" Kerja  Sama ",
        lingkup="luar negeri",
        bentuk="Nota_Kesepahaman",
        nama_bentuk="Memorandum",
        nomor="MIP-1/2026; KIS-7",
        mitra="Kementerian Kehakiman; Mitra Kedua",
        negara="kr",
        signed_on="2026-03",
        visibilitas="metadata",
        dasar_visibilitas="Permintaan mitra",
        tinjau_on="2027-01-01",
        berlaku_sampai="2031-03-01",
    )

    assert (fields.judul, fields.unit, fields.lingkup) == ("Kerja Sama", "IMI", Lingkup.LUAR_NEGERI)
    assert (fields.bentuk, fields.visibilitas) == (Bentuk.NOTA_KESEPAHAMAN, Visibilitas.METADATA)
    assert (fields.nama_bentuk, fields.dasar_visibilitas) == ("Memorandum", "Permintaan mitra")
    assert (fields.expires_on, fields.tinjau_on) == (date(2031, 3, 1), date(2027, 1, 1))
    ours, first, second = fields.pihak
    assert (ours.nama, ours.is_kementerian, ours.nomor) == ("Kementerian Contoh", True, "MIP-1/2026")
    assert (first.nama, first.nomor, first.negara) == ("Kementerian Kehakiman", "KIS-7", "KR")
    assert (second.nama, second.nomor) == ("Mitra Kedua", "")
    assert first.jenis is JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING
    assert {pihak.signed for pihak in fields.pihak} == {Tanggal(date(2026, 3, 1), Presisi.BULAN)}


@pytest.mark.parametrize(
    ("values", "jenis", "negara"),
    [
        ({}, JenisMitra.LEMBAGA_PEMERINTAH, None),
        ({"lingkup": "dalam_negeri"}, JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ({"lingkup": "luar_negeri", "jenis_mitra": "lembaga_pemerintah"}, JenisMitra.LEMBAGA_PEMERINTAH, None),
        ({"jenis_mitra": "pemerintah daerah"}, JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ({"lingkup": "luar_negeri"}, JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, None),
        ({"jenis_mitra": "organisasi_internasional"}, JenisMitra.ORGANISASI_INTERNASIONAL, None),
        ({"negara": "my"}, JenisMitra.LEMBAGA_PEMERINTAH, "MY"),
    ],
)
def test_a_partner_is_of_the_usual_kind_unless_told(
    values: dict[str, str], jenis: JenisMitra, negara: str | None
) -> None:
    partner = fields_of(mitra="Mitra", **values).pihak[1]

    assert (partner.jenis, partner.negara) == (jenis, negara)


@pytest.mark.parametrize(
    ("values", "parties"),
    [({}, 0), ({"nomor": "MIP-1"}, 1), ({"signed_on": "2020"}, 1), ({"mitra": "A; ;B"}, 3)],
)
def test_number_and_date_are_kept_even_without_a_partner(values: dict[str, str], parties: int) -> None:
    found = fields_of(**values).pihak

    assert len(found) == parties
    if values.get("nomor"):
        assert found[0].nomor == "MIP-1"
    if values.get("signed_on"):
        assert found[0].signed.on == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"lingkup": "antariksa"}, "lingkup"),
        ({"bentuk": "surat cinta"}, "bentuk"),
        ({"visibilitas": "rahasia"}, "visibilitas"),
        ({"mitra": "A", "jenis_mitra": "kawan"}, "jenis_mitra"),
        ({"signed_on": "2026-02-30"}, "signed_on"),
        ({"berlaku_sampai": "selamanya"}, "berlaku_sampai"),
        ({"tinjau_on": "31-12-2026"}, "tinjau_on"),
    ],
)
def test_an_unknown_value_is_refused_by_its_column(values: dict[str, str], column: str) -> None:
    with pytest.raises(BadInputError) as refused:
        fields_of(**values)
    assert refused.value.field == column


def test_a_row_without_unit_needs_the_default() -> None:
    with pytest.raises(BadInputError, match="--unit"):
        to_fields(row(judul="Judul"), default_unit=None, ministry="Kementerian")


def test_an_unknown_date_stays_unknown() -> None:
    assert fields_of(mitra="A").pihak[0].signed == UNKNOWN


def test_columns_are_known_by_their_indonesian_names() -> None:
    rows = read_manifest(
        "Berkas;Judul Naskah;Tanggal Tanda Tangan;Keterbukaan;Mitra\na.pdf;Kerja Sama;2026-03-02;publik;A\n"
    )

    assert rows[0].values == {
        "file": "a.pdf", "judul": "Kerja Sama", "signed_on": "2026-03-02", "visibilitas": "publik", "mitra": "A",
    }  # fmt: skip


def test_partners_of_one_cell_may_stand_in_a_table_of_semicolons() -> None:
    rows = read_manifest('file;judul;mitra\na.pdf;Judul;"A; B"\n')

    assert [pihak.nama for pihak in fields_of(**rows[0].values).pihak[1:]] == ["A", "B"]


MEANT = [
    ("Nota Kesepahaman.pdf", "nota kesepahaman.PDF"),
    ("2024\\KIM\\a.pdf", "2024/KIM/a.pdf"),
    ("./2024/a.pdf", "2024/a.pdf"),
    ("Universit\u00e9.pdf", "Universite\u0301.pdf"),
    ("Universite\u0301.pdf", "Universit\u00e9.pdf"),
    ("STRASSE.pdf", "straße.pdf"),
    ("nota  kesepahaman.pdf", "nota kesepahaman.pdf"),
]


@pytest.mark.parametrize(("written", "name"), MEANT)
def test_a_file_is_found_whatever_its_letters_case_and_slashes(written: str, name: str) -> None:
    match = match_files([row(file=written)], [name, "lain.pdf"])

    assert (match.files, match.problems, match.unlisted) == ({0: name}, {}, ("lain.pdf",))


def test_the_name_as_it_stands_wins_and_an_ambiguous_one_is_refused() -> None:
    names = ["a.pdf", "A.pdf"]

    assert match_files([row(file="a.pdf"), row(file="A.pdf")], names).files == {0: "a.pdf", 1: "A.pdf"}
    assert "lebih dari satu" in match_files([row(file="A.PDF")], names).problems[0]


def test_a_file_named_twice_belongs_to_the_first_row() -> None:
    match = match_files([row(file="a.pdf"), row(file="./A.pdf")], ["a.pdf"])

    assert match.files == {0: "a.pdf"}
    assert "baris 2" in match.problems[1]
