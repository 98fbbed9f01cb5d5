"""Dublin Core and Open Graph for the head of the page of a naskah: names and values, in order."""

from collections.abc import Iterator

from portal.web.public.formats.card_size import HEIGHT, WIDTH
from portal.web.public.formats.citation import citation
from portal.web.public.formats.record import PDF, Record

LONGEST_DESCRIPTION = 300


def dublin_core(record: Record) -> Iterator[tuple[str, str]]:
    """Elements of Dublin Core as `<meta>` of a page: name and value."""
    yield "DC.title", record.title
    for party in record.parties:
        yield "DC.creator", party
    yield "DC.publisher", record.publisher
    yield "DC.contributor", record.unit
    if record.signed:
        yield "DC.date", record.signed
    yield "DC.type", record.form
    yield "DC.identifier", record.url
    for nomor in record.nomor:
        yield "DC.identifier", nomor
    for language in record.languages:
        yield "DC.language", language
    for subjek in record.keywords:
        yield "DC.subject", subjek
    if record.abstract:
        yield "DC.description", record.abstract
    if record.berkas:
        yield "DC.format", PDF


def open_graph(
    record: Record, *, url: str = "", site_name: str = "", locale: str = "id_ID"
) -> Iterator[tuple[str, str]]:
    """Properties of Open Graph: what another site shows of the page that somebody links to.

    `url` and `site_name` are given where the page is another than the Indonesian one.
    """
    yield "og:type", "article"
    yield "og:site_name", site_name or record.repository
    yield "og:locale", locale
    yield "og:title", record.judul
    yield "og:description", shortened(citation(record), LONGEST_DESCRIPTION)
    yield "og:url", url or record.url
    yield "og:image", record.address("/kartu.png")
    yield "og:image:type", "image/png"
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    yield "og:image:alt", shortened(record.title, LONGEST_DESCRIPTION)


def shortened(text: str, longest: int) -> str:
    """The text, cut between two words where it is too long."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,.;") + "…"
