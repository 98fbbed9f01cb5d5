"""Commands as an operator gives them: the settings from the environment, the answer on the two streams."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.cli.main import main
from portal.wiring import Stores


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command to the portal of this test, which has its units and nothing else."""
    config = stores.config
    # Away from the source tree, whose .env would be read.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", config.database_url)

    def give(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return Answer(code, written.out, written.err)

    return give
