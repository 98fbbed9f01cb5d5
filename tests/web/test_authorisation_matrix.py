"""Who may do what: every route, method, principal and state against one table that is written here, not in the code.

A route that is missing in the table fails. Every case runs on the same state and is undone. What is denied must leave
no trace in the audit trail; what answers 404 must answer exactly as an unknown code does.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from portal.domain.lampiran.columns import PERENCANAAN
from portal.domain.lampiran.read_workbook import WorkbookRow
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.naskah import Naskah
from portal.web.errors import is_json_address
from portal.web.staff.lampiran.packing import pack
from tests.factories.pdf import text_pdf
from tests.fixtures.authorisation_table import (
    ASIDE,
    CELLS,
    ELSEWHERE,
    HOLDS,
    IN,
    NASKAH,
    OPEN,
    OUT,
    PUBLIC,
    STATES,
    Row,
)
from tests.fixtures.stage import PLAN, Stage, open_stage

UNKNOWN = "2026-10000"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The portal of the matrix."""
    with open_stage(tmp_path_factory.mktemp("panggung")) as opened:
        yield opened


def _path(stage: Stage, endpoint: str, state: str, kode: str, alasan: str = "data_pribadi") -> str:
    rule = next(rule for rule in stage.app.url_map.iter_rules() if rule.endpoint == endpoint)
    values = {"kode": kode, "berkas_id": str(stage.berkas.get(state, 1)), "urutan": "1", "alasan": alasan}
    values |= {"nomor": "TTA-2026-00001" if "<nomor:nomor>" in rule.rule else "1", "kunci": "0" * 64}
    # Another naskah of the same unit, with the same numbers and parties.
    values["lain"] = stage.kode["draf" if state == "terbit" else "terbit"]
    values |= {"lampiran": "perencanaan", "suffix": "akn.xml", "form": "jpg"}
    path = rule.rule
    for name in rule.arguments:
        path = re.sub(rf"<[^<>]*\b{name}>", values.get(name, "1"), path)
    return path


def _data(stage: Stage, endpoint: str, state: str) -> dict[str, Any]:
    """What makes the request a valid one."""
    if endpoint == "work.add_berkas":
        return {"berkas": _pdf(), "jenis": "lampiran", "key": "kunci"}
    return {
        "admin.export_audit": {"bentuk": "csv"},
        "work.export_list": {"format": "csv"},
        "work.shift_berkas": {"arah": "naik", "urutan": str(stage.berkas.get(state, 1))},
        "work.berkas_peran": {"jenis": "lampiran", "dari": "naskah", "bahasa": "id"},
        "work.penghitaman": {
            "version": "0",
            "hlm": "1",
            "kiri-0": "10",
            "atas-0": "10",
            "lebar-0": "5",
            "tinggi-0": "5",
        },
        "work.move_berkas": {"jenis": "lampiran", "tujuan": stage.kode["draf" if state == "terbit" else "terbit"]},
        "work.join": {f"jadi-{stage.berkas.get(state, 1)}": "lampiran"},
        "work.submit": {"version": str(stage.version[state]), "is_checked": "1"},
        "work.return_naskah": {"alasan": "Perbaiki nomor."},
        "work.visibilitas": {"visibilitas": "metadata", "dasar_visibilitas": "Pasal 17", "tinjau_on": "1-1-2030"},
        "work.withhold_version": {"terbitan": "1"},
        "work.explain_withdrawal": {"kelas": "keliru", "penjelasan": "Salah berkas."},
        "work.recommend": {"on": "12-03-2026", "dokumen": "S-1"},
        "work.end": {"on": "12-03-2026", "dokumen": "S-1", "alasan_akhir": "kesepakatan"},
        "work.void_ending": {"alasan_batal": "Keliru."},
        "work.discard": {"alasan_batal": "Keliru."},
        "work.void": {"alasan_batal": "Keliru."},
        "work.answer_penahanan": {"jawaban": "Diperiksa."},
        "work.decide_exemption": {
            "putusan": "kecualikan",
            "nomor_putusan": "P-2",
            "dasar_putusan": "Pasal 17",
            "berlaku_sampai": "1-1-2099",
        },
        "work.lampiran_add": {**PLAN, "unit": "KANIM-A", "mitra": "Mitra lain"},
        "work.lampiran_row": {**PLAN, "version": "1", "urgensi": "Mendesak"},
        "work.lampiran_remove": {"version": "1"},
        "work.lampiran_import": {"unit": "KANIM-A", "tahun": "2026", "aksi": "simpan", "isi": _table()},
        "work.plan_to_naskah": {"version": "1", "judul": "Judul", "jenis_mitra": "lembaga_pemerintah"},
    }.get(endpoint, {})


