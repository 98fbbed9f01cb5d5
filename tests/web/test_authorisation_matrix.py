"""Who may do what: every route, method, principal and state against the one policy of the repository.

The answers are read from `portal/web/policy.csv` and the tables it names; the guard reads the first of them too, the
verbs behind it ask only about acts. Every case runs on the same state and is undone. What is denied must leave no trace
in the audit trail; what answers 404 must answer exactly as an unknown code does.
"""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from portal import clock
from portal.domain.lampiran.columns import PERENCANAAN
from portal.domain.lampiran.read_workbook import WorkbookRow
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.naskah import Naskah
from portal.web.errors import is_json_address
from portal.web.policy import POLICY, About, RoutePolicy
from portal.web.staff.lampiran.packing import pack
from tests.factories.pdf import text_pdf
from tests.fixtures.authorisation_table import (
    ASIDE,
    CLOSED,
    HELD_UP,
    HOLDS,
    IN,
    KEYS,
    OUT,
    STATES,
    TURNED_AWAY,
    expected,
    in_public,
)
from tests.fixtures.databases import KIND
from tests.fixtures.over_http import over_http
from tests.fixtures.rooms import WHOLE
from tests.fixtures.stage import PLAN, Stage, open_stage

UNKNOWN = "2026-10000"
OVER_HTTP = os.environ.get("PORTAL_MATRIX_OVER_HTTP") == "1"
"""The long form: every case goes through a socket and the server (`make matrix`)."""

EVERYBODY = (*OUT, *HELD_UP, *IN)
ASKING = EVERYBODY if KIND == "sqlite" or WHOLE else ("anonymous", "own", "beside", "biro", "admin")
PROGRAMS = tuple(KEYS)
"""Who may what does not depend on the database; that every page and act finds its rows there, these five show."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The portal of the matrix."""
    with open_stage(tmp_path_factory.mktemp("panggung")) as opened, ExitStack() as asked:
        if OVER_HTTP:
            asked.enter_context(over_http(opened.app, opened.office.stores.config))
        yield opened


@contextmanager
def _asked_for(stage: Stage, state: str) -> Iterator[None]:
    """The cases of one state go over a socket in the short form too."""
    if OVER_HTTP or state != "dikecualikan":
        yield
        return
    with over_http(stage.app, stage.office.stores.config):
        # Only a server says when it answered.
        assert "Date" in stage.ask("biro", "GET", "/kerja").headers
        yield


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
    if endpoint == "gateway.upload":
        return {"berkas": _pdf()}
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
        "work.add_kunci_akses": {"unit": "KANIM-A", "nama": "Lain", "cakupan": "baca", "ends_on": _tomorrow()},
        "work.add_webhook": {"unit_webhook": "KANIM-A", "alamat": "https://unit.example/lain"},
        "work.lampiran_add": {**PLAN, "unit": "KANIM-A", "mitra": "Mitra lain"},
        "work.lampiran_row": {**PLAN, "version": "1", "urgensi": "Mendesak"},
        "work.lampiran_remove": {"version": "1"},
        "work.lampiran_import": {"unit": "KANIM-A", "tahun": "2026", "aksi": "simpan", "isi": _table()},
        "work.plan_to_naskah": {"version": "1", "judul": "Judul", "jenis_mitra": "lembaga_pemerintah"},
    }.get(endpoint, {})


def _table() -> str:
    return pack(PERENCANAAN, [WorkbookRow(2, "", dict.fromkeys(PERENCANAAN.fields, "2026"))])


def _tomorrow() -> str:
    return f"{clock.today() + timedelta(days=1):%d-%m-%Y}"


def _pdf() -> FileStorage:
    return FileStorage(BytesIO(text_pdf(["Berkas percobaan"])), "percobaan.pdf")


def outcome(answer: TestResponse) -> str:
    """The answer in the words of the table."""
    location = answer.headers.get("Location", "")
    if answer.status_code == 302 and location.startswith("/masuk"):
        return "door"
    if answer.status_code == 302 and location in ("/kerja/sandi", "/kerja/keamanan"):
        return location.removeprefix("/kerja/")
    return "ok" if answer.status_code in (200, 201, 302, 303, 422) else str(answer.status_code)


def _faults(
    stage: Stage, state: str, route: RoutePolicy, alasan: str = "data_pribadi", told: dict[str, str] | None = None
) -> list[str]:
    """What differs from the table; `told` says it by person where the table does not."""
    path = _path(stage, route.endpoint, state, stage.kode[state], alasan)
    asking = (*ASKING, *PROGRAMS)
    answers = {who: expected(route, who, state, is_json=is_json_address(path)) for who in asking}
    answers |= {who: answer for who, answer in (told or {}).items() if who in ASKING}
    away = [who for who, answer in answers.items() if answer in TURNED_AWAY]
    # Whoever is turned away changes nothing, so they come one after the other to the same state.
    groups = [away, *([who] for who in answers if who not in away)]
    return [fault for group in groups for fault in _faults_of(stage, state, route, path, group, answers)]


