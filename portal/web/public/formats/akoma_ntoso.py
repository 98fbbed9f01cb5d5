"""Akoma Ntoso (LegalDocML 1.0): the text by its legal parts, as parliaments and courts exchange it.

Preface, preamble, articles with their paragraphs, conclusions and attachments are those that the text itself shows;
what could not be told stays a paragraph. Names follow the naming convention of Akoma Ntoso: the work is
`/akn/id/doc/FORM/DATE/KODE`, its expression names language and day of publication.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from portal.domain.berkas.filename import slug
from portal.domain.document.model import BlockKind
from portal.domain.document.reading import ReadBlock, ReadText, Section
from portal.domain.naskah.enumerations import JenisBerkas, Presisi
from portal.domain.plain_text import clean_line
from portal.web.public.formats import languages
from portal.web.public.formats.record import Record
from portal.web.public.formats.texts import FileText
from portal.web.words.exports import UNREAD, WITHHELD
from portal.web.words.labels.lookup import label

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_DC = "http://purl.org/dc/terms/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFACE = frozenset({BlockKind.JUDUL})
_ITEMS = {
    BlockKind.AYAT: ("paragraph", "para"),
    BlockKind.HURUF: ("point", "point"),
    BlockKind.ANGKA: ("point", "point"),
}
_MARK = re.compile(r"^(?:[({\[]\s?\w{1,3}\s?[)}\]]|\w{1,3}[.)]|[•·▪●○◦–—\-*>§])(?=\s|$|[A-Z\"“])")
_HEADS = {BlockKind.BAB: ("chapter", "chp"), BlockKind.PASAL: ("article", "art")}
_HOLDER = "portal"


def akoma_ntoso(record: Record, texts: Sequence[FileText]) -> str:
    """The naskah as XML; without a public text only its metadata, and why."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:dcterms": _DC})
    main = next((one for one in texts if one.is_naskah), None) or (texts[0] if texts else None)
    writer = _Writer(record, record.languages)
    doc = writer.document(root, "", form_key(record))
    if main is None:
        body = _add(doc, "mainBody")
        withheld = record.naskah.item.is_metadata_only
        _add(_add(body, "p"), "remark", text=WITHHELD if withheld else UNREAD)
    else:
        writer.text(doc, main.text)
        writer.attach(doc, main.text.annexes, [one for one in texts if one is not main])
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def work_uri(record: Record) -> str:
    """The name of the work: form, the day or year of signing as far as it is known, and its permanent code."""
    # A name needs a year; where none of signing is known, that of the first publication stands for it.
    return f"/akn/id/doc/{form_key(record)}/{record.signed or record.first_published.year}/{record.kode}"


def form_key(record: Record) -> str:
    """The form as a part of a name, which may not begin with a figure."""
    key = slug(record.form)
    return f"naskah-{key}" if not key[0].isalpha() else key


def _number(text: str, place: int) -> str:
    """A mark such as `(1)` as a part of a name; where it holds no letter or figure, its place in the row."""
    return slug(text) if re.search("[a-zA-Z0-9]", text) else f"u{place}"


