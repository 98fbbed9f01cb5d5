"""What is suggested to be blackened, found in the words of a page and told with its place."""

import time

import pytest

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.document.places import SCALE, Place, words_of
from portal.domain.penghitaman.kotak import Kotak
from portal.domain.penghitaman.saran import TemuanHitam, suggest_on_page, suggest_signatures

T = TemuanHitam


def laid(text: str) -> list[Place | None]:
    """A place for every word: lines one below the other, words one behind the other."""
    places: list[Place | None] = []
    for row, line in enumerate(text.split("\n")):
        for at, word in enumerate(line.split()):
            places.append((300 + at * 900, 500 + row * 300, 300 + at * 900 + min(850, 80 * len(word)), 700 + row * 300))
    return places


@pytest.mark.parametrize(
    ("text", "temuan", "words"),
    [
        ("NIK 3171 0512 0390 0001 sebagai", T.NIK, "3171 0512 0390 0001"),
        ("Andini (3171051203900001)", T.NIK, "3171051203900001"),
        ("NIP. 19800101 200501 1 001", T.NIP, "19800101 200501 1 001"),
        ("Paspor Nomor A1234567 berlaku", T.PASPOR, "A1234567"),
        ("hubungi 0812-3456-7890 setiap hari", T.TELEPON, "0812-3456-7890"),
        ("Telepon: (021) 5224658", T.TELEPON, "(021) 5224658"),
        ("HP +62 812 3456 7890", T.TELEPON, "+62 812 3456 7890"),
        ("surel contoh.satu@contoh.go.id", T.SUREL, "contoh.satu@contoh.go.id"),
        ("Alamat : Jalan Contoh Nomor 1, Contoh", T.ALAMAT, "Jalan Contoh Nomor 1, Contoh"),
        ("Alamat rumah: Gang Contoh 2", T.ALAMAT, "Alamat rumah: Gang Contoh 2"),
        ("bertempat tinggal di Jalan Contoh 3. Kedua", T.ALAMAT, "bertempat tinggal di Jalan Contoh 3"),
    ],
)
def test_each_kind_is_found_with_a_box_over_all_its_words(text: str, temuan: TemuanHitam, words: str) -> None:
    (found,) = suggest_on_page(text, laid(text))

    assert (found.temuan, found.cuplikan) == (temuan, words)
    places = {text[start:end]: place for (start, end), place in zip(words_of(text), laid(text), strict=True)}
    for word in words.split():
        # A word may carry a bracket or a stop that is not part of what was found.
        left, top, right, bottom = next(place for there, place in places.items() if place and word in there)
        assert any(
            box.kiri <= left + 90 and box.atas <= top and box.kanan >= right - 90 and box.bawah >= bottom
            for box in found.kotak
        ), word


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 12 ayat (3) huruf a",
        "NOMOR: M.CTH-12.HM.05.02 TAHUN 2026",
        "rekening 3171051203900001",
        "alamat tersebut",
    ],
    ids=["article", "number of a naskah", "account", "the bare word"],
)
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert suggest_on_page(text, laid(text)) == ()


def test_a_number_over_two_lines_is_boxed_on_both() -> None:
    text = "Pegawai ini NIK 3171 0512\n0390 0001 hadir"

    (found,) = suggest_on_page(text, laid(text))

    assert len(found.kotak) == 2
    assert found.kotak[0].bawah <= found.kotak[1].atas


def test_a_long_address_is_boxed_to_its_end() -> None:
    text = "Alamat rumah: Jalan Contoh Yang Sangat Panjang Sekali Nomor 123 Kelurahan Contoh Kecamatan Contoh TERATAI"

    places = [(at * 500, 500, at * 500 + 450, 700) for at in range(len(text.split()))]

    (found,) = suggest_on_page(text, places)

    assert found.kotak[-1].kanan > places[-1][2]


@pytest.mark.parametrize("text", ["a" * 100_000, " " * 100_000, "0 " * 50_000, "alamat :" * 12_000, "a@" * 50_000])
def test_hostile_text_is_looked_through_in_no_time(text: str) -> None:
    started = time.process_time()

    suggest_on_page(text, [])

    assert time.process_time() - started < 2.0


def test_what_has_no_place_is_still_told() -> None:
    text = "NIK 3171051203900001"

    (found,) = suggest_on_page(text, [None, None])

    assert (found.cuplikan, found.kotak) == ("3171051203900001", ())


def test_letters_of_another_width_do_not_shift_the_place() -> None:
    text = "ﬁnal\u00ad ①　NIK ３１７１０５１２０３９００００１"

    (found,) = suggest_on_page(text, laid(text))

    assert found.cuplikan.endswith("１")
    assert found.kotak[0].kiri >= 300 + 2 * 900


def test_a_page_full_of_numbers_is_bounded() -> None:
    text = "\n".join(f"NIK 31710512039{number:05d}" for number in range(500))

    assert len(suggest_on_page(text, [None] * 1000)) == 60


def word(text: str, left: float, top: float) -> WordBox:
    return WordBox(text, left, top, left + 0.02 * len(text), top + 0.015)


def signing_page() -> PageText:
    lines = [
        (0.10, "Demikian perjanjian kerja sama ini dibuat dan ditandatangani."),
        (0.15, "PIHAK KESATU,"),
        (0.17, "KEPALA KANTOR IMIGRASI CONTOH,"),
        (0.26, "ANDINI CONTOH PRATIWI"),
        (0.40, "PIHAK KEDUA,"),
        (0.42, "BUPATI CONTOH,"),
        (0.51, "BUDIMAN CONTOH SANTOSO"),
    ]
    words = []
    for top, line in lines:
        left = 0.1
        for one in line.split():
            words.append(WordBox(one, left, top, left + 0.009 * len(one), top + 0.012))
            left += 0.009 * len(one) + 0.008
    return PageText(3, "\n".join(line for _, line in lines), "digital", 0.0, 0.0, tuple(words))


def test_the_room_of_the_pen_is_offered_over_the_name_that_signed() -> None:
    page = signing_page()

    found = suggest_signatures([page])

    assert list(found) == [3]
    andini = next(one for one in found[3] if "ANDINI" in one.cuplikan)
    assert andini.temuan is T.TANDA_TANGAN
    (box,) = andini.kotak
    room = Kotak(1000, round(0.185 * SCALE), 2500, round(0.255 * SCALE))
    assert box.covers(room)
    # The name and the office stay to be read.
    assert box.bawah <= round(0.26 * SCALE)
    assert box.atas >= round(0.182 * SCALE)


def test_without_words_no_signature_is_offered() -> None:
    assert suggest_signatures([PageText(1, "ANDINI CONTOH", "digital", 0.0, 0.0)]) == {}
