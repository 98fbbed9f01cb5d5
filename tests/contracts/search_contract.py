"""What every search engine of the portal must do: same hits, same totals, same facets.

A suite for an engine subclasses `SearchContract` and gives a fixture `index` that is an empty, usable index.
All naskah here are invented (CONTOH).
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.errors import BadInputError
from portal.search.interface import Completion, Filters, SearchIndex, SearchPage, SearchQuery
from portal.search.query import parse
from tests.contracts.search_naskah import CORPUS, TODAY, naskah


def kodes(page: SearchPage) -> list[str]:
    """Codes of the hits in their order."""
    return [hit.kode for hit in page.hits]


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    """Counts of one facet."""
    return {count.value: count.count for count in page.facets[facet]}


class SearchContract:
    """Tests every engine must pass."""

    @pytest.fixture
    def filled(self, index: SearchIndex) -> SearchIndex:
        index.add(CORPUS)
        index.commit()
        return index

    def ask(self, index: SearchIndex, text: str = "", **rest: Any) -> SearchPage:
        return index.search(SearchQuery(parse(text), today=TODAY, **rest))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("menukar", {"2024-10001"}),
            ("pertukaran", {"2024-10001"}),
            ("TUKAR", {"2024-10001"}),
            ("penyelundupan manusia", {"2025-10002"}),
            ("pelatihan", {"2024-10001", "2025-10003", "2019-10005"}),
            ("pelatihan bahasa", {"2019-10005"}),
            ("pelatihan -petugas", {"2024-10001", "2025-10003"}),
            ('"kerja sama"', {"2024-10001"}),
            ('"sama kerja"', set()),
            ('kerja -"kerja sama"', {"2025-10002", "2025-10003"}),
            ('"pelatihan kerja bagi warga binaan"', {"2025-10003"}),
            ('"menukar"', {"2024-10001"}),
            ("kerjasama", {"2024-10001", "2025-10002"}),
            ("pelat*", {"2024-10001", "2025-10003", "2019-10005"}),
            ("pel*", {"2024-10001", "2025-10003", "2019-10005"}),
            ("selundup*", set()),
            ("paspor OR petugas", {"2024-10001", "2026-10004", "2019-10005"}),
            ("paspor ATAU petugas pelatihan", {"2024-10001", "2019-10005"}),
            ("korea", {"2024-10001"}),
            ("sekretariat asean", {"2025-10002"}),
            ("keterampilan", {"2025-10003"}),
            ("tanpa berkas", {"2023-10006"}),
            ("UM.01.01 - 892", {"2024-10001", "2025-10002"}),
            ("um0101892", {"2024-10001"}),
            ("-pelatihan", {"2025-10002", "2026-10004", "2023-10006"}),
            ("data [paspor]", {"2024-10001"}),
            ("", {document.kode for document in CORPUS}),
        ],
    )
    def test_text_finds_exactly(self, filled: SearchIndex, text: str, expected: set[str]) -> None:
        page = self.ask(filled, text)
        assert set(kodes(page)) == expected
        assert page.total == len(expected)
        assert (page.offers, page.is_partial) == ((), False)

    @pytest.mark.parametrize(
        "text", ["UM.01.01 - 892", "um.01.01-892", "UM0101 892", "um 01 01 892", "Nomor UM.01.01 -892", "UM/01/01/892"]
    )
    def test_own_number_ranks_first_however_spaced(self, filled: SearchIndex, text: str) -> None:
        assert kodes(self.ask(filled, text))[0] == "2024-10001"

    @pytest.mark.parametrize(
        ("text", "is_found"),
        [
            ("penyelundupan", True),
            ('"penyelundupan manusia diatur"', True),
            ('"orang asing dan penyelundupan manusia"', True),
            ('"penyelun dupan manusia"', True),
            ("dupan", True),
            ("undang-undang", True),
            ('"undang-undang keimigrasian"', True),
            ("undangundang", False),
            ('"asing penyelundupan"', False),
        ],
    )
    def test_a_word_broken_at_a_line_end_is_found_whole_and_in_parts(
        self, index: SearchIndex, text: str, is_found: bool
    ) -> None:
        page = "Orang asing dan penyelun-\ndupan manusia diatur dengan undang-\nundang keimigrasian."
        index.add([naskah("2026-10009", "CONTOH Naskah", page)])
        index.commit()

        found = self.ask(index, text)

        assert (kodes(found) == ["2026-10009"] and not found.offers) is is_found

    def test_number_with_year_is_found_without_its_dots(self, filled: SearchIndex) -> None:
        assert kodes(self.ask(filled, "pas 10 HH0505 tahun 2025")) == ["2025-10003"]

    def test_title_outranks_page_text(self, filled: SearchIndex) -> None:
        assert kodes(self.ask(filled, "pelatihan"))[0] == "2019-10005"

    @pytest.mark.parametrize(
        ("typed", "corrected", "expected"),
        [
            ("penyelundupn", "penyelundupan", "2025-10002"),
            ("pasopr", "paspor", "2024-10001"),
            ("pa5por", "paspor", "2024-10001"),
            ("lembagapemasyarakatan", '"lembaga pemasyarakatan"', "2025-10003"),
            ("warga binaann -paspor", "warga binaan -paspor", "2025-10003"),
            ("pas por data", "paspor data", "2024-10001"),
        ],
    )
    def test_another_reading_of_a_typing_error_is_offered_not_taken(
        self, filled: SearchIndex, typed: str, corrected: str, expected: str
    ) -> None:
        page = self.ask(filled, typed)
        assert page.offers[0].text == corrected
        assert page.is_partial is bool(page.hits)
        assert kodes(self.ask(filled, page.offers[0].text)) == [expected]

    @pytest.mark.parametrize("text", ["hamil", "rusia", "kejagung", "paspur"])
    def test_a_word_of_the_language_or_with_another_beginning_is_no_typing_error(
        self, index: SearchIndex, text: str
    ) -> None:
        index.add([naskah("2026-10009", "CONTOH Hasil", "Hasil panen jagung di jalan menurut usia, bukan kapur.")])
        index.commit()
        assert self.ask(index, text).offers == ()

    def test_a_word_that_exists_is_never_exchanged(self, index: SearchIndex) -> None:
        index.add([naskah("2026-1", "CONTOH Satu", "tahanan hasil"), naskah("2026-2", "CONTOH Dua", "perempuan kamis")])
        index.add([naskah("2026-3", "CONTOH Tiga", "kamus")])
        index.commit()
        page = self.ask(index, "tahanan kamus")
        assert (page.is_partial, page.offers) == (True, ())

    def test_nothing_near_is_shown_when_a_filter_hides_the_hits(self, filled: SearchIndex) -> None:
        page = self.ask(filled, "data paspor", filters=Filters(unit=frozenset({"bpsdm"})))
        assert (page.total, page.unfiltered, page.offers, page.is_partial) == (0, 1, (), False)

    def test_what_meets_more_of_the_query_comes_first_when_nothing_meets_all(self, filled: SearchIndex) -> None:
        page = self.ask(filled, "warga binaan paspor penyelundupan")
        assert page.is_partial
        assert kodes(page)[0] == "2025-10003"
        assert self.ask(filled, "warga binaan paspor -pembinaan").total == 1

    def test_a_long_text_is_compared_as_a_whole(self, filled: SearchIndex) -> None:
        text = (
            "Dengan hormat, kami mencari naskah yang mengatur pelatihan kerja untuk warga binaan yang berada "
            "di lembaga pemasyarakatan, sebab kami hendak membuka balai latihan bagi mereka. Mohon petunjuk."
        )
        page = self.ask(filled, text * 3)
        assert kodes(page)[0] == "2025-10003"
        assert page.is_partial

    def test_the_exact_title_number_kode_and_day_come_first(self, index: SearchIndex) -> None:
        title = "Kerja Sama Pelatihan"
        index.add([naskah("2024-20001", title, "isi", signed_on=date(2024, 11, 13))])
        others = (
            naskah(f"2024-3000{n}", f"CONTOH Pelatihan {title} Lanjutan", "pelatihan kerja sama 2024-20001 " * 9)
            for n in range(5)
        )
        index.add(others)
        index.commit()
        for text in ("kerja sama pelatihan", "2024-20001", "https://contoh.example/n/2024-20001?hlm=2"):
            assert kodes(self.ask(index, text))[0] == "2024-20001", text

    def test_the_word_as_typed_comes_before_its_root(self, index: SearchIndex) -> None:
        index.add([naskah("2024-1", "CONTOH Pembinaan Kepribadian", "kepribadian data pelindungan " * 5)])
        index.add([naskah("2024-2", "CONTOH Lain", "menurut perlindungan data pribadi")])
        index.add([naskah("2024-3", "CONTOH Ketiga", "perlindungan datanya pribadinya")])
        index.commit()
        assert kodes(self.ask(index, "perlindungan data pribadi")) == ["2024-2", "2024-3", "2024-1"]

    def test_what_stands_on_every_page_and_addresses_are_no_text(self, index: SearchIndex) -> None:
        pages = [
            f"Kementerian Contoh\nIsi {word} mengenai hal lain.\n{word} hubungi humas@kejora.example\nHalaman {at}"
            for at, word in enumerate(("pertama", "kedua", "ketiga"), start=1)
        ]
        index.add([naskah("2024-1", "CONTOH Naskah", *pages)])
        index.commit()
        totals = {text: self.ask(index, text).total for text in ("kementerian", "kejora", "humas", "kedua", "hubungi")}
        assert totals == {"kementerian": 0, "kejora": 0, "humas": 0, "kedua": 1, "hubungi": 1}

    def test_facets_count_everything_without_filters(self, filled: SearchIndex) -> None:
        page = self.ask(filled)
        assert counts(page, "lingkup") == {"dalam_negeri": 4, "luar_negeri": 2}
        assert counts(page, "bentuk") == {"perjanjian_kerja_sama": 4, "nota_kesepahaman": 2}
        assert counts(page, "tahun") == {"2025": 2, "2024": 1, "2026": 1, "2019": 1}
        assert counts(page, "unit") == {"ditjen-imigrasi": 3, "ditjen-pas": 2, "bpsdm": 1}
        assert counts(page, "negara") == {"KR": 1, "AU": 1, "ID": 1}
        assert counts(page, "mitra") == {"contoh-mitra": 4, "korea": 1, "australia": 1, "asean": 1}
        assert counts(page, "status") == {
            "berlaku": 2,
            "berakhir": 1,
            "belum_berlaku": 1,
            "diakhiri": 1,
            "tidak_diketahui": 1,
        }

    def test_subjects_and_forms_by_another_name_are_filters(self, filled: SearchIndex) -> None:
        named = naskah("2026-10007", "Piagam", nama_bentuk="piagam", subjek=("data", "ham"))
        filled.add([named, replace(named, kode="2026-10008", nama_bentuk="", subjek=("ham",))])
        filled.commit()

        page = self.ask(filled)

        assert (counts(page, "subjek"), counts(page, "nama_bentuk")) == ({"ham": 2, "data": 1}, {"piagam": 1})
        assert kodes(self.ask(filled, filters=Filters(subjek=frozenset({"data"})))) == ["2026-10007"]
        assert kodes(self.ask(filled, filters=Filters(nama_bentuk=frozenset({"piagam"})))) == ["2026-10007"]

    def test_facet_is_counted_against_the_other_filters_only(self, filled: SearchIndex) -> None:
        chosen = Filters(unit=frozenset({"ditjen-imigrasi"}), lingkup=frozenset({"dalam_negeri"}))
        page = self.ask(filled, filters=chosen)
        assert kodes(page) == ["2019-10005"]
        assert counts(page, "unit") == {"ditjen-imigrasi": 1, "ditjen-pas": 2, "bpsdm": 1}
        assert counts(page, "lingkup") == {"dalam_negeri": 1, "luar_negeri": 2}
        assert counts(page, "tahun") == {"2019": 1}

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            (Filters(status=frozenset({"berlaku"})), {"2024-10001", "2025-10003"}),
            (Filters(status=frozenset({"berakhir", "diakhiri"})), {"2025-10002", "2019-10005"}),
            (Filters(negara=frozenset({"ID"})), {"2025-10002"}),
            (Filters(mitra=frozenset({"asean", "korea"})), {"2024-10001", "2025-10002"}),
            (Filters(tahun=frozenset({"2024", "2026"})), {"2024-10001", "2026-10004"}),
            (Filters(year_from=2025), {"2025-10002", "2025-10003", "2026-10004"}),
            (Filters(year_to=2024), {"2024-10001", "2019-10005"}),
            (Filters(year_from=2024, year_to=2025, unit=frozenset({"ditjen-pas"})), {"2025-10003"}),
            (Filters(bentuk=frozenset({"tidak ada"})), set()),
            (Filters(ends_by=date(2027, 3, 1)), {"2024-10001"}),
            (Filters(ends_by=date(2027, 2, 28)), set()),
            (Filters(ends_by=date(2027, 3, 1), year_from=2025), set()),
        ],
    )
    def test_filters_narrow(self, filled: SearchIndex, filters: Filters, expected: set[str]) -> None:
        page = self.ask(filled, filters=filters)
        assert set(kodes(page)) == expected
        assert page.total == len(expected)

    def test_status_follows_the_day_asked_for(self, filled: SearchIndex) -> None:
        wanted = Filters(status=frozenset({"berlaku"}))
        last_day = filled.search(SearchQuery(filters=wanted, today=date(2026, 5, 31)))
        assert "2025-10002" in kodes(last_day)
        assert "2025-10002" not in kodes(self.ask(filled, filters=wanted))

    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("terbaru", ["2026-10004", "2025-10003", "2025-10002", "2024-10001", "2019-10005", "2023-10006"]),
            ("terlama", ["2019-10005", "2024-10001", "2025-10002", "2025-10003", "2026-10004", "2023-10006"]),
            ("berakhir", ["2024-10001", "2026-10004", "2019-10005", "2025-10002", "2025-10003", "2023-10006"]),
            ("judul", ["2023-10006", "2019-10005", "2025-10003", "2025-10002", "2026-10004", "2024-10001"]),
            ("relevansi", ["2026-10004", "2025-10003", "2025-10002", "2024-10001", "2019-10005", "2023-10006"]),
        ],
    )
    def test_order(self, filled: SearchIndex, sort: Any, expected: list[str]) -> None:
        assert kodes(self.ask(filled, sort=sort)) == expected

    @pytest.mark.parametrize("sort", ["relevansi", "terbaru", "terlama", "berakhir", "judul"])
    def test_pages_divide_the_hits(self, filled: SearchIndex, sort: Any) -> None:
        whole = kodes(self.ask(filled, "para", sort=sort)) + kodes(self.ask(filled, "-para", sort=sort))
        assert sorted(whole) == sorted(document.kode for document in CORPUS)
        everything = kodes(self.ask(filled, sort=sort))
        paged = [kode for page in (1, 2, 3, 4) for kode in kodes(self.ask(filled, sort=sort, page=page, per_page=2))]
        assert paged == everything
        assert self.ask(filled, sort=sort, page=99).total == len(CORPUS)

    @pytest.mark.parametrize(("page", "per_page"), [(0, 10), (-1, 10), (1, 0), (1, 101)])
    def test_paging_beyond_its_limits_is_refused(self, filled: SearchIndex, page: int, per_page: int) -> None:
        with pytest.raises(BadInputError):
            self.ask(filled, page=page, per_page=per_page)

    def test_units_limit_hits_counts_and_corrections(self, filled: SearchIndex) -> None:
        mine = frozenset({"ditjen-pas"})
        page = self.ask(filled, "petugas", units=mine)
        assert kodes(page) == ["2026-10004"]
        assert counts(page, "unit") == {"ditjen-pas": 1}
        assert self.ask(filled, "paspor", units=mine).total == 0
        assert self.ask(filled, "pasopr", units=mine).offers == ()
        assert [offer.text for offer in self.ask(filled, "petugsa", units=mine).offers] == ["petugas"]
        assert self.ask(filled, "UM.01.01 - 892", units=mine).total == 0
        assert self.ask(filled, units=frozenset()).total == 0

    def test_only_the_naskah_that_are_named_come_into_the_answer(self, filled: SearchIndex) -> None:
        some = frozenset({"2024-10001", "2019-10005", "9999-99999"})
        page = self.ask(filled, "pelatihan", kode=some)

        assert set(kodes(page)) == {"2024-10001", "2019-10005"}
        assert page.total == 2
        assert self.ask(filled, "pelatihan", kode=frozenset()).total == 0
        assert set(kodes(self.ask(filled, kode=some))) == {"2024-10001", "2019-10005"}

    @pytest.mark.parametrize(
        "more",
        [{}, {"filters": Filters(lingkup=frozenset({"luar_negeri"}))}, {"kode": frozenset({"2024-10001"})}],
        ids=["all", "filtered", "named"],
    )
    @pytest.mark.parametrize("text", ["", "pelatihan", "pelat*", '"kerja sama"', "paspor OR petugas", "-petugas"])
    def test_all_that_meets_a_question_is_what_its_pages_hold_together(
        self, filled: SearchIndex, text: str, more: dict[str, Any]
    ) -> None:
        query = SearchQuery(parse(text), today=TODAY, per_page=1, **more)
        pages = [filled.search(replace(query, page=number)) for number in range(1, len(CORPUS) + 1)]

        assert filled.matching(query) == {kode for page in pages for kode in kodes(page)}
        assert len(filled.matching(query)) == pages[0].total

    def test_what_is_gone_is_as_if_it_had_never_been_held(self, index: SearchIndex) -> None:
        gone = CORPUS[0].kode
        index.add(CORPUS)
        index.commit()
        texts = ("", "pelatihan", "menukar", "menuker", "pertukaran zzz", "pelat*", f'"{CORPUS[0].judul}"', gone)
        queries = [SearchQuery(parse(text), today=TODAY) for text in texts]
        told = [index.search(replace(query, gone=frozenset({gone}))) for query in queries]
        codes = [index.matching(replace(query, gone=frozenset({gone}))) for query in queries]
        index.remove([gone])
        index.commit()

        for query, page, found in zip(queries, told, codes, strict=True):
            without = index.search(query)
            assert kodes(page) == kodes(without), query.parsed.text
            assert (page.total, page.facets, page.unfiltered) == (without.total, without.facets, without.unfiltered)
            assert (page.is_partial, page.included, page.offers) == (
                without.is_partial,
                without.included,
                without.offers,
            )
            assert found == index.matching(query)

    def test_what_only_comes_near_a_question_does_not_meet_it(self, filled: SearchIndex) -> None:
        query = SearchQuery(parse("pelatihan paspor penyelundupan"), today=TODAY)

        assert filled.search(query).is_partial
        assert filled.matching(query) == frozenset()

    def test_suggestions_complete_the_last_word(self, filled: SearchIndex) -> None:
        assert filled.suggest("lintas pel") == ("lintas pelatihan",)
        assert filled.suggest("pas") == ("paspor",)
        assert filled.suggest("pas", units=frozenset({"ditjen-pas"})) == ()
        assert filled.suggest("p") == ()
        assert filled.suggest("zzz") == ()
        assert filled.suggest("a" * 100_000) == ()

    def test_completions_lead_to_a_naskah_with_every_word(self, filled: SearchIndex) -> None:
        assert [one.word for one in filled.complete("lingkup pel", 5)] == ["pelatihan"]
        assert filled.complete("lintas pel", 5) == ()
        (paspor,) = filled.complete("pas", 5)
        assert paspor == Completion("paspor", ("2024-10001",))
        assert filled.complete("zzz pas", 5) == ()
        assert filled.complete("p", 5) == filled.complete("zzz", 5) == filled.complete("", 5) == ()
        assert filled.complete("pa-", 5) == filled.complete("pas ", 5) == filled.complete("a" * 100_000, 5) == ()
        assert len(filled.complete("pe", 1)) == 0
        assert len(filled.complete("per", 1)) == 1

    def test_update_replaces(self, filled: SearchIndex) -> None:
        filled.add([replace(CORPUS[0], judul="Judul Lain", pages=("teks pengganti",))])
        assert self.ask(filled, "paspor").total == 1
        filled.commit()
        assert self.ask(filled, "paspor").total == 0
        assert kodes(self.ask(filled, "pengganti")) == ["2024-10001"]
        assert self.ask(filled).total == len(CORPUS)

    def test_same_code_twice_before_a_commit_keeps_the_last(self, index: SearchIndex) -> None:
        index.add([naskah("2024-1", "Pertama"), naskah("2024-1", "Kedua")])
        index.commit()
        assert self.ask(index, "pertama").total == 0
        assert self.ask(index, "kedua").total == 1

    def test_removed_naskah_leaves_no_trace(self, filled: SearchIndex) -> None:
        filled.remove(["2024-10001", "tidak-ada"])
        filled.commit()
        assert self.ask(filled, "paspor").total == 0
        assert self.ask(filled, "pasopr").offers == ()
        assert filled.suggest("pasp") == ()
        assert filled.complete("pasp", 5) == ()
        assert "korea" not in counts(self.ask(filled), "mitra")
        assert self.ask(filled).total == len(CORPUS) - 1

    def test_nothing_shows_before_the_commit(self, index: SearchIndex) -> None:
        before = index.generation()
        index.add(CORPUS)
        assert self.ask(index).total == 0
        index.commit()
        assert self.ask(index).total == len(CORPUS)
        assert index.generation() != before

    def test_many_small_commits_answer_like_one(self, index: SearchIndex) -> None:
        for document in CORPUS * 7:
            index.add([document])
            index.commit()
        assert self.ask(index).total == len(CORPUS)
        assert counts(self.ask(index, "pelatihan"), "unit") == {"ditjen-imigrasi": 2, "ditjen-pas": 1}
        index.optimize()
        assert self.ask(index, '"kerja sama"').total == 1
        assert index.verify().documents == len(CORPUS)

    def test_rebuild_counts_and_reports(self, filled: SearchIndex) -> None:
        seen: list[int] = []
        assert filled.rebuild(CORPUS[:3], seen.append) == 3
        assert seen[-1] == 3
        assert self.ask(filled).total == 3
        assert filled.rebuild([]) == 0
        assert self.ask(filled, "paspor").total == 0
        report = filled.verify()
        assert (report.is_healthy, report.documents) == (True, 0)

    def test_what_is_held_and_in_which_version(self, filled: SearchIndex) -> None:
        assert filled.held() == {document.kode: document.version() for document in CORPUS}
        changed = replace(CORPUS[0], pages=("Isi lain.",))
        filled.add([changed])
        filled.remove([CORPUS[1].kode])
        filled.commit()
        filled.optimize()
        versions = {document.kode: document.version() for document in (changed, *CORPUS[2:])}
        assert filled.held() == versions
