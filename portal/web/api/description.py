"""The OpenAPI 3.1 description, generated from what does the work.

Schemas come from the shapes that write the answers, parameters from the table that reads them, examples from the
serialisers: the description cannot promise what the portal does not do.
"""

import json
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from portal.domain.naskah.kode import KODE_PATTERN
from portal.web.api import example
from portal.web.api.describing import content, problem_sample, refusal, schemas_of
from portal.web.api.params import SEARCH, Parameter
from portal.web.api.serialise import Addresses, naskah_shape, search_shape, tombstone_shape
from portal.web.api.shapes import (
    HealthShape,
    NaskahShape,
    ParameterProblemShape,
    ProblemShape,
    SearchShape,
    TombstoneProblemShape,
)
from portal.web.api.shapes_tenggat import TenggatShape, tenggat_shape
from portal.web.api.tenggat import MULAI, TENGGAT

VERSION = "1.1.0"
"""Of the interface, not of the portal: the middle number grows with what is added, the first with what breaks."""

_SHAPES: tuple[type[BaseModel], ...] = (
    SearchShape,
    NaskahShape,
    TenggatShape,
    HealthShape,
    ProblemShape,
    ParameterProblemShape,
    TombstoneProblemShape,
)
_INTRO = (
    "Naskah kerja sama yang telah dipublikasikan (Pasal 39 Permenimipas Nomor 8 Tahun 2025). Terbuka tanpa kunci dan "
    "hanya untuk dibaca. Contoh pada halaman ini rekaan dan ditandai CONTOH."
)
_ETAG = {"description": "Penanda isi jawaban (weak).", "schema": {"type": "string"}}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag dari jawaban sebelumnya; isi yang sama dijawab 304.",
    "required": False,
    "schema": {"type": "string"},
}


