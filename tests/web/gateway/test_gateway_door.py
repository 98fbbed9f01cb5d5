"""What opens the interface for programs: a living key with the right scope, shown here alone; and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import clock, closed
from portal.app import create_app
from portal.domain.kunci_akses import KeyScope
from portal.domain.kunci_akses import make_key as random_key
from portal.domain.permissions import OPERATOR, Actor
from portal.models.kunci_akses import KunciAkses
from portal.services.kunci_akses import ending
from portal.services.users import accounts
from portal.web import bearer
from portal.web.throttle import BURST_SECONDS
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.pdf import text_pdf
from tests.factories.program import ROOT, Program, make_key

PATHS = (("POST", "/naskah"), ("GET", "/naskah/2026-10000"), ("GET", "/naskah/2026-10000/tanda-terima"))
PDF = text_pdf(["Pasal 1"])


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", "Basic dTpw", "Bearer rnks_abc", "Bearer {unknown}"])
def test_without_a_living_key_it_asks_for_one(app: Flask, method: str, path: str, sent: str) -> None:
    header = sent.replace("{unknown}", random_key(app.config["SECRET_KEY"]))
    answer = app.test_client().open(f"{ROOT}{path}", method=method, headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["title"] == "Kunci akses diperlukan."
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_session_does_not_open_it_not_even_beside_a_dead_key(
    app: Flask, office: Office, maker: Actor, method: str, path: str
) -> None:
    client = app.test_client()
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, maker.user_id or 0, device="uji", now=clock.utc_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    assert client.get("/kerja/").status_code == 200

    for headers in ({}, {"Authorization": f"Bearer {random_key(app.config['SECRET_KEY'])}"}):
        assert client.open(f"{ROOT}{path}", method=method, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "path", ["/", "/n/2026-10000", "/api/v1/naskah", "/kerja/", "/kerja/unggah", "/masuk", "/healthz", "/admin/akun"]
)
def test_a_key_is_refused_everywhere_else_whether_it_lives_or_not(app: Flask, program: Program, path: str) -> None:
    for key in (program.key, "rnks_apa-saja"):
        answer = app.test_client().get(path, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 403
        assert bearer.ELSEWHERE in answer.text
    assert app.test_client().get(path, headers={"Authorization": "Bearer lain"}).status_code != 403


@pytest.mark.parametrize(
    ("scope", "answers"),
    [(KeyScope.UNGGAH, [201, 403, 403]), (KeyScope.BACA, [403, 404, 404])],
    ids=["unggah", "baca"],
)
def test_a_scope_opens_what_it_names(
    app: Flask, office: Office, maker: Actor, scope: KeyScope, answers: list[int]
) -> None:
    one = Program(app.test_client(), make_key(app, office, maker, "KANIM-A", scope))

    assert [one.send(PDF).status_code, *(one.get(path).status_code for _, path in PATHS[1:])] == answers


def _end(office: Office, maker: Actor) -> None:
    with office.stores.database.transaction() as session:
        ending.end(session, session.scalars(select(KunciAkses.id)).one(), office.act(maker))


def _expire(office: Office, maker: Actor) -> None:
    with office.stores.database.transaction() as session:
        session.execute(update(KunciAkses).values(ends_on=clock.today() - timedelta(days=1)))


def _leave(office: Office, maker: Actor) -> None:
    with office.stores.database.transaction() as session:
        accounts.disable_user(session, maker.email, actor=OPERATOR, now=clock.utc_now())


@pytest.mark.parametrize("over", [_end, _expire, _leave])
def test_with_the_next_request_it_opens_nothing(
    office: Office, maker: Actor, program: Program, over: Callable[[Office, Actor], None]
) -> None:
    assert program.get("/naskah/2026-10000").status_code == 404
    over(office, maker)

    assert program.get("/naskah/2026-10000").status_code == 401
    assert program.send(PDF).status_code == 401


def test_its_last_use_is_noted(stores: Stores, program: Program) -> None:
    program.get("/naskah/2026-10000")

    with stores.database.reading() as session:
        assert session.scalars(select(KunciAkses.used_at)).one() is not None


def test_a_key_made_under_an_older_secret_holds_as_long_as_that_one_is_known(stores: Stores, program: Program) -> None:
    answers = []
    for fallbacks in ((stores.config.secret_key,), ()):
        config = replace(stores.config, secret_key="kunci-lain" * 8, secret_key_fallbacks=fallbacks)
        other = create_app(config, replace(stores, config=config))
        answers.append(Program(other.test_client(), program.key).get("/naskah/2026-10000").status_code)
        other.extensions["pdf_reader"].close()

    assert answers == [404, 401]


def test_a_portal_that_was_restored_waits_for_its_opening(stores: Stores, program: Program) -> None:
    closed.close(stores.config.data_dir, {})

    assert program.get("/naskah/2026-10000").status_code == 503
    assert program.send(PDF).status_code == 503


def test_each_key_is_counted_by_itself_over_all_processes(stores: Stores, program: Program, beside: Program) -> None:
    config = replace(stores.config, rate_limit=1)
    apps = [create_app(config, replace(stores, config=config)) for _ in range(2)]
    try:
        many = [Program(one.test_client(), program.key) for one in apps]
        answers = [many[turn % 2].get("/naskah/2026-10000") for turn in range(BURST_SECONDS + 4)]
        statuses = [answer.status_code for answer in answers]
        other = Program(apps[0].test_client(), beside.key).get("/naskah/2026-10000")
    finally:
        for one in apps:
            one.extensions["pdf_reader"].close()

    assert statuses.count(404) in (BURST_SECONDS, BURST_SECONDS + 1)
    assert statuses[-1] == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert other.status_code == 404


def test_whoever_guesses_is_counted_by_their_address(stores: Stores) -> None:
    config = replace(stores.config, rate_limit=1)
    app = create_app(config, replace(stores, config=config))
    client = app.test_client()
    tried = [
        client.get(f"{ROOT}/naskah/2026-10000", headers={"Authorization": "Bearer rnks_salah"}).status_code
        for _ in range(BURST_SECONDS + 4)
    ]
    app.extensions["pdf_reader"].close()

    assert set(tried[:BURST_SECONDS]) == {401}
    assert tried[-1] == 429


def test_a_throttle_that_fails_takes_nothing_away(app: Flask, program: Program) -> None:
    class Broken:
        def wait(self, whose: str) -> float:
            raise OSError(whose)

    app.extensions["key_throttle"] = Broken()

    assert program.get("/naskah/2026-10000").status_code == 404


def test_nothing_of_a_key_comes_back_or_is_kept_on_disk(stores: Stores, program: Program, tmp_path: Path) -> None:
    answers = [program.get("/naskah/2026-10000"), program.send(b"%PDF-"), program.send(PDF)]

    assert not any(program.key in answer.text + str(answer.headers) for answer in answers)
    files = [path for path in stores.config.data_dir.rglob("*") if path.is_file()]
    assert not any(program.key.encode() in path.read_bytes() for path in files)
