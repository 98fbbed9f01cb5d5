"""What is found where a line that others hang on was lost, or stands where it usually does not."""

import pytest

from portal.domain.suggestions.find.head import read_head
from portal.domain.suggestions.find.head_pages import find_head
from portal.domain.suggestions.find.parties import parties_of
from portal.domain.suggestions.find.party_blocks import party_blocks, presented_in_head
from portal.domain.suggestions.text.lines import Line, flowing, lines_of, squeeze
from portal.domain.suggestions.values import Field, Known
from tests.corpus.typed import page_typed
from tests.factories.suggested import suggested, sure_fields

OPENING = "Pada hari ini Senin tanggal empat Agustus dua ribu dua puluh lima bertempat di Contoh kami :"
THREE = """1. CONTOH SATU, S.H., selaku Kepala Lapas Contoh Barat, bertindak untuk dan atas nama Lapas Contoh Barat,
selanjutnya disebut PIHAK KESATU;
2. CONTOH DUA, S.E., selaku Kepala Dinas Sosial Contoh, bertindak untuk dan atas nama Dinas Sosial Contoh,
selanjutnya disebut PIHAK KEDUA;
3. CONTOH TIGA, selaku Ketua Yayasan Contoh Sejahtera, bertindak untuk dan atas nama Yayasan Contoh Sejahtera,
selanjutnya disebut PIHAK KETIGA;"""


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(1, line, squeeze(line)) for line in text.split("\n") if line)


def names(text: str) -> list[str]:
    head, behind = find_head([(1, lines(text))])
    return [party.nama for party in parties_of(head, party_blocks(flowing(behind)), behind, Known())]


HEAD = [
    "PERJANJIAN KERJA SAMA", "ANTARA", "LAPAS CONTOH BARAT", "DINAS SOSIAL CONTOH", "DAN", "YAYASAN CONTOH SEJAHTERA",
    "TENTANG", "PELATIHAN KERJA", "NOMOR : W1.PAS-HH.05.05-12", "NOMOR : 12/DS/VIII/2025",
]  # fmt: skip


@pytest.mark.parametrize("gone", [None, *range(1, len(HEAD))])
def test_three_parties_are_found_whichever_line_of_the_head_was_lost(gone: int | None) -> None:
    head = "\n".join(line for at, line in enumerate(HEAD) if at != gone)

    assert [name.casefold() for name in names(f"{head}\n{OPENING}\n{THREE}")] == [
        "lapas contoh barat", "dinas sosial contoh", "yayasan contoh sejahtera",
    ]  # fmt: skip


def test_a_head_that_lost_its_form_is_still_a_head() -> None:
    head = read_head(lines("\n".join(HEAD[1:]) + f"\n{OPENING}"))

    assert head is not None
    assert flowing(head.title) == "PELATIHAN KERJA"
    assert len(head.numbers) == 2
    assert not head.form.is_printed


@pytest.mark.parametrize("label", ["KESATU", "KEDUA"])
def test_two_parties_are_told_apart_where_one_label_was_lost(label: str) -> None:
    two = "\n".join(THREE.split("\n")[:4]).replace(f"selanjutnya disebut PIHAK {label};", "")

    assert [block.nama for block in party_blocks(f"{OPENING} {two.replace(chr(10), ' ')} Pasal 1")] == [
        "Lapas Contoh Barat", "Dinas Sosial Contoh",
    ]  # fmt: skip


def test_a_label_above_the_fields_announces_the_party() -> None:
    text = (
        "Pihak Pertama Nama : Contoh Satu, S.H. Jabatan : Dekan Institusi : Universitas Contoh"
        " Pihak Kedua Nama : Contoh Dua Jabatan : Kepala Institusi : Rutan Contoh dengan butir kesepakatan:"
    )

    assert [(one.nama, one.penanda_tangan, one.jabatan) for one in party_blocks(text)] == [
        ("Universitas Contoh", "Contoh Satu, S.H.", "Dekan"),
        ("Rutan Contoh", "Contoh Dua", "Kepala"),
    ]