@lru_cache(maxsize=8)
def description_json(base_url: str) -> str:
    """The whole description as JSON text, for a portal at `base_url`."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Repositori Naskah Kerja Sama", "version": VERSION, "description": _INTRO},
        "servers": [{"url": base_url}],
        "paths": {
            "/api/v1/naskah": {"get": _search(Addresses(base_url))},
            "/api/v1/naskah/{kode}": {"get": _naskah(Addresses(base_url))},
            "/api/v1/tenggat": {"get": _tenggat()},
            "/api/v1/openapi.json": {"get": _openapi()},
            "/healthz": {"get": _health()},
        },
        "components": {"schemas": schemas_of(_SHAPES)},
    }
    return json.dumps(document, ensure_ascii=False)


def _search(addresses: Addresses) -> dict[str, Any]:
    bad = problem_sample(400, "Parameter salah.", "Parameter page: isi dengan bilangan bulat 1 sampai 1000000000.")
    beyond = problem_sample(
        404, "Halaman hasil ini tidak ada.", "Halaman hasil ini tidak ada; halaman terakhir adalah 2."
    )
    return {
        "operationId": "searchNaskah",
        "summary": "Mencari naskah yang terbit",
        "description": "Nilai dalam satu saringan saling melengkapi (atau); antarsaringan saling menyempitkan (dan).",
        "parameters": [*(_parameter(one) for one in SEARCH), _IF_NONE_MATCH],
        "responses": {
            "200": _answer("Satu halaman hasil.", SearchShape, search_shape(example.RESULTS, addresses)),
            "304": _unchanged(),
            "400": refusal("Parameter salah atau tidak dikenal.", ParameterProblemShape, {**bad, "parameter": "page"}),
            "404": refusal("Halaman hasil tidak ada.", ParameterProblemShape, {**beyond, "parameter": "page"}),
            **_failures(),
        },
    }


def _naskah(addresses: Addresses) -> dict[str, Any]:
    gone = problem_sample(410, "Naskah ini sudah ditarik dari publikasi.", "Naskah ini sudah ditarik dari publikasi.")
    tombstone = tombstone_shape(example.TOMBSTONE).model_dump(mode="json")
    unknown = problem_sample(404, "Halaman atau naskah tidak ditemukan.", "Halaman atau naskah tidak ditemukan.")
    extra = problem_sample(400, "Alamat ini tidak mengenal parameter.", "Alamat ini tidak mengenal parameter.")
    kode = {
        "name": "kode",
        "in": "path",
        "description": "Kode tetap naskah.",
        "required": True,
        "schema": {"type": "string", "pattern": f"^{KODE_PATTERN}$"},
        "example": example.KODE,
    }
    return {
        "operationId": "getNaskah",
        "summary": "Membaca satu naskah",
        "description": "Kode yang tidak dikenal dan naskah yang tidak terbit dijawab sama.",
        "parameters": [kode, _IF_NONE_MATCH],
        "responses": {
            "200": _answer("Naskah.", NaskahShape, naskah_shape(example.NASKAH, addresses)),
            "304": _unchanged(),
            "400": refusal("Ada parameter.", ParameterProblemShape, {**extra, "parameter": "hal"}),
            "404": refusal("Tidak ada naskah terbit dengan kode ini.", ProblemShape, unknown),
            "410": refusal("Naskah sudah ditarik.", TombstoneProblemShape, {**gone, **tombstone}),
            **_failures(),
        },
    }


def _tenggat() -> dict[str, Any]:
    wrong = "Parameter mulai: 2026-11-31 tidak ada dalam kalender."
    bad = {**problem_sample(400, "Parameter salah.", wrong), "parameter": "mulai"}
    return {
        "operationId": "explainDeadline",
        "summary": "Menghitung tenggat hari demi hari",
        "description": "Menurut kalender portal ini. Isi aturan atau hari; tanpa keduanya dipakai Pasal 39 ayat (4).",
        "parameters": [*({**_parameter(one), "required": one is MULAI} for one in TENGGAT), _IF_NONE_MATCH],
        "responses": {
            "200": _answer("Tenggat.", TenggatShape, tenggat_shape(example.TENGGAT)),
            "304": _unchanged(),
            "400": refusal("Parameter salah, tidak dikenal, atau kurang.", ParameterProblemShape, bad),
            **_failures(),
        },
    }


def _openapi() -> dict[str, Any]:
    document = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "getDescription",
        "summary": "Uraian antarmuka ini",
        "parameters": [_IF_NONE_MATCH],
        "responses": {
            "200": {"description": "Dokumen OpenAPI 3.1.", "headers": {"ETag": _ETAG}, "content": document},
            "304": _unchanged(),
            **_failures(),
        },
    }


def _health() -> dict[str, Any]:
    return {
        "operationId": "getHealth",
        "summary": "Keadaan layanan",
        "description": "200 dan degraded: pencarian terganggu. 503: pangkalan data tidak terjangkau.",
        "responses": {
            "200": content("Dapat melayani.", "application/json", HealthShape, {"status": "ok"}),
            "503": content("Tidak dapat melayani.", "application/json", HealthShape, {"status": "degraded"}),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    one = dict(parameter.schema)
    listed = {"type": "array", "items": one, "maxItems": parameter.most}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": False,
        **({"style": "form", "explode": True} if parameter.is_list else {}),
        "schema": listed if parameter.is_list else one,
        "example": [parameter.example] if parameter.is_list else parameter.example,
    }


def _answer(description: str, shape: type[BaseModel], sample: BaseModel) -> dict[str, Any]:
    found = content(description, "application/json", shape, sample.model_dump(mode="json"))
    return {**found, "headers": {"ETag": _ETAG}}


def _unchanged() -> dict[str, Any]:
    return {"description": "Isi tidak berubah sejak ETag yang dikirim."}


def _failures() -> dict[str, Any]:
    many = "Terlalu banyak permintaan. Coba lagi sebentar lagi."
    broken = problem_sample(500, "Terjadi kesalahan di pihak kami.", "Terjadi kesalahan di pihak kami.")
    away = problem_sample(503, "Layanan sedang terganggu. Coba lagi sebentar lagi.", "Pencarian sedang tidak tersedia.")
    return {
        "429": refusal("Terlalu sering; tunggu sesuai Retry-After.", ProblemShape, problem_sample(429, many, many)),
        "500": refusal("Kesalahan di pihak portal.", ProblemShape, broken),
        "503": refusal("Layanan sedang terganggu.", ProblemShape, away),
    }
