"""Reads what a child reported, believing nothing: the file it read may have taken it over."""

import json
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.burned import BurnedPage
from indexer.ocr.scan import PageScan
from portal.domain.berkas.reading import MAX_PAGES, Inspection, PageImage, PageText, TableText, WordBox, page_image_name
from portal.domain.tanda_tangan.report import MOST_SIGNATURES, NotCheckable, SignatureReport

REFUSALS = ("password", "unreadable")
MOST_CODES, LONGEST_CODE = 8, 200
"""Codes of a page, and letters of one, that are told."""


@dataclass
class Findings:
    """All that one child, or several on the same file, found out. Pages by number."""

    inspection: Inspection | None = None
    count: int | None = None
    pages: dict[int, PageText] = field(default_factory=dict)
    words: dict[int, tuple[WordBox, ...]] = field(default_factory=dict)
    images: dict[int, PageImage] = field(default_factory=dict)
    scans: dict[int, PageScan] = field(default_factory=dict)
    burned: dict[int, BurnedPage] = field(default_factory=dict)
    codes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    """Bytes of each part that was cut out."""
    tables: list[TableText] = field(default_factory=list)
    unreadable: set[tuple[str, int]] = field(default_factory=set)
    finished: list[str] = field(default_factory=list)
    refused: str | None = None
    confinement: dict[str, Any] | None = None
    signatures: dict[int, SignatureReport] = field(default_factory=dict)
    signature_count: int | None = None
    signatures_not_checkable: NotCheckable | None = None

    def furthest(self, kind: str) -> int:
        """The last page a step of this kind has dealt with, 0 if none."""
        found: dict[str, Collection[int]] = {
            "text": self.pages, "images": self.images, "burn": self.burned, "codes": self.codes,
        }  # fmt: skip
        return max([*found.get(kind, ()), *self.unreadable_by(kind)], default=0)

    def unreadable_by(self, kind: str) -> list[int]:
        """The pages that a step of this kind could not load."""
        return sorted(number for of_kind, number in self.unreadable if of_kind == kind)

    def merge(self, other: "Findings") -> None:
        """Add what a further child found."""
        self.inspection = other.inspection or self.inspection
        self.count = self.count if other.count is None else other.count
        self.pages |= other.pages
        self.words |= other.words
        self.images |= other.images
        self.scans |= other.scans
        self.burned |= other.burned
        self.codes |= other.codes
        self.parts |= other.parts
        # A child that went on where another was killed may have found the same table again.
        self.tables += [table for table in other.tables if table not in self.tables]
        self.unreadable |= other.unreadable
        self.refused = other.refused or self.refused
        self.confinement = other.confinement or self.confinement
        self.signatures |= other.signatures
        self.signature_count = self.signature_count if other.signature_count is None else other.signature_count
        self.signatures_not_checkable = other.signatures_not_checkable or self.signatures_not_checkable


def read_findings(lines: int, limit: int) -> Findings:
    """Read a report from its open file; a last line cut short by the death of the child is left out.

    Raises ValueError on anything a sound child does not write.
    """
    size = os.fstat(lines).st_size
    if size > limit:
        raise ValueError("the report is larger than allowed")
    findings = Findings()
    for line in os.pread(lines, size, 0).split(b"\n")[:-1]:
        entry = json.loads(line)
        if type(entry) is not dict or len(entry) != 1:
            raise ValueError("each line holds one finding")
        ((name, value),) = entry.items()
        if name not in _READERS:
            raise ValueError("a finding of no known kind")
        _READERS[name](findings, value)
    return findings


def save_images(findings: Findings, pictures: int, out_dir: Path) -> None:
    """Write each reported picture to `out_dir`; raises ValueError if the bytes are not the pictures reported."""
    place = 0
    for number, image in findings.images.items():
        data = os.pread(pictures, image.size, place)
        place += image.size
        is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        if len(data) != image.size or not is_webp or image.filename != page_image_name(number):
            raise ValueError("a reported picture is not there")
        (out_dir / image.filename).write_bytes(data)
    for scan in findings.scans.values():
        scan.save(os.pread(pictures, scan.size, place), out_dir)
        place += scan.size
    for page in findings.burned.values():
        data = os.pread(pictures, page.size, place)
        place += page.size
        if not page.is_shown_by(data):
            raise ValueError("a reported burned page is not there")
        (out_dir / page.filename).write_bytes(data)
    for number, size in findings.parts.items():
        data = os.pread(pictures, size, place)
        place += size
        if len(data) != size or data[:5] != b"%PDF-":
            raise ValueError("a reported part is not there")
        (out_dir / part_name(number)).write_bytes(data)