@dataclass
class _Writer:
    """Writes one document after the other; every name of a place (`eId`) is given once."""

    record: Record
    languages: Sequence[str]
    taken: set[str] = field(default_factory=set)

    def document(self, parent: ET.Element, component: str, name: str) -> ET.Element:
        """A `doc` with its metadata; `component` names an attachment, empty for the naskah itself."""
        doc = _add(parent, "doc", {"name": name, "contains": "originalVersion"})
        meta = _add(doc, "meta")
        identification = _add(meta, "identification", {"source": f"#{_HOLDER}"})
        record, part = self.record, f"!{component or 'main'}"
        published = record.published.isoformat()
        expression = f"{work_uri(record)}/{languages.of_expression(self.languages)}@{published}"
        work = self._frbr(identification, "FRBRWork", f"{work_uri(record)}/{part}", work_uri(record))
        _add(work, "FRBRalias", {"name": "url", "value": record.url})
        if record.naskah.item.signed.presisi is Presisi.HARI:
            _add(work, "FRBRdate", {"date": record.signed, "name": "ditandatangani"})
        else:
            # The schema knows whole days alone, and a day that nobody knows is not made up.
            _add(work, "FRBRdate", {"date": record.first_published.isoformat(), "name": "dipublikasikan"})
        for number, _ in enumerate(record.parties, 1):
            _add(work, "FRBRauthor", {"href": f"#pihak_{number}", "as": "#pihak"})
        if not record.parties:
            _add(work, "FRBRauthor", {"href": f"#{_HOLDER}"})
        _add(work, "FRBRcountry", {"value": "id"})
        _add(work, "FRBRsubtype", {"value": form_key(record)})
        for nomor in (record.kode, *record.nomor):
            _add(work, "FRBRnumber", {"value": nomor})
        _add(work, "FRBRname", {"value": record.judul})
        told = self._frbr(identification, "FRBRExpression", f"{expression}/{part}", expression)
        self._issued(told, published)
        _add(told, "FRBRversionNumber", {"value": str(record.naskah.nomor_terbit)})
        for code in self.languages or ("",):
            _add(told, "FRBRlanguage", {"language": languages.in_three_letters(code)})
        made = self._frbr(identification, "FRBRManifestation", f"{expression}/{part}.xml", f"{expression}.xml")
        self._issued(made, published)
        _add(made, "FRBRformat", {"value": "application/akn+xml"})
        if not component:
            # Said once: an attachment names the organisations of the document around it.
            self._publication(meta)
            self._references(meta)
            self._facts(meta)
        return doc

    def _frbr(self, parent: ET.Element, level: str, this: str, uri: str) -> ET.Element:
        found = _add(parent, level)
        _add(found, "FRBRthis", {"value": this})
        _add(found, "FRBRuri", {"value": uri})
        return found

    def _issued(self, parent: ET.Element, published: str) -> None:
        _add(parent, "FRBRdate", {"date": published, "name": "dipublikasikan"})
        _add(parent, "FRBRauthor", {"href": f"#{_HOLDER}", "as": "#penerbit"})

    def _publication(self, meta: ET.Element) -> None:
        record = self.record
        _add(
            meta,
            "publication",
            {
                "date": record.first_published.isoformat(),
                "name": record.repository,
                "showAs": record.repository,
                "number": record.kode,
            },
        )

    def _references(self, meta: ET.Element) -> None:
        record = self.record
        references = _add(meta, "references", {"source": f"#{_HOLDER}"})
        for number, party in enumerate(record.parties, 1):
            href = f"/akn/ontology/organization/id/{slug(party)}"
            _add(references, "TLCOrganization", {"eId": f"pihak_{number}", "href": href, "showAs": party})
        publisher = f"/akn/ontology/organization/id/{slug(record.publisher)}"
        _add(references, "TLCOrganization", {"eId": _HOLDER, "href": publisher, "showAs": record.publisher})
        for role, shown in (("pihak", "Pihak"), ("penerbit", "Penerbit")):
            href = f"/akn/ontology/role/id/{role}"
            _add(references, "TLCRole", {"eId": role, "href": href, "showAs": shown})

    def _facts(self, meta: ET.Element) -> None:
        """What the schema has no place for, in terms of Dublin Core: dates as far as they are known, place, unit."""
        proprietary = _add(meta, "proprietary", {"source": f"#{_HOLDER}"})
        for term, value in (
            ("created", self.record.signed),
            ("spatial", self.record.place),
            ("contributor", self.record.unit),
            ("valid", self.record.validity),
        ):
            if value:
                _add(proprietary, f"dcterms:{term}", text=value)

    def text(self, doc: ET.Element, text: ReadText, prefix: str = "") -> None:
        """Preface, preamble, body and conclusions of one text."""
        own = self.languages[0] if len(self.languages) == 1 else None
        lang = {_XML_LANG: own} if own else {}
        first = next((at for at, one in enumerate(text.opening) if one.kind not in _PREFACE), len(text.opening))
        has_body = bool(text.sections)
        if has_body:
            self._part(doc, "preface", text.opening[:first], prefix, lang)
            self._part(doc, "preamble", text.opening[first:], prefix, lang)
        body = _add(doc, "mainBody", {"eId": self._name(f"{prefix}body"), **lang})
        for section in text.sections:
            self._section(body, section, prefix)
        if not has_body:
            self._blocks(body, text.opening)
        if not len(body):
            _add(body, "p")
        self._part(doc, "conclusions", text.closing, prefix, lang)

    def attach(self, doc: ET.Element, annexes: Sequence[Section], others: Sequence[FileText]) -> None:
        """Annexes of the text, and the texts of other files, each a document of its own."""
        if not annexes and not others:
            return
        attachments = _add(doc, "attachments")
        for annex in annexes:
            number, component = self._attachment("lampiran")
            attachment = _add(attachments, "attachment", {"eId": number})
            name = " – ".join(filter(None, (annex.head.label, annex.head.heading)))
            _add(attachment, "heading", text=name)
            inner = self.document(attachment, component, "lampiran")
            self._annex_body(inner, annex, f"{number}__")
        for other in others:
            number, component = self._attachment(slug(other.berkas.jenis.value))
            attachment = _add(attachments, "attachment", {"eId": number})
            _add(attachment, "heading", text=label(other.berkas.jenis))
            code = other.berkas.bahasa if other.berkas.jenis is JenisBerkas.TERJEMAHAN else ""
            codes = (code,) if code else self.languages
            writer = _Writer(self.record, codes, self.taken)
            inner = writer.document(attachment, component, slug(other.berkas.jenis.value))
            writer.text(inner, other.text, f"{number}__")
            writer.attach(inner, other.text.annexes, [])

    def _attachment(self, kind: str) -> tuple[str, str]:
        number = next(one for one in count(1) if f"att_{one}" not in self.taken)
        return self._name(f"att_{number}"), f"{kind}_{number}"

    def _annex_body(self, doc: ET.Element, annex: Section, prefix: str) -> None:
        body = _add(doc, "mainBody", {"eId": self._name(f"{prefix}body")})
        self._blocks(body, annex.blocks)
        for section in annex.sections:
            self._section(body, section, prefix)
        if not len(body):
            _add(body, "p")

    def _part(self, doc: ET.Element, name: str, blocks: Sequence[ReadBlock], prefix: str, lang: dict[str, str]) -> None:
        if blocks:
            self._blocks(_add(doc, name, {"eId": self._name(prefix + name), **lang}), blocks)

    def _blocks(self, parent: ET.Element, blocks: Sequence[ReadBlock]) -> None:
        for block in blocks:
            self._p(parent, block, block.text)

    def _p(self, parent: ET.Element, block: ReadBlock, text: str) -> None:
        """A paragraph; lines that mean something end with a break."""
        first, *rest = text.split("\n")
        attributes = {} if block.kind is BlockKind.PARAGRAPH else {"class": block.kind.value}
        p = _add(parent, "p", attributes | self._language(block), first)
        for line in rest:
            _add(p, "eol").tail = line

    def _language(self, block: ReadBlock) -> dict[str, str]:
        is_other = block.language is not None and tuple(self.languages) != (block.language,)
        return {_XML_LANG: block.language} if is_other and block.language else {}

    def _section(self, parent: ET.Element, section: Section, prefix: str) -> None:
        head = section.head
        if head.kind not in _HEADS:
            holder = _add(parent, "hcontainer", {"name": "penutup", "eId": self._name(f"{prefix}hcontainer_1")})
            self._content(holder, section.blocks)
            return
        name, short = _HEADS[head.kind]
        eid = self._name(f"{prefix}{short}_{_number(head.label.split(' ', 1)[-1], len(parent) + 1)}")
        element = _add(parent, name, {"eId": eid, **self._language(head)})
        _add(element, "num", text=head.label)
        if head.heading:
            _add(element, "heading", text=head.heading)
        if section.sections:
            if section.blocks:
                named = {"name": "teks", "eId": self._name(f"{eid}__hcontainer_1")}
                self._content(_add(element, "hcontainer", named), section.blocks)
            for inner in section.sections:
                self._section(element, inner, prefix)
        else:
            self._items(element, section.blocks, eid)

    def _content(self, parent: ET.Element, blocks: Sequence[ReadBlock]) -> None:
        content = _add(parent, "content")
        self._blocks(content, blocks)
        if not blocks:
            _add(content, "p")

    def _items(self, element: ET.Element, blocks: Sequence[ReadBlock], eid: str) -> None:
        """What stands below a heading: an introduction, then ayat, huruf and angka within each other."""
        self._item(element, [], _tree(blocks), eid)

    def _item(self, element: ET.Element, own: list[tuple[ReadBlock, str]], inner: "_Items", eid: str) -> None:
        before = [*own, *((block, block.text) for block in inner.before)]
        if not inner.items:
            content = _add(element, "content")
            for block, text in before:
                self._p(content, block, text)
            if not before:
                _add(content, "p")
            return
        if before:
            intro = _add(element, "intro")
            for block, text in before:
                self._p(intro, block, text)
        for place, (block, below) in enumerate(inner.items, 1):
            name, short = _ITEMS[block.kind]
            mark, text = _marked(block.text)
            child_id = self._name(f"{eid}__{short}_{_number(mark, place)}")
            child = _add(element, name, {"eId": child_id, **self._language(block)})
            if mark:
                _add(child, "num", text=mark)
            self._item(child, [(block, text)] if text else [], below, child_id)

    def _name(self, wanted: str) -> str:
        """A name that no other place has: the wanted one, or the same with a number behind it."""
        name = next(one for one in chain([wanted], (f"{wanted}_{n}" for n in count(2))) if one not in self.taken)
        self.taken.add(name)
        return name


