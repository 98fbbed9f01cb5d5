"""Requests that no browser sends, drawn by lot for every open address, and what is wrong with an answer.

The addresses come from the table of the application and the names of parameters from what its views ask for: a new view
is asked strangely from its first day on.
"""

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from flask import has_request_context, request
from sqlalchemy import select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from portal import clock
from portal.domain.langganan import read_mail_address
from portal.models.langganan import Langganan
from portal.models.naskah import Naskah
from portal.search.params import FILTERS, read_saved
from portal.services.langganan import following, tokens
from portal.services.naskah.editing import update_naskah
from portal.web.errors import is_json_address
from portal.web.policy import OPEN
from portal.web.public.data.changes import SEJAK
from portal.web.public.data.oai_request import VERBS
from portal.web.public.formats.signposting import FORMATS
from portal.web.words.labels.statistik import TABLES
from tests.factories.naskah import sample_fields
from tests.fixtures.public_site import SECRET, Site

VALUES = (
    "", "%", "%%%", "%00", "%00abc", "%FF%FE", "%ED%A0%80", "%C0%AF", "-1", "0", "00", "1", "+1", "%2B1", "1e9", "1.5",
    "NaN", "null", "true", "2147483648", "9" * 19, "9" * 400, "%D9%A3", "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96", "a",
    "a" * 300, "a" * 8000, "%F0%9F%98%80" * 40, "%E2%80%AE%D7%90%D8%A7", "%CC%81" * 300, "%C4%B0%C3%9F%EF%AC%81",
    "%C2%A0%E3%80%80", "%3Cscript%3Ealert(1)%3C/script%3E", "%22%27%3E%3C", "..%2f..%2fetc%2fpasswd", "....//", "%5c",
    "%0d%0aSet-Cookie:%20a=b", "%7B%7B7*7%7D%7D", "%25s%25n", "*", "a*", "ab*", "abc*", "*abc", "%22", "-", "-a",
    "-%22a%22", "OR", "a%20OR", "ATAU%20ATAU", "(", "[a%20TO%20z]", "kode:x", "dan%20yang%20di", "2026-02-30",
    "0000-00-00", "9999-12-31", "0001-01-01", "2026-99999", "a,b", "a;b", "a%26b=c", "%09", "%0a", "%7F", "%E2%80%A8",
    "%F4%8F%BF%BF", "%EF%BB%BFa", "' OR 1=1 --", "\xe9",
)  # fmt: skip
"""As they stand in an address."""
HEADERS: Mapping[str, Sequence[str]] = {
    "Range": ("bytes=0-0", "bytes=-1", "bytes=-0", "bytes=5-2", "bytes=99999999999999999999-", "bytes=0-9,20-",
              "bytes=", "byte=0-1", "bytes=a-b", "bytes=" + "0-1," * 500, "bytes=--1", "\xff", "bytes 0-1",
              "bytes=0-" + "9" * 400),
    "If-None-Match": ("*", "W/", '"', '""', "W/\"a\", b", '"' + "a" * 7000, "\x7f", ",,,", '"a" "b"'),
    "If-Match": ("*", "W/", '"', '"a"', ",", "\xe9"),
    "If-Modified-Since": ("kemarin", "0", "-1", "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
                          "Fri, 99 Foo 2099 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 +9999", "\xff" * 50,
                          "Sat, 01 Jan 99999999999999 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2359"),
    "If-Unmodified-Since": ("kemarin", "Mon, 01 Jan 0001 00:00:00 GMT"),
    "If-Range": ("*", '"a"', "W/", "Fri, 99 Foo", "Fri, 31 Dec 9999 23:59:59 -2359"),
    "Accept": ("", "*", "*/", "/*", "a/b;q=x", "text/html;q=99999999999999999999", "a" * 5000, ";;;", "\xff",
               "*/*;q=nan"),
    "Accept-Encoding": ("gzip;q=x", "gzip;q=nan", "gzip;q=-1", "identity;q=0", "*;q=0", ",", "gzip" * 500, "\xff"),
    "Accept-Language": ("x" * 3000, "en;q=", "id-ID-u-ca-buddhist-x-", "*", "\xff"),
    "Cookie": ("sesi=", "sesi=a.b.c", "sesi=" + "A" * 4000, "=;=;=", "sesi=\xff", "sesi=eyJhIjoxfQ.aaaa.bbbb",
               "\x7f=1"),
    "Content-Type": ("", "x", "application/json", "multipart/form-data", "multipart/form-data; boundary=",
                     "multipart/form-data; boundary=" + "a" * 300, "application/x-www-form-urlencoded; charset=utf-7",
                     "text/plain; charset=\xff"),
    "Content-Length": ("-1", "abc", "99999999999999"),
    "Origin": ("null", "http://[", "x", "\xff"),
    "Referer": ("http://[", "\xff", "a" * 5000),
    "X-Forwarded-For": ("'", "1.1.1.1, " * 500, "\xff"),
    "Authorization": ("Basic", "Basic %%%", "Bearer " + "a" * 4000, "Digest username=", "\xff"),
    "User-Agent": ("", "\xff\xfe", "a" * 6000, "() { :; }; x"),
    "X-HTTP-Method-Override": ("DELETE",),
    "Transfer-Encoding": ("chunked", "gzip"),
}  # fmt: skip
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "X" * 300)
BODIES = (
    b"", b"&&&", b"%", b"=" * 5000, b"\x00\xff\xfe", b"{", b'{"a":' * 3000, b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>",
    b"--x\r\n\r\n", b"a=%ED%A0%80&verb=%00", b"surel=a@b.example%0d%0aBcc:c@d.example&pencarian=q%3Da",
    b"verb=ListRecords&metadataPrefix=oai_dc&from=%FF", b"pencarian=" + b"%26" * 3000, b"langganan=" + b"9" * 400,
)  # fmt: skip
_MOST_SECONDS = 2.0
"""Of the processor, for one answer on a machine like ours: ten times what the dearest page takes."""


