"""A crawl of everything the public may ask for, as one comparable value an address."""

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from portal.web.policy import OPEN
from portal.web.public.formats.signposting import FORMATS
from portal.web.words.labels.statistik import TABLES

ORIGIN = "http://localhost"
FIRST = (
    "/", "/cari", "/mitra", "/unit", "/negara", "/tahun", "/tentang", "/sitemap.xml", "/robots.txt", "/healthz",
    "/api/v1/naskah", "/api/v1/openapi.json", "/masuk", "/tidak-ada",
    "/data/", "/data/naskah.csv", "/data/naskah.jsonl", "/data/perubahan.json", "/data/perubahan.json?sejak=5",
    "/data/katalog.ttl", "/data/katalog.jsonld", "/umpan.atom", "/umpan.atom?negara=KP", "/umpan.atom?q=RAHASIA",
    "/oai?verb=Identify", "/oai?verb=ListSets", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=unit:LAPAS-B",
)  # fmt: skip
"""Where a crawl begins; everything else is found from there."""
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>|"(?:url|\w*_url|next|prev)":\s*"([^"]*)"')
_OF_THE_MOMENT = re.compile(
    rb'"took_ms":\s*\d+|name="csrf_token" value="[^"]+"|\b\d\d[.:]\d\d WI(?:B|TA|T)\b|'
    rb"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)|"
    # The size of a packed file follows the codes in it.
    rb'"\d+"\^\^xsd:nonNegativeInteger|"@value": "\d+",\s+"@type": "xsd:nonNegativeInteger"|\d+(?:[,.]\d+)? [kK]B\b'
)
_CODE_ON_PAPER = re.compile(rb'<svg class="qr".*?</svg>', re.S)
"""It draws the code of a naskah."""
_SIGNED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}|\+[0-9a-f]{8}\+")
"""Roots, signatures and sealed digests hang on codes, moments, salts and keys, which are drawn by lot."""
_HEADERS = ("Content-Type", "Content-Disposition", "Location", "Cache-Control", "Link", "X-Robots-Tag", "Allow",
            "X-Perubahan-Nomor")  # fmt: skip

_DRAWN = ("image/png", "application/octet-stream")
_PARTS = {
    "lain": ("KODE-0001",), "versi": ("1",), "urutan": ("1",), "nomor": ("1",), "suffix": tuple(FORMATS),
    "form": ("jpg",), "name": tuple(TABLES), "tile": ("0/000.p/1", "entries/000.p/1"),
    "token": ("x",), "filename": ("icons.svg",),
}  # fmt: skip
"""What stands in the parts of an address, but for its first code."""

Answers = dict[str, tuple[int, tuple[str, ...], bytes]]
"""Status, the headers that speak of content, and the body, by address."""


def crawl(client: FlaskClient, codes: Mapping[str, str], words: Iterable[str], *, most: int) -> Answers:
    """The answers to at most `most` addresses; each code stands under the name it has in `codes`.

    Codes are drawn by lot, so two portals with the same content are compared under names of the test's own.
    """
    waiting = deque(dict.fromkeys((*FIRST, *_asked(words), *_of_table(client.application, codes), *_named(codes))))
    seen, answers = set(waiting), Answers()
    while waiting and len(answers) < most:
        address = waiting.popleft()
        answers[address] = answer_to(client, codes, address)
        if not answers[address][1][0].startswith(("text/html", "application/xml", "application/json", "text/xml")):
            continue
        for link in _links(address, answers[address][2].decode("utf-8", "replace")):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return answers


def answer_to(client: FlaskClient, codes: Mapping[str, str], address: str) -> tuple[int, tuple[str, ...], bytes]:
    """Status, headers and body of one address, without what is of the moment or drawn by lot."""
    response = client.get(_with_codes(address, codes))
    # A card shows its code, a tile holds what was drawn by lot.
    body = b"" if response.mimetype in _DRAWN else response.get_data()
    response.close()
    headers = tuple(_as_named(response.headers.get(name, "").encode(), codes).decode() for name in _HEADERS)
    return response.status_code, headers, _in_order(_masked(address, _as_named(body, codes)))


def differences(one: Answers, other: Answers) -> list[str]:
    """Addresses that are answered differently, or by one of the two alone."""
    return sorted(address for address in one.keys() | other.keys() if one.get(address) != other.get(address))


def _asked(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for address in (
            "/cari?q=", "/cari/saran.json?q=", "/api/v1/naskah?q=", "/cari?mitra=", "/api/v1/naskah?mitra=",
            "/cari?negara=",
        ):  # fmt: skip
            yield address + word.replace(" ", "+")


def _of_table(app: Flask, codes: Mapping[str, str]) -> Iterator[str]:
    """Every open address of the application: all that speak of one naskah for the first code, one for each other."""
    of_naskah = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in OPEN or "GET" not in (rule.methods or ()):
            continue
        paths = [rule.rule]
        for name in sorted(rule.arguments - {"kode"}):
            part = re.compile(rf"<(?:[^<>]*:)?{name}>")
            paths = [part.sub(value, path) for path in paths for value in _PARTS.get(name, ("x",))]
        if "kode" in rule.arguments:
            of_naskah += [re.sub("<[^<>]*:kode>", "{}", path) for path in paths]
        else:
            yield from paths
    for number, name in enumerate(codes):
        chosen = of_naskah if number == 0 else [of_naskah[number % len(of_naskah)]]
        yield from (path.format(name) for path in chosen)


def _named(codes: Mapping[str, str]) -> Iterator[str]:
    for name in codes:
        yield from (f"/n/{name}", f"/api/v1/naskah/{name}", f"/n/{name}/naskah.pdf", f"/n/{name}?tampil=teks")


def _links(address: str, text: str) -> Iterator[str]:
    for groups in _LINK.findall(text):
        link = urldefrag(urljoin(ORIGIN + address, html.unescape(next(filter(None, groups), "")))).url
        if link.startswith(ORIGIN + "/") and not urlsplit(link).path.startswith(("/static/", "/masuk")):
            yield link.removeprefix(ORIGIN)


def _masked(address: str, body: bytes) -> bytes:
    body = _CODE_ON_PAPER.sub(b"", _OF_THE_MOMENT.sub(b"", body))
    return _SIGNED.sub(b"", body) if address.startswith("/log/") or address.endswith("/bukti") else body


def _in_order(body: bytes) -> bytes:
    """The map of the site and the files of everything are in the order of the codes."""
    is_by_code = b"<urlset" in body or body.startswith((b'{"kode"', b"\xef\xbb\xbfkode,"))
    return b"\n".join(sorted(body.splitlines())) if is_by_code else body


def _with_codes(address: str, codes: Mapping[str, str]) -> str:
    for name, kode in codes.items():
        address = address.replace(name, kode)
    return address


def _as_named(body: bytes, codes: Mapping[str, str]) -> bytes:
    for name, kode in codes.items():
        body = body.replace(kode.encode(), name.encode())
    return body