def test_parties_may_present_themselves_in_the_head() -> None:
    blocks = presented_in_head([
        "the Directorate of Samples, represented by its Director, Mr. Contoh Satu",
        "the Embassy of Sampleland, represented by its Deputy Head of Mission, Ms. Sample Two",
    ])  # fmt: skip

    assert [one.jabatan for one in blocks] == ["Director", "Deputy Head of Mission"]
    assert presented_in_head(["Kantor Contoh", "Dinas Contoh"]) == ()


def test_columns_with_the_joining_word_between_them_are_read_one_after_the_other() -> None:
    page = page_typed(
        1,
        """
#^ PERJANJIAN KERJA SAMA

|| KANTOR IMIGRASI || DENGAN || POLITEKNIK CONTOH
|| CONTOH DUMAI || || PELAYARAN RIAU

^ TENTANG
""",
    )

    assert [line.text for line in lines_of(page)] == [
        "PERJANJIAN KERJA SAMA", "ANTARA", "KANTOR IMIGRASI", "CONTOH DUMAI", "DENGAN", "POLITEKNIK CONTOH",
        "PELAYARAN RIAU", "TENTANG",
    ]  # fmt: skip


def test_whole_numbers_between_opening_and_first_article_are_those_of_the_naskah() -> None:
    text = """AGREEMENT FOR SAMPLES
THIS AGREEMENT is entered into on the 3rd of May 2016 by and between two parties
Contract No. Directorate: IMI.3-GR.02.05-10338
Contract No. Consultant: BTS/2016/ID/07
Article 1
Letter No. 12/X/2016 is not ours"""
    head, _ = find_head([(1, lines(text))])

    assert head is not None
    assert [flowing(number) for number in head.numbers] == ["IMI.3-GR.02.05-10338", "BTS/2016/ID/07"]


@pytest.mark.parametrize("title", ["BAGI WARGA BINAAN DI LAPAS CONTOH", "PELATIHAN KERJA BAGI WARGA BINAAN DI"])
def test_a_title_that_begins_or_ends_in_the_middle_is_not_sure(title: str) -> None:
    head = "\n".join(HEAD).replace("PELATIHAN KERJA", title)

    assert Field.JUDUL not in sure_fields(suggested(f"{head}\n{OPENING}\n{THREE}"))
    assert Field.JUDUL in sure_fields(
        suggested("\n".join(HEAD).replace("KERJA\n", "KERJA WARGA BINAAN\n") + f"\n{OPENING}\n{THREE}")
    )


FIELDS = [
    "Nama : CONTOH SATU, S.H.",
    "Jabatan : Kepala Kejaksaan Negeri Contoh Barat",
    "Nama : CONTOH DUA, Bc.IP.",
    "Jabatan : Kepala Rumah Tahanan Negara Contoh Timur",
]


@pytest.mark.parametrize("gone", range(len(FIELDS)))
def test_a_lost_field_takes_nothing_of_the_other_party(gone: int) -> None:
    fields = "\n".join(line for at, line in enumerate(FIELDS) if at != gone)
    blocks = party_blocks(
        flowing(lines(f"kami yang bertanda tangan :\n{fields}\nKedua belah pihak telah sepakat.\nPasal 1\n"))
    )

    told = {(block.nama, block.penanda_tangan) for block in blocks}
    whole = {
        ("Kejaksaan Negeri Contoh Barat", "CONTOH SATU, S.H."),
        ("Rumah Tahanan Negara Contoh Timur", "CONTOH DUA, Bc.IP."),
    }
    assert len(blocks) == 2
    assert len(told & whole) == 1


def test_a_sentence_behind_sebagai_is_no_position() -> None:
    blocks = party_blocks(
        "1. CONTOH SATU, S.H., Kepala Lapas Contoh, yang tidak menerima apa yang diduga sebagai suap atau gratifikasi,"
        " selanjutnya disebut PIHAK KESATU; 2. CONTOH DUA, Ketua Yayasan Contoh, selanjutnya disebut PIHAK KEDUA;"
    )

    assert "gratifikasi" not in " ".join(block.jabatan for block in blocks)