@dataclass
class _Items:
    """Blocks before the first item, and the items, each with what stands below it."""

    before: list[ReadBlock] = field(default_factory=list)
    items: list[tuple[ReadBlock, "_Items"]] = field(default_factory=list)


def _tree(blocks: Sequence[ReadBlock]) -> _Items:
    """Items within each other: an ayat stands alone, any other kind below what is open when it first comes.

    Some papers put letters below numbers, others numbers below letters. A paragraph goes on with the item before it.
    """
    top = _Items()
    path: list[tuple[BlockKind, _Items]] = []
    for block in blocks:
        if block.kind not in _ITEMS:
            (path[-1][1] if path else top).before.append(block)
            continue
        open_kinds = [kind for kind, _ in path]
        if block.kind is BlockKind.AYAT:
            path = []
        elif block.kind in open_kinds:
            path = path[: open_kinds.index(block.kind)]
        made = _Items()
        (path[-1][1] if path else top).items.append((block, made))
        path = [*path, (block.kind, made)]
    return top


def _marked(text: str) -> tuple[str, str]:
    """The mark of an item, and its words."""
    found = _MARK.match(text)
    return (found[0], text[found.end() :].strip()) if found else ("", text)


def _add(parent: ET.Element, name: str, attributes: dict[str, str] | None = None, text: str = "") -> ET.Element:
    cleaned = {key: clean_line(value) for key, value in (attributes or {}).items()}
    element = ET.SubElement(parent, name, cleaned)
    if text:
        element.text = text
    return element