def part_name(number: int) -> str:
    """The file in which a part that was cut out is put, counted from 1."""
    return f"bagian-{number:05d}.pdf"


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MAX_PAGES:
        raise ValueError("a page number was expected")
    return value


def _add_inspection(findings: Findings, value: object) -> None:
    findings.inspection = Inspection.from_json(value)


def _add_count(findings: Findings, value: object) -> None:
    findings.count = _whole(value)


def _add_page(findings: Findings, value: object) -> None:
    page = PageText.from_json(value)
    findings.pages[page.number] = page


def _add_unreadable(findings: Findings, value: object) -> None:
    if type(value) is not list or len(value) != 2 or value[0] not in ("text", "images", "scan", "burn", "codes"):
        raise ValueError("the kind of a step and a page number were expected")
    findings.unreadable.add((value[0], _whole(value[1])))


def _add_image(findings: Findings, value: object) -> None:
    image = PageImage.from_json(value)
    if image.number in findings.images:
        raise ValueError("a page has one picture")
    findings.images[image.number] = image


def _add_scan(findings: Findings, value: object) -> None:
    scan = PageScan.from_json(value)
    if scan.number in findings.scans:
        raise ValueError("a page has one scan")
    findings.scans[scan.number] = scan


def _add_burned(findings: Findings, value: object) -> None:
    page = BurnedPage.from_json(value)
    if page.number in findings.burned:
        raise ValueError("a page is burned once")
    findings.burned[page.number] = page


def _add_codes(findings: Findings, value: object) -> None:
    if type(value) is not dict or type(value.get("texts")) is not list:
        raise ValueError("codes of a page were expected")
    texts = value["texts"]
    if not all(type(text) is str and len(text) <= LONGEST_CODE for text in texts) or len(texts) > MOST_CODES:
        raise ValueError("codes are short texts")
    findings.codes[_whole(value.get("number"))] = tuple(texts)


def _add_part(findings: Findings, value: object) -> None:
    if type(value) is not dict or type(value.get("size")) is not int or value["size"] < 0:
        raise ValueError("a part and its size were expected")
    number = _whole(value.get("number"))
    if number in findings.parts:
        raise ValueError("a part is cut out once")
    findings.parts[number] = value["size"]


def _add_words(findings: Findings, value: object) -> None:
    if type(value) is not dict or type(value.get("words")) is not list:
        raise ValueError("words of a page were expected")
    findings.words[_whole(value.get("number"))] = tuple(WordBox.from_json(word) for word in value["words"])


def _add_table(findings: Findings, value: object) -> None:
    findings.tables.append(TableText.from_json(value))


def _add_done(findings: Findings, value: object) -> None:
    findings.finished.append(str(value))


def _add_refusal(findings: Findings, value: object) -> None:
    if value not in REFUSALS:
        raise ValueError("a refusal of no known kind")
    findings.refused = str(value)


def _add_confinement(findings: Findings, value: object) -> None:
    if type(value) is not dict:
        raise ValueError("a description was expected")
    findings.confinement = value


def _add_signature(findings: Findings, value: object) -> None:
    if type(value) is not dict or value.keys() != {"number", "facts"}:
        raise ValueError("the facts about a signature were expected")
    number = _whole(value["number"])
    if not 1 <= number <= MOST_SIGNATURES:
        raise ValueError("more signatures than are reported")
    findings.signatures[number] = SignatureReport.from_json(value["facts"])


def _add_signature_count(findings: Findings, value: object) -> None:
    findings.signature_count = _whole(value)


def _add_signatures_not_checkable(findings: Findings, value: object) -> None:
    if type(value) is not str:
        raise ValueError("a reason was expected")
    findings.signatures_not_checkable = NotCheckable(value)


_READERS: dict[str, Callable[[Findings, object], None]] = {
    "inspection": _add_inspection,
    "count": _add_count,
    "page": _add_page,
    "unreadable": _add_unreadable,
    "image": _add_image,
    "scan": _add_scan,
    "burned": _add_burned,
    "codes": _add_codes,
    "part": _add_part,
    "words": _add_words,
    "table": _add_table,
    "done": _add_done,
    "refused": _add_refusal,
    "confinement": _add_confinement,
    "signature": _add_signature,
    "signature_count": _add_signature_count,
    "signatures_not_checkable": _add_signatures_not_checkable,
}
