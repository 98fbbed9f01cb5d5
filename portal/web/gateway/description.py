"""The OpenAPI 3.1 description for programs of units, generated from what does the work."""

import json
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from portal.domain.kunci_akses import KeyScope
from portal.domain.naskah.kode import KODE_PATTERN
from portal.web.api.describing import content, problem_sample, refusal, schemas_of
from portal.web.api.shapes import ProblemShape
from portal.web.gateway import example
from portal.web.gateway.reading import BODIES, FIELDS, FILE, KEY_HEADER, METADATA, PUBLISH
from portal.web.gateway.shapes import (
    DuplicateProblemShape,
    FieldProblemShape,
    ReceiptShape,
    StateShape,
    UploadedShape,
    receipt_shape,
    state_shape,
    uploaded_shape,
)

VERSION = "1.0.0"
"""Of the interface, not of the portal: the middle number grows with what is added, the first with what breaks."""
ROOT = "/api/v1/kerja"

_SHAPES: tuple[type[BaseModel], ...] = (
    UploadedShape,
    StateShape,
    ReceiptShape,
    ProblemShape,
    FieldProblemShape,
    DuplicateProblemShape,
)
_INTRO = (
    "Untuk sistem persuratan unit: mengirim naskah yang sudah ditandatangani dan menanyakan keadaannya, dengan kunci "
    "akses yang dibuat pengelola unit. Hanya naskah unit itu; yang lain dijawab seperti tidak ada. Contoh pada halaman "
    "ini rekaan dan ditandai CONTOH."
)