def _faults_of(
    stage: Stage, state: str, route: RoutePolicy, path: str, group: list[str], answers: dict[str, str]
) -> list[str]:
    faults = []
    with stage.database.undone():
        before = stage.trail()
        for who in group:
            answer = stage.ask(who, route.method, path, _data(stage, route.endpoint, state))
            got, body = outcome(answer), answer.get_data()
            answer.close()
            if got != answers[who]:
                faults.append(f"{who} {route.method} {path} ({state}): {got}, expected {answers[who]}")
            is_strange = not {**IN, **KEYS}.get(who, (None, True))[1]
            if got == "404" and is_strange and route.about is About.NASKAH and body != _unknown(stage, who, route):
                faults.append(f"{who} {route.method} {path} ({state}): differs from an unknown code")
        traces = stage.trail() - before
    name = f"{' '.join(group)} {route.method} {path} ({state})"
    is_done = {answers[who] for who in group} == {"ok"}
    # The one thing read that is written down: who took an original out of the house.
    is_download = route.endpoint == "work.berkas" and is_done
    if is_download and traces != 1:
        faults.append(f"{name}: left {traces} entries in the audit trail, expected one")
    if traces and not is_download and (not is_done or route.method == "GET"):
        faults.append(f"{name}: left {traces} entries in the audit trail")
    return faults


@cache
def _unknown_bodies() -> dict[tuple[str, str, str], bytes]:
    return {}


def _unknown(stage: Stage, who: str, route: RoutePolicy) -> bytes:
    """What an unknown code answers to this person on this route."""
    known, key = _unknown_bodies(), (who, route.endpoint, route.method)
    if key not in known:
        path = _path(stage, route.endpoint, "draf", UNKNOWN)
        answer = stage.ask(who, route.method, path, _data(stage, route.endpoint, "draf"))
        assert answer.status_code == 404, path
        known[key] = answer.get_data()
    return known[key]


@pytest.mark.parametrize("state", STATES)
def test_on_a_naskah_everybody_may_what_the_table_says(stage: Stage, state: str) -> None:
    routes = [route for route in CLOSED.values() if route.about is About.NASKAH]

    with _asked_for(stage, state):
        assert [fault for route in routes for fault in _faults(stage, state, route)] == []


def test_a_hold_is_answered_by_its_owners_alone(stage: Stage) -> None:
    route = POLICY["work.answer_penahanan", "POST"]

    assert set(HOLDS) == set(AlasanPenahanan)
    for reason, cells in HOLDS.items():
        told = dict(zip(IN, cells, strict=True)) | {"no_factor": "403", "initial": "403"}
        assert _faults(stage, "diajukan", route, reason.value, told) == []


def test_elsewhere_everybody_may_what_the_table_says(stage: Stage) -> None:
    routes = [route for route in CLOSED.values() if route.about is not About.NASKAH]

    assert [fault for route in routes for fault in _faults(stage, "draf", route)] == []


def test_the_table_makes_more_than_eight_thousand_cases() -> None:
    people = len(EVERYBODY) + len(PROGRAMS)
    states = sum(len(STATES) if route.about not in (About.NOTHING, About.ISIAN) else 1 for route in POLICY.values())

    assert people * states > 8000


@pytest.mark.parametrize("state", STATES)
def test_what_is_public_is_the_same_for_everybody(stage: Stage, state: str) -> None:
    for route in POLICY.values():
        if not route.is_open or route.about is About.NOTHING:
            continue
        path = _path(stage, route.endpoint, state, stage.kode[state])
        seen = set()
        for who in ASKING:
            answer = stage.ask(who, "GET", path)
            assert outcome(answer) == in_public(route, state), (who, path, state)
            assert "Set-Cookie" not in answer.headers
            seen.add((answer.status_code, answer.get_data()))
            answer.close()
            assert stage.ask(who, "POST", path).status_code == 405
        assert len(seen) == 1, path


def test_open_pages_are_open_and_the_same_for_everybody(stage: Stage) -> None:
    for route in POLICY.values():
        if not route.is_open or route.about is not About.NOTHING or (route.endpoint, route.method) in ASIDE:
            continue
        path = _path(stage, route.endpoint, "draf", UNKNOWN)
        answers = [stage.ask(who, "GET", path) for who in ASKING]
        assert len({re.sub(rb'"took_ms":\d+', b"", answer.data) for answer in answers}) == 1, path


def test_a_method_that_no_line_names_is_not_there(stage: Stage) -> None:
    named: dict[str, set[str]] = {}
    for endpoint, method in POLICY:
        named.setdefault(_path(stage, endpoint, "draf", stage.kode["draf"]), {"HEAD", "OPTIONS"}).add(method)

    assert len(named) > 150
    for path, methods in named.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - methods:
            assert stage.ask("biro", method, path).status_code == 405, (path, method)


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
