"""`portal demo` before it changes anything."""

import socket

from sqlalchemy import func, select

from portal.models.user import User
from portal.wiring import Stores
from tests.cli.conftest import Run


def test_a_taken_port_is_told_before_any_account_gets_another_password(run: Run, stores: Stores) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        answer = run("demo", "--port", held.getsockname()[1])

    assert answer.code == 1
    assert "Pilih --port lain." in answer.err
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0