def _table() -> str:
    return pack(PERENCANAAN, [WorkbookRow(2, "", dict.fromkeys(PERENCANAAN.fields, "2026"))])


def _pdf() -> FileStorage:
    return FileStorage(BytesIO(text_pdf(["Berkas percobaan"])), "percobaan.pdf")


def outcome(answer: TestResponse) -> str:
    """The answer in the words of the table."""
    location = answer.headers.get("Location", "")
    if answer.status_code == 302 and location.startswith("/masuk"):
        return "door"
    return "ok" if answer.status_code in (200, 201, 302, 303, 422) else str(answer.status_code)


def _faults(stage: Stage, state: str, key: tuple[str, str], cells: Row, alasan: str = "data_pribadi") -> list[str]:
    endpoint, method = key
    faults = []
    for who in (*OUT, *IN):
        path = _path(stage, endpoint, state, stage.kode[state], alasan)
        # A script that asks is told so; only a person is led to the door.
        outside = "door" if method == "GET" and not is_json_address(path) else "401"
        cell = cells[IN.index(who)] if who in IN else outside
        expected = CELLS.get(cell, dict.fromkeys(STATES, cell))[state]
        with stage.database.undone():
            before = stage.trail()
            answer = stage.ask(who, method, path, _data(stage, endpoint, state))
            got, traces = outcome(answer), stage.trail() - before
            body = answer.get_data()
            answer.close()
        name = f"{who} {method} {path} ({state})"
        if got != expected:
            faults.append(f"{name}: {got}, expected {expected}")
        # The one thing read that is written down: who took an original out of the house.
        is_download = endpoint == "work.berkas" and expected == "ok"
        if is_download and traces != 1:
            faults.append(f"{name}: left {traces} entries in the audit trail, expected one")
        if traces and not is_download and (expected != "ok" or method == "GET"):
            faults.append(f"{name}: left {traces} entries in the audit trail")
        if got == "404" and cell == "404" and body != _unknown(stage, who, key):
            faults.append(f"{name}: differs from an unknown code")
    return faults


@cache
def _unknown_bodies() -> dict[tuple[str, tuple[str, str]], bytes]:
    return {}


def _unknown(stage: Stage, who: str, key: tuple[str, str]) -> bytes:
    """What an unknown code answers to this person on this route."""
    known = _unknown_bodies()
    if (who, key) not in known:
        path = _path(stage, key[0], "draf", UNKNOWN)
        answer = stage.ask(who, key[1], path, _data(stage, key[0], "draf"))
        assert answer.status_code == 404, path
        known[who, key] = answer.get_data()
    return known[who, key]


