"""On the way down a password that is long enough only beside a second factor is to be changed; others stay."""

from pathlib import Path

import sqlalchemy as sa

from migrations import runner
from portal.db import make_engine
from tests.fixtures.databases import empty_database
from tests.migrations.dataset import INSTANT


def test_a_short_password_is_changed_after_the_way_down(tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        engine = make_engine(url)
        runner.upgrade(engine, "0036")
        account = sa.Table("user_account", sa.MetaData(), autoload_with=engine)
        with engine.execution_options(is_writing=True).begin() as connection:
            for number, is_short in ((1, True), (2, False)):
                values = {"id": number, "email": f"{number}@contoh.go.id", "nama": "Contoh", "password_hash": "x"}
                row = {**values, "is_active": True, "created_at": INSTANT, "has_short_password": is_short}
                connection.execute(account.insert(), row)

        runner.downgrade(engine, "0035")

        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT id, must_change_password FROM user_account ORDER BY id")).all()
        assert [(row[0], bool(row[1])) for row in rows] == [(1, True), (2, False)]
        runner.upgrade(engine, "0036")
        engine.dispose()
