"""Page furniture and addresses are no text of a naskah; everything else stays where it stands."""

import re

from portal.search.spoken import SpokenTexts, spoken


def test_heads_feet_page_numbers_and_addresses_are_blanked_in_place() -> None:
    pages = [
        f"KEMENTERIAN CONTOH\nPasal {n}\nisi {word} halaman\nkirim ke budi.contoh@surel.example segera {word}\n- {n} -"
        for n, word in enumerate(("satu", "dua", "tiga"), start=1)
    ]

    said = spoken(pages)

    assert [len(page) for page in said] == [len(page) for page in pages]
    assert re.sub(r"\s+", " ", said[1]).strip() == "Pasal 2 isi dua halaman kirim ke segera dua"
    assert all(
        page[at] in (" ", letter) for page, whole in zip(said, pages, strict=True) for at, letter in enumerate(whole)
    )


def test_what_is_all_that_a_page_says_stays() -> None:
    assert spoken(["Pasal kenari"] * 5) == ("Pasal kenari",) * 5


def test_a_single_page_keeps_its_lines() -> None:
    assert spoken(["KEMENTERIAN CONTOH\n\nisi\n- 1 -"]) == ("KEMENTERIAN CONTOH\n\nisi\n- 1 -",)
    assert spoken([]) == ()
    assert spoken(["", " \n ", "\n"]) == ("", " \n ", "\n")


def test_texts_seen_before_are_told_the_same_and_no_more_are_remembered_than_allowed() -> None:
    texts = SpokenTexts(most=3)
    naskah = [tuple(f"KOP NASKAH {name}\nisi {name} {page} a@b.id\n{page}" for page in range(4)) for name in "abcdef"]

    for _ in range(2):
        for pages in (*naskah, *reversed(naskah)):
            assert texts.spoken(pages) == spoken(pages)
    assert len(texts) == 3