def test_every_route_and_method_stands_in_the_table(stage: Stage) -> None:
    there = {
        (rule.endpoint, method)
        for rule in stage.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    listed = {*NASKAH, *ELSEWHERE, *ASIDE, *((name, "GET") for name in (*PUBLIC, *OPEN))}

    assert there == listed
    assert set(HOLDS) == set(AlasanPenahanan)


@pytest.mark.parametrize("state", STATES)
def test_on_a_naskah_everybody_may_what_the_table_says(stage: Stage, state: str) -> None:
    faults = [fault for key, cells in NASKAH.items() for fault in _faults(stage, state, key, cells)]

    assert faults == []


def test_a_hold_is_answered_by_its_owners_alone(stage: Stage) -> None:
    key = ("work.answer_penahanan", "POST")
    faults = []
    for reason, cells in HOLDS.items():
        faults += _faults(stage, "diajukan", key, cells, reason.value)

    assert faults == []


def test_elsewhere_everybody_may_what_the_table_says(stage: Stage) -> None:
    faults = [fault for key, cells in ELSEWHERE.items() for fault in _faults(stage, "draf", key, cells)]

    assert faults == []


@pytest.mark.parametrize("state", STATES)
def test_what_is_public_is_the_same_for_everybody(stage: Stage, state: str) -> None:
    for endpoint, by_state in PUBLIC.items():
        path = _path(stage, endpoint, state, stage.kode[state])
        seen = set()
        for who in (*OUT, *IN):
            answer = stage.ask(who, "GET", path)
            assert answer.status_code == by_state[state], (who, path, state)
            assert "Set-Cookie" not in answer.headers
            seen.add(answer.get_data())
            answer.close()
            assert stage.ask(who, "POST", path).status_code == 405
        assert len(seen) == 1, path


def test_open_pages_are_open_and_the_same_for_everybody(stage: Stage) -> None:
    for endpoint in sorted(OPEN):
        path = _path(stage, endpoint, "draf", UNKNOWN)
        bodies = {re.sub(rb'"took_ms":\d+', b"", stage.ask(who, "GET", path).data) for who in (*OUT, *IN)}
        assert len(bodies) == 1, path


@pytest.mark.parametrize("state", STATES)
def test_no_field_of_a_form_sets_what_the_form_does_not_hold(stage: Stage, state: str) -> None:
    smuggled = {
        "status": "terbit", "kode": "2026-11111", "id": "1", "unit_id": "1", "created_by": "1", "submitted_at": "2020",
        "published_at": "2020-01-01", "nomor_tanda_terima": "TT-2020-00001", "ended_on": "2020-01-01",
        "end_kind": "diakhiri", "nomor_terbit": "9", "peran": "admin", "visibilitas": "dikecualikan",
    }  # fmt: skip
    form = {"judul": "Judul baru", "unit": "KANIM-A", "version": str(stage.version[state]), **smuggled}
    watched = ("id", "kode", "status", "unit_id", "created_by", "submitted_at", "nomor_tanda_terima", "ended_on")
    with stage.database.undone():
        before = _stored(stage, state)
        answer = stage.ask("own", "POST", f"/kerja/naskah/{stage.kode[state]}/ubah", form)
        after = _stored(stage, state)

    assert outcome(answer) == "ok"
    assert [getattr(after, name) for name in watched] == [getattr(before, name) for name in watched]
    if state != "draf":
        assert after.visibilitas is before.visibilitas


def _stored(stage: Stage, state: str) -> Naskah:
    with stage.database.reading() as session:
        return session.scalars(select(Naskah).where(Naskah.kode == stage.kode[state])).one()


def test_nobody_stores_anything_for_a_unit_that_is_not_theirs(stage: Stage) -> None:
    for path in ("/kerja/unggah", "/kerja/unggah/berkas"):
        with stage.database.undone():
            before = stage.trail()
            answer = stage.ask("beside", "POST", path, {"unit": "KANIM-A", "key": "k", "berkas": _pdf()})
            assert stage.trail() == before
        assert "bukan pengelola unit ini" in answer.text
    form = {"judul": "Judul", "unit": "PAS", "version": str(stage.version["draf"]), "aksi": "simpan"}
    with stage.database.undone():
        assert stage.ask("own", "POST", f"/kerja/naskah/{stage.kode['draf']}/ubah", form).status_code == 403
