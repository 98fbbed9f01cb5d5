"""Builds the container image from a Debian of its own, runs it as compose.yaml does, and looks whether it works.

`python -m tests.drills.build_image [--base TAR] [--built]`, as root, with mmdebstrap, buildah, podman, runc and a
package index in reach; no registry is asked for images. Web and indexer run with the flags of compose.yaml (user,
read-only root, no capability, no new privilege, secrets as files), beside a PostgreSQL and a SeaweedFS of this machine,
since their images lie in registries. Prints how large the image is and how long a web container takes to its first
answer.
"""

import argparse
import contextlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.factories.pdf import agreement_pdf
from tests.fixtures.nginx import free_port
from tests.fixtures.postgres import postgres
from tests.fixtures.repository import ROOT, read
from tests.fixtures.seaweedfs import seaweedfs

BASE, IMAGE = "localhost/debian:bookworm", "localhost/repositori-naskah:latest"
STORE = os.environ.get("IMAGE_STORE") or ROOT / "var/images"
HOST_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/apt/apt.conf.d/99artifact-registry", "/etc/pip.conf")
PATIENCE = 120.0
NAME = "naskah.contoh.go.id"
_LOOK = "id -u; touch /opt/x 2>&1; grep -E '^(CapEff|NoNewPrivs)' /proc/1/status; python3 /opt/portal/healthcheck.py"


