"""Originals stored before copies were listed get a row for the first place, never read; down leaves the rest."""

from pathlib import Path

import sqlalchemy as sa

from migrations import runner
from portal.db import make_engine
from tests.fixtures.databases import empty_database
from tests.migrations.dataset import insert, snapshot


def test_every_stored_original_is_listed_once(tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        engine = make_engine(url)
        runner.upgrade(engine, "0032")
        with engine.execution_options(is_writing=True).begin() as connection:
            insert(connection)
            for number, digest in ((1, "b" * 64), (2, "f" * 64)):
                connection.execute(
                    sa.text("UPDATE penerimaan SET foto_sha256 = :digest, foto_size = 7 WHERE id = :number"),
                    {"digest": digest, "number": number},
                )
        with engine.connect() as connection:
            before = snapshot(connection)

        runner.upgrade(engine, "0033")

        with engine.connect() as connection:
            rows = connection.execute(
                sa.text("SELECT sha256, place, size, state, checked_at FROM object_copy ORDER BY sha256")
            ).all()
        assert [tuple(row) for row in rows] == [
            ("b" * 64, "first", 1, "whole", None),
            ("c" * 64, "first", 2, "whole", None),
            ("f" * 64, "first", 7, "whole", None),
        ]
        runner.downgrade(engine, "0032")
        with engine.connect() as connection:
            assert snapshot(connection) == before
        engine.dispose()
