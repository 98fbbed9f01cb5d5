"""FAIR Signposting: typed links by which a machine finds files and metadata of a naskah, in headers and as a linkset.

After the profile at signposting.org/FAIR, with RFC 8288 (header) and RFC 9264 (linkset). The address of the page is the
lasting one, so it is what `cite-as` names.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from portal.web.public.formats.record import PDF, Record

LINKSET = "application/linkset+json"
MOST_IN_HEADER = 12
"""Files named in the header; of a naskah with more, the linkset names all. Servers refuse headers without end."""
_PAGE_TYPES = ("https://schema.org/AboutPage", "https://schema.org/DigitalDocument")
_HTML = "text/html"


@dataclass(frozen=True)
class MetadataFormat:
    """A format that describes or holds a naskah: the end of its address, its media type, its name, whom it is for."""

    suffix: str
    mimetype: str
    name: str
    group: Literal["reference", "text", "machine"]

    @property
    def is_text(self) -> bool:
        """Whether it holds the text, so that it says little where no text is public."""
        return self.group == "text"


METADATA: tuple[MetadataFormat, ...] = (
    MetadataFormat("ris", "application/x-research-info-systems", "RIS", "reference"),
    MetadataFormat("bib", "application/x-bibtex", "BibTeX", "reference"),
    MetadataFormat("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", "reference"),
    MetadataFormat("jsonld", "application/ld+json", "JSON-LD", "machine"),
)
TEXT: tuple[MetadataFormat, ...] = (
    MetadataFormat("akn.xml", "application/akn+xml", "Akoma Ntoso", "text"),
    MetadataFormat("md", "text/markdown", "Markdown", "text"),
)
FORMATS: Mapping[str, MetadataFormat] = {one.suffix: one for one in (*METADATA, *TEXT)}


@dataclass(frozen=True)
class TypedLink:
    """A link with its relation and, where it is known, the media type of its target."""

    relation: str
    href: str
    mimetype: str = ""

    def header(self) -> str:
        """As one value of a `Link` header."""
        return f'<{self.href}>; rel="{self.relation}"' + (f'; type="{self.mimetype}"' if self.mimetype else "")


def page_links(record: Record) -> list[TypedLink]:
    """What the page of a naskah leads to."""
    return [
        TypedLink("cite-as", record.url),
        *(TypedLink("type", kind) for kind in _PAGE_TYPES),
        *(TypedLink("describedby", record.address(f".{one.suffix}"), one.mimetype) for one in METADATA),
        *_items(record),
        TypedLink("linkset", record.address("/linkset.json"), LINKSET),
    ]


def page_header(record: Record) -> str:
    """The `Link` header of the page."""
    links = page_links(record)
    if sum(link.relation == "item" for link in links) > MOST_IN_HEADER:
        links = [link for link in links if link.relation != "item"]
    return ", ".join(link.header() for link in links)


def part_header(url: str, relation: str) -> str:
    """The `Link` header of a file (`collection`) or of a metadata document (`describes`) of the page at `url`."""
    return TypedLink(relation, url, _HTML).header()


def linkset(record: Record) -> str:
    """All links as JSON (RFC 9264, section 4.2)."""
    contexts = [_context(record.url, [link for link in page_links(record) if link.relation != "linkset"])]
    contexts += [_context(link.href, [TypedLink("collection", record.url, _HTML)]) for link in _items(record)]
    for one in METADATA:
        contexts.append(_context(record.address(f".{one.suffix}"), [TypedLink("describes", record.url, _HTML)]))
    return json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1)


def _items(record: Record) -> Iterator[TypedLink]:
    """What belongs to the naskah itself: its files, and its text where there is one."""
    for berkas in record.berkas:
        yield TypedLink("item", record.file_address(berkas), PDF)
    if record.naskah.page_count:
        for one in TEXT:
            yield TypedLink("item", record.address(f".{one.suffix}"), one.mimetype)


def _context(anchor: str, links: list[TypedLink]) -> dict[str, object]:
    found: dict[str, object] = {"anchor": anchor}
    for relation in dict.fromkeys(link.relation for link in links):
        found[relation] = [
            {"href": link.href} | ({"type": link.mimetype} if link.mimetype else {})
            for link in links
            if link.relation == relation
        ]
    return found