@dataclass(frozen=True)
class Strange:
    """One request, and the names of the parameters in it."""

    endpoint: str
    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    names: tuple[str, ...] = ()


class _Noted(ImmutableMultiDict[str, str]):
    """Parameters that remember which of their names a view asked for."""

    asked: ClassVar[defaultdict[str, set[str]]] = defaultdict(set)

    def _note(self, name: object) -> None:
        if isinstance(name, str) and has_request_context() and request.endpoint:
            self.asked[request.endpoint].add(name)

    def get(self, key, default=None, type=None):  # type: ignore[no-untyped-def]
        self._note(key)
        return super().get(key, default, type)

    def getlist(self, key, type=None):  # type: ignore[no-untyped-def]
        self._note(key)
        return super().getlist(key, type)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return super().__contains__(key)


class Asker:
    """Asks an application strangely; `values` are right parts of addresses, by the name of the part."""

    def __init__(self, site: Site, values: Mapping[str, Sequence[str]], seed: int = 1) -> None:
        self.site = site
        self._chance = random.Random(seed)  # noqa: S311 - repeatable.
        self._values = values
        self.rules = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint in OPEN]
        self._names = self._learn()

    def _learn(self) -> dict[str, list[str]]:
        """By endpoint, the names its view asks for; last those of all together."""
        before, app = self.site.app.request_class, self.site.app
        app.request_class = type("NotingRequest", (before,), {"parameter_storage_class": _Noted})
        try:
            for rule in self.rules:
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    for kode in self._values["kode"]:
                        address = self._filled(rule, {"kode": kode, "lain": kode})
                        self.site.client.open(address, method=method).close()
                        if "kode" not in rule.arguments:
                            break
        finally:
            app.request_class = before
        described = self.site.client.get("/api/v1/openapi.json").json
        named = {one["name"] for path in described["paths"].values() for one in path["get"].get("parameters", ())}
        asked = {endpoint: sorted(found) for endpoint, found in _Noted.asked.items()}
        # These views take everything at once and look for themselves.
        asked["public.oai"] = sorted(
            {"verb", "resumptionToken"}.union(*(needed | taken for needed, taken in VERBS.values()))
        )
        asked["public.change_list"], asked["api.search"] = [SEJAK.name], sorted(named)
        everything = sorted(named.union(FILTERS, *asked.values()))
        return {rule.endpoint: asked.get(rule.endpoint, []) for rule in self.rules} | {"": everything}

    @property
    def all_names(self) -> frozenset[str]:
        """Every name that any view asks for."""
        return frozenset(self._names[""])

    def each(self) -> Iterator[Strange]:
        """Every address with every way of asking, and with each name its view asks for, once strangely."""
        for rule in self.rules:
            for method in METHODS:
                yield Strange(rule.endpoint, method, self._right(rule))
            for name in self._names[rule.endpoint]:
                yield from self._with_value(rule, name)
            for name in rule.arguments:
                yield Strange(rule.endpoint, "GET", self._part(rule, name))
            for name, values in HEADERS.items():
                yield Strange(rule.endpoint, "GET", self._right(rule), {name: self._chance.choice(values)})

    def by_lot(self, count: int) -> Iterator[Strange]:
        """So many requests, each strange in one or more ways."""
        for _ in range(count):
            yield self._drawn()

    def _with_value(self, rule: Rule, name: str) -> Iterator[Strange]:
        right = self._right(rule)
        yield Strange(rule.endpoint, "GET", f"{right}?{name}={self._chance.choice(VALUES)}", names=(name,))
        yield Strange(rule.endpoint, "GET", f"{right}?{name}=1&{name}={self._chance.choice(VALUES)}", names=(name,))

    def _drawn(self) -> Strange:
        chance, rule = self._chance, self._chance.choice(self.rules)
        names = [chance.choice(self._names[""]) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
        names += chance.choices(self._names[rule.endpoint] or self._names[""], k=chance.choice((0, 1, 1, 2)))
        query = "&".join(f"{name}={chance.choice(VALUES)}" for name in names)
        address = self._right(rule)
        if rule.arguments and chance.random() < 0.3:
            address = self._part(rule, chance.choice(sorted(rule.arguments)))
        elif chance.random() < 0.05:
            address += chance.choice(("/", "//", "/.", "/..", "%2f", "%00", ";a", ".", "?", "%20", "/" * 50))
        headers = {}
        for name in chance.sample(sorted(HEADERS), k=chance.choice((0, 0, 1, 2))):
            headers[name] = chance.choice(HEADERS[name])
        method = chance.choice(METHODS) if chance.random() < 0.3 else chance.choice(sorted(rule.methods or ("GET",)))
        body = chance.choice(BODIES) if method not in ("GET", "HEAD") and chance.random() < 0.7 else b""
        if body and "Content-Type" not in headers and chance.random() < 0.7:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        joined = "&" if "?" in address else "?"
        return Strange(
            rule.endpoint, method, f"{address}{joined}{query}" if query else address, headers, body, tuple(names)
        )

    def _right(self, rule: Rule) -> str:
        return self._filled(rule, {})

    def _part(self, rule: Rule, name: str) -> str:
        return self._filled(rule, {name: self._chance.choice(VALUES)})

    def _filled(self, rule: Rule, strange: Mapping[str, str]) -> str:
        path = rule.rule
        for name in rule.arguments:
            value = strange.get(name) if name in strange else self._chance.choice(self._values.get(name, ("1",)))
            path = re.sub(rf"<(?:[^<>]*:)?{name}>", lambda _, value=value: str(value), path)
        return path

    def faults(self, asked: Iterable[Strange]) -> list[str]:
        """What is wrong with the answers, a line each."""
        client, found = self.site.client, []
        for one in asked:
            began = time.process_time()
            answer = client.open(
                f"http://localhost{one.address}", method=one.method, headers=dict(one.headers), data=one.body
            )
            body = answer.get_data()
            answer.close()
            seconds = time.process_time() - began
            found += [
                f"{fault}: {one.method} {one.address[:200]} {dict(one.headers)} {one.body[:80]!r}"[:500]
                for fault in _faults(one, answer, body, seconds)
            ]
        return found


def opened(site: Site, seed: int = 1) -> Asker:
    """An asker of this site; one of its naskah gets an earlier version first, and somebody follows a search."""
    kode = site.kode["child"]
    with site.office.stores.database.transaction() as session:
        version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
        fields = sample_fields(judul="Pelatihan Petugas yang Dibetulkan", subjek=("Pelatihan Pegawai",))
        update_naskah(session, kode, version, fields, site.office.act())
    site.office.submit(kode)
    site.office.drain()
    now = clock.utc_now()
    with site.office.stores.database.transaction() as session:
        following.ask(session, read_mail_address("pembaca@contoh.example"), read_saved("q=pelatihan"), now)
        langganan = session.scalars(select(Langganan)).one()
        offer = tokens.offering(session, langganan.pelanggan_id, langganan.id, now)
    codes = tuple(site.kode.values())
    values = {
        "kode": codes,
        "lain": codes,
        "suffix": tuple(FORMATS),
        "form": ("jpg", "webp"),
        "filename": ("icons.svg",),
        "tile": ("0/000.p/1", "entries/000.p/1"),
        "name": tuple(TABLES),
        "token": (offer,),
    }
    return Asker(site, values, seed)


def _faults(one: Strange, answer, body: bytes, seconds: float) -> Iterator[str]:  # type: ignore[no-untyped-def]
    text = body.decode("utf-8", "replace")
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    if seconds > _MOST_SECONDS:
        yield f"{seconds:.1f} s"
    if SECRET in text.lower() and SECRET not in one.address.lower():
        yield "a word of what is not published"
    if answer.headers.get("X-Content-Type-Options") != "nosniff" or "Content-Security-Policy" not in answer.headers:
        yield "no headers of safety"
    if answer.status_code >= 400 and answer.headers.get("Cache-Control") != "no-store":
        yield "an error that may be kept"
    if "Set-Cookie" in answer.headers and not one.address.startswith("/masuk"):
        yield "a cookie"
    if one.method == "HEAD" and body:
        yield "a body after HEAD"
    if "<script>alert" in text and "html" in (answer.mimetype or ""):
        yield "a script of the visitor"
    if answer.status_code == 400 and one.names and one.method == "GET" and not one.headers:
        told = answer.json.get("parameter", "") if is_json_address(answer.request.path) else text
        if not any(name in told for name in one.names):
            yield "a refusal that names nothing"