@lru_cache(maxsize=8)
def description_json(base_url: str) -> str:
    """The whole description as JSON text, for a portal at `base_url`."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Repositori Naskah Kerja Sama: sistem unit", "version": VERSION, "description": _INTRO},
        "servers": [{"url": base_url}],
        "paths": {
            f"{ROOT}/naskah": {"post": _upload(base_url)},
            f"{ROOT}/naskah/{{kode}}": {"get": _state(base_url)},
            f"{ROOT}/naskah/{{kode}}/tanda-terima": {"get": _receipt()},
            f"{ROOT}/openapi.json": {"get": _openapi()},
        },
        "components": {
            "schemas": schemas_of(_SHAPES),
            "securitySchemes": {
                "kunciAkses": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Kunci akses unit, berawalan rnks_. Kuki sesi tidak pernah dilihat di sini.",
                }
            },
        },
    }
    return json.dumps(document, ensure_ascii=False)


def _upload(base_url: str) -> dict[str, Any]:
    metadata = {
        "type": "object",
        "description": "Seperti kolom manifes impor; semuanya boleh kosong dan dilengkapi kemudian.",
        "additionalProperties": False,
        "properties": {
            **{name: {"type": "string", "maxLength": 4000} for name in FIELDS},
            "mitra": _several("Nama mitra."),
            "nomor": _several("Nomor naskah: Kementerian lebih dulu, lalu tiap mitra menurut urutannya."),
            PUBLISH: {"type": "boolean", "description": "Kirim untuk diterbitkan begitu isiannya lengkap."},
        },
    }
    parts = {
        "type": "object",
        "required": [FILE],
        "additionalProperties": False,
        "properties": {
            FILE: {"type": "string", "contentMediaType": "application/pdf"},
            METADATA: {"type": "string", "contentMediaType": "application/json", "contentSchema": metadata},
        },
    }
    key = {
        "name": KEY_HEADER,
        "in": "header",
        "required": False,
        "description": "Kata buatan pengirim untuk satu kiriman. Dikirim lagi dengan kata dan bita yang sama,"
        " jawabannya sama dan tidak ada yang disimpan dua kali.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    }
    same = "Berkas ini sudah tersimpan."
    wrong = "berkas.pdf bukan PDF. Simpan atau pindai sebagai PDF, lalu unggah lagi."
    return {
        "operationId": "uploadNaskah",
        "summary": "Mengirim satu naskah",
        "description": "Bita PDF sebagai isi permintaan, atau multipart dengan metadata. Perlu cakupan unggah.",
        "security": _security(KeyScope.UNGGAH),
        "parameters": [key],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": parts},
                **{mimetype: {"schema": {}} for mimetype in sorted(BODIES)},
            },
        },
        "responses": {
            "201": content(
                "Tersimpan.",
                "application/json",
                UploadedShape,
                uploaded_shape(
                    example.DOSSIER.naskah, example.DOSSIER.naskah.berkas[0], f"{base_url}{ROOT}/naskah/{example.KODE}"
                ).model_dump(mode="json"),
            ),
            "409": refusal(
                "Bita yang sama sudah tersimpan.",
                DuplicateProblemShape,
                {**problem_sample(409, same, same), "alasan": "duplicate", "kode": example.KODE},
            ),
            "413": refusal(
                "Terlalu besar. Yang jauh terlalu besar ditolak sebelum diterima, tanpa alasan dan bidang.",
                ProblemShape,
                problem_sample(413, "Kiriman terlalu besar.", "Kiriman terlalu besar."),
            ),
            "422": refusal(
                "Berkas, metadata, atau kepala permintaan tidak dapat diterima.",
                FieldProblemShape,
                {**problem_sample(422, "Isian perlu diperbaiki.", wrong), "alasan": "not_pdf", "bidang": FILE},
            ),
            **_failures(),
            "507": refusal(
                "Ruang di server penuh; tidak ada yang disimpan.",
                ProblemShape,
                problem_sample(507, "Ruang penuh.", "Ruang tunggu unggahan di server penuh."),
            ),
        },
    }


def _several(description: str) -> dict[str, Any]:
    one = {"type": "string", "maxLength": 4000}
    return {"description": description, "oneOf": [one, {"type": "array", "items": one}]}


def _state(base_url: str) -> dict[str, Any]:
    sample = state_shape(example.DOSSIER, f"{base_url}/n/{example.KODE}").model_dump(mode="json")
    return {
        "operationId": "getState",
        "summary": "Menanyakan keadaan satu naskah",
        "description": "Perlu cakupan baca. Tanyakan paling sering semenit sekali.",
        "security": _security(KeyScope.BACA),
        "parameters": [_kode()],
        "responses": {
            "200": content("Keadaan.", "application/json", StateShape, sample),
            **_not_there(),
            **_failures(),
        },
    }


def _receipt() -> dict[str, Any]:
    sample = receipt_shape(example.DOSSIER.naskah).model_dump(mode="json")
    return {
        "operationId": "getReceipt",
        "summary": "Mengambil tanda terima satu naskah",
        "description": "Perlu cakupan baca.",
        "security": _security(KeyScope.BACA),
        "parameters": [_kode()],
        "responses": {
            "200": content("Tanda terima.", "application/json", ReceiptShape, sample),
            **_not_there(),
            **_failures(),
        },
    }


def _openapi() -> dict[str, Any]:
    document = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "getDescription",
        "summary": "Uraian antarmuka ini",
        "description": "Terbuka tanpa kunci.",
        "security": [],
        "responses": {"200": {"description": "Dokumen OpenAPI 3.1.", "content": document}},
    }


def _security(scope: KeyScope) -> list[dict[str, list[str]]]:
    return [{"kunciAkses": [scope.value]}]


def _kode() -> dict[str, Any]:
    return {
        "name": "kode",
        "in": "path",
        "description": "Kode tetap naskah.",
        "required": True,
        "schema": {"type": "string", "pattern": f"^{KODE_PATTERN}$"},
        "example": example.KODE,
    }


def _not_there() -> dict[str, Any]:
    unknown = "Naskah tidak ditemukan."
    return {
        "404": refusal(
            "Tidak ada naskah unit ini dengan kode itu.", ProblemShape, problem_sample(404, unknown, unknown)
        )
    }


def _failures() -> dict[str, Any]:
    told = {
        401: ("Kunci akses tidak ada, tidak dikenal, diakhiri, atau habis masanya.", "Sertakan kunci akses unit."),
        403: ("Kunci akses ini tidak mempunyai cakupan itu.", "Kunci akses ini tidak mempunyai cakupan baca."),
        429: (
            "Terlalu sering, atau jatah unit hari ini habis; tunggu sesuai Retry-After.",
            "Terlalu banyak permintaan.",
        ),
        500: ("Kesalahan di pihak portal.", "Terjadi kesalahan di pihak kami."),
        503: ("Layanan sedang terganggu; tunggu sesuai Retry-After.", "Layanan sedang terganggu."),
    }
    return {
        str(status): refusal(description, ProblemShape, problem_sample(status, detail, detail))
        for status, (description, detail) in told.items()
    }
