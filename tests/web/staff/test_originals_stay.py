"""Whatever anybody of any role sends to any address, and whatever command is given, the bytes of an original stay."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.cli.main import main
from portal.domain.permissions import Peran
from portal.services.berkas.uploading import Target
from portal.storage.keys import object_key
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import Office
from tests.web.staff.conftest import Browser

ROLES = ((Peran.PENGELOLA, "KANIM-A"), (Peran.BIRO, "BIRO"), (Peran.PPID, "KEMEN"), (Peran.ADMIN, "KEMEN"))
COMMANDS = (
    ("migrate",),
    ("storage", "verify"),
    ("storage", "repair"),
    ("storage", "orphans"),
    ("storage", "check"),
    ("audit", "verify"),
    ("remind",),
)


def test_no_role_route_or_command_changes_an_original(
    app: Flask,
    office: Office,
    person: Callable[..., Browser],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = Desk(office)
    kode = desk.publish()
    (entry,) = office.stores.objects.entries()
    stored = Path(office.stores.config.storage_url.removeprefix("file:")) / object_key(entry.digest)
    before = (stored.read_bytes(), stored.stat().st_mtime_ns, stored.stat().st_ino)

    def is_untouched() -> bool:
        return (stored.read_bytes(), stored.stat().st_mtime_ns, stored.stat().st_ino) == before

    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert not [rule.rule for rule in rules if rule.methods and rule.methods & {"DELETE"}]
    browsers = [app.test_client(), *(person(f"{peran}@contoh.go.id", peran, unit).client for peran, unit in ROLES)]
    addresses = [f"/n/{kode}/naskah.pdf", f"/n/{kode}", f"/kerja/naskah/{kode}", f"/api/v1/naskah/{kode}"]
    for client in browsers:
        for address in addresses:
            for method in ("DELETE", "PUT", "PATCH", "POST"):
                answer = client.open(address, method=method, data=pdf_bytes("palsu"), content_type="application/pdf")
                assert answer.status_code in (302, 400, 403, 404, 405), (address, method, answer.status_code)
    assert is_untouched()

    # A replacement is another object; the record keeps both.
    draft = desk.draft()
    first = desk.attach(draft, ["Pasal 1"])
    desk.send(Target(kode=draft, replaces=first.berkas_id), pdf_bytes("pengganti"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.stores.config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", office.stores.config.database_url)
    for command in (*COMMANDS, ("backup", str(tmp_path / "cadangan")), ("export", str(tmp_path / "ekspor"))):
        assert main(list(command)) in (0, 3, 4), command
        capsys.readouterr()
    assert is_untouched()
    assert len(list(office.stores.objects.entries())) == 3
    assert not os.access(stored, os.W_OK) or os.geteuid() == 0