def main() -> int:
    """Build, run, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="a Debian 12 as a tar; made where there is none")
    parser.add_argument("--built", action="store_true", help="the image is there already")
    wanted = parser.parse_args()
    if not wanted.built:
        _build(wanted.base)
    (told,) = json.loads(_podman("image", "inspect", IMAGE).stdout)
    _say(f"image: {told['Size'] / 1e6:.0f} MB, user {told['Config']['User']}")
    with tempfile.TemporaryDirectory() as name:
        faults = _run(Path(name))
    for fault in faults:
        _say(f"  {fault}")
    _say(f"{len(faults)} faults")
    return 1 if faults else 0


def _build(base: Path | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "debian"
        if base is None:
            command = ["mmdebstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", folder]
            subprocess.run(command, check=True, capture_output=True)
        else:
            folder.mkdir()
            subprocess.run(["tar", "--numeric-owner", "-xpf", base, "-C", folder], check=True)
        for path in filter(lambda one: Path(one).exists(), HOST_FILES):
            shutil.copyfile(path, folder / path.lstrip("/"))
        packed = Path(name) / "base.tar"
        subprocess.run(["tar", "--numeric-owner", "-C", folder, "-cpf", packed, "."], check=True)
        _podman("import", str(packed), BASE)
    began = time.monotonic()
    options = (
        "--isolation=chroot",
        "--pull-never",
        f"--build-arg=BASE={BASE}",
        "-f",
        "docs/deploy/container/Containerfile",
    )
    _stored("buildah", "build", *options, "-t", IMAGE, ".")
    _say(f"built in {time.monotonic() - began:.0f} s")


def _run(folder: Path) -> list[str]:
    told: dict[str, Any] = yaml.safe_load(read("docs/deploy/container/compose.yaml"))["services"]
    server, store, port = postgres(), seaweedfs(), free_port()
    database, bucket = server.new_database(), store.new_bucket()
    held, data, given = folder / "secrets", folder / "data", folder / "masuk"
    for one in (held, data, given):
        one.mkdir()
    for one in (folder, server.folder):
        # The user of the container has to come to what lies in it.
        one.chmod(0o755)
    (given / "satu.pdf").write_bytes(agreement_pdf(1, 3))
    (held / "PORTAL_SECRET_KEY").write_text(secrets.token_urlsafe(48))
    (held / "PORTAL_DATABASE_URL").write_text(server.url(database).replace("+psycopg", ""))
    (held / "aws").write_text(
        f"[default]\naws_access_key_id = {store.access_key}\naws_secret_access_key = {store.secret_key}\n"
    )
    (folder / "unit.csv").write_text("code,name,kind,parent_code\nKEMEN,Kementerian Contoh,kementerian,\n")
    for path in (held, data, given, *held.iterdir()):
        os.chown(path, 10001, 10001)
        path.chmod(0o700 if path.is_dir() else 0o400)
    settings = {
        **told["web"]["environment"],
        "PORTAL_STORAGE_URL": f"s3://{bucket}/asli",
        "PORTAL_S3_ENDPOINT_URL": store.http_url,
        "PORTAL_BASE_URL": f"https://{NAME}",
        "PORTAL_TRUSTED_HOSTS": NAME,
    }
    mounts = {held: "/run/secrets:ro", data: "/var/lib/portal", given: "/masuk:ro", server.folder: str(server.folder)}
    mounts[folder / "unit.csv"] = "/unit.csv:ro"
    box = Box(told["web"], settings, mounts)
    faults = []
    try:
        _say("migrate: " + box.once("portal", "migrate").strip())
        box.once("portal", "units", "import", "/unit.csv")
        began = time.monotonic()
        with box.running("portal", "serve", "--host", "127.0.0.1", "--port", str(port)) as web:
            if not _until(lambda: _status(port, "/livez") == 200):
                return [f"no answer: {_podman('logs', web).stderr[-3000:]}"]
            _say(f"a web container from nothing to its first answer: {time.monotonic() - began:.1f} s")
            if _status(port, "/healthz") != 200:
                faults.append("/healthz")
            inside = _podman("exec", web, "sh", "-c", f"{_LOOK} {port} && echo well")
            if not re.search(r"10001.*Read-only.*0000000000000000.*1.*well", inside.stdout, re.S):
                faults.append(f"not walled in: {inside.stdout}{inside.stderr}")
            with box.running("indexer", "run") as indexer:
                kode = re.search(r"\d{4}-\d{5,}", box.once("portal", "import", "/masuk", "--unit", "KEMEN", "--json"))
                shown = lambda: "Pasal" in box.once("portal", "show", kode[0], "--json")  # noqa: E731
                if kode is None or not _until(shown):
                    faults.append(f"a PDF is not read: {_podman('logs', indexer).stderr[-3000:]}")
                else:
                    _say(f"a PDF taken in and read as {kode[0]}, its original in the bucket")
            began = time.monotonic()
            _podman("stop", "--time", "40", web)
            _say(f"told to end, it ended in {time.monotonic() - began:.1f} s")
    finally:
        server.drop(database)
    return faults


class Box:
    """Containers with the flags that compose.yaml gives to the portal."""

    def __init__(self, service: dict[str, Any], settings: dict[str, str], mounts: dict[Path, str]) -> None:
        flags = ["--network=host", f"--user={service['user']}", "--read-only", "--pids-limit=0"]
        flags += [f"--cap-drop={name}" for name in service["cap_drop"]]
        flags += [f"--security-opt={name.partition(':')[0]}" for name in service["security_opt"]]
        flags += [f"--tmpfs={name}" for name in service["tmpfs"]]
        flags += [f"--env={name}={value}" for name, value in settings.items()]
        flags += [f"--volume={here}:{there}" for here, there in mounts.items()]
        # This machine may not raise limits.
        self._flags = [*flags, "--ulimit=nofile=10000:10000", "--ulimit=nproc=4096:4096"]

    def once(self, *command: str) -> str:
        """A command to its end."""
        return _podman("run", "--rm", *self._flags, IMAGE, *command).stdout

    @contextmanager
    def running(self, *command: str) -> Iterator[str]:
        """A service in the background; gives its number."""
        number = _podman("run", "--detach", *self._flags, IMAGE, *command).stdout.strip()
        try:
            yield number
        finally:
            with contextlib.suppress(SystemExit):
                _podman("rm", "--force", "--time", "5", number)


def _podman(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _stored("podman", "--runtime=runc", "--cgroup-manager=cgroupfs", *arguments)


def _stored(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program over a store of images of its own."""
    place = [f"--root={STORE}", f"--runroot={STORE}-run", "--storage-driver=overlay"]
    if program == "podman":
        place += arguments[:2]
        arguments = arguments[2:]
    done = subprocess.run([program, *place, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{program} {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done


def _status(port: int, path: str) -> int:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": NAME})
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _until(holds: Any) -> bool:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if holds():
            return True
        time.sleep(0.2)
    return False


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
