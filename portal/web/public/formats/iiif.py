"""IIIF: a Presentation 3 manifest of the pages, and the level-0 description of each page image (Image API 3).

Level 0 is one picture at its full size under one address. It has to be a JPEG; the WebP that the portal keeps is named
beside it as the better choice.
"""

import json
from collections.abc import Sequence
from typing import Any

from portal.domain.document.model import OutlineEntry
from portal.domain.formats import long_date
from portal.queries.public.images import PageImage
from portal.web.public.formats.citation import citation
from portal.web.public.formats.record import PDF, Record
from portal.web.words.exports import FACTS, FILE, PAGE

MANIFEST_TYPE = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
INFO_TYPE = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
_PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
_IMAGE = "http://iiif.io/api/image/3/context.json"
_WORDS = "id"
"""Language of labels that the portal chooses."""


def manifest(record: Record, images: Sequence[PageImage]) -> str:
    """The pages as canvases, with the outline as ranges."""
    item = record.naskah.item
    own = record.languages[0] if len(record.languages) == 1 else _WORDS
    found: dict[str, Any] = {
        "@context": _PRESENTATION,
        "id": record.address("/iiif/manifest.json"),
        "type": "Manifest",
        "label": {own: [record.judul]},
        "summary": {_WORDS: [citation(record)]},
        "metadata": [
            {"label": {_WORDS: [FACTS[name]]}, "value": {_WORDS: values}}
            for name, values in (
                ("bentuk", [record.form]),
                ("pihak", list(record.parties)),
                ("nomor", list(record.nomor)),
                ("ditandatangani", [long_date(item.signed)] if record.signed else []),
                ("unit", [record.unit]),
            )
            if values
        ],
        "provider": [
            {"id": f"{record.base_url}/", "type": "Agent", "label": {_WORDS: [record.publisher]},
             "homepage": [_page(f"{record.base_url}/", record.repository)]}
        ],
        "homepage": [_page(record.url, record.judul)],
        "seeAlso": [
            {"id": record.address(".jsonld"), "type": "Dataset", "format": "application/ld+json",
             "profile": "https://schema.org"}
        ],
        "rendering": [
            {"id": record.file_address(berkas), "type": "Text", "label": {_WORDS: [FILE]}, "format": PDF}
            for berkas in record.berkas
        ],
        "thumbnail": [_picture(record, image) for image in images[:1]],
        "items": [_canvas(record, image) for image in images],
    }  # fmt: skip
    if ranges := _ranges(record, images):
        found["structures"] = ranges
    return json.dumps(found, ensure_ascii=False)


def image_info(record_url: str, image: PageImage) -> str:
    """The description of one page image."""
    return json.dumps(
        {
            "@context": _IMAGE,
            "id": _service(record_url, image.nomor),
            "type": "ImageService3",
            "protocol": "http://iiif.io/api/image",
            "profile": "level0",
            "width": image.width,
            "height": image.height,
            "sizes": [{"width": image.width, "height": image.height}],
            "preferredFormats": ["webp"],
            "extraFormats": ["webp"],
        }
    )


def _service(url: str, nomor: int) -> str:
    return f"{url}/iiif/{nomor}"


def _canvas_id(url: str, nomor: int) -> str:
    return f"{url}/iiif/canvas/{nomor}"


def _canvas(record: Record, image: PageImage) -> dict[str, Any]:
    canvas = _canvas_id(record.url, image.nomor)
    size = {"width": image.width, "height": image.height}
    annotation = {
        "id": f"{canvas}/gambar/1",
        "type": "Annotation",
        "motivation": "painting",
        "body": _picture(record, image),
        "target": canvas,
    }
    return {
        "id": canvas,
        "type": "Canvas",
        "label": {_WORDS: [PAGE.format(nomor=image.nomor)]},
        **size,
        "items": [{"id": f"{canvas}/gambar", "type": "AnnotationPage", "items": [annotation]}],
    }


def _picture(record: Record, image: PageImage) -> dict[str, Any]:
    service = _service(record.url, image.nomor)
    return {
        "id": f"{service}/full/max/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": image.width,
        "height": image.height,
        "service": [{"id": service, "type": "ImageService3", "profile": "level0"}],
    }


def _ranges(record: Record, images: Sequence[PageImage]) -> list[dict[str, Any]]:
    """The outline; each place leads to the page it begins on."""
    shown = {image.nomor for image in images}
    entries = [entry for entry in record.naskah.outline if entry.page in shown]
    if not entries:
        return []
    return [
        {
            "id": f"{record.url}/iiif/range/isi",
            "type": "Range",
            "label": {_WORDS: [record.judul]},
            "items": [_range(record, entry) for entry in entries],
        }
    ]


def _range(record: Record, entry: OutlineEntry) -> dict[str, Any]:
    name = " – ".join(filter(None, (entry.label, entry.heading)))
    return {
        "id": f"{record.url}/iiif/range/{entry.anchor}",
        "type": "Range",
        "label": {_WORDS: [name]},
        "items": [{"id": _canvas_id(record.url, entry.page), "type": "Canvas"}],
    }


def _page(url: str, name: str) -> dict[str, Any]:
    return {"id": url, "type": "Text", "label": {_WORDS: [name]}, "format": "text/html"}
