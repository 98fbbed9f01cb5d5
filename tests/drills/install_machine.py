"""Follows docs/deploy/README.md word by word on a Debian 12 made for it, boots it again, and looks whether all stands.

`python -m tests.drills.install_machine [--base TAR]`, as root, with mmdebstrap, systemd-container and a package index
in reach. The machine is a folder booted by systemd-nspawn: systemd, PostgreSQL, nginx and the portal run as they would,
with the units and their walls; kernel and network are those of this machine, so its ports 80, 443, 5432, 8000 and 9100
must be free. Afterwards everything is removed.
"""

import argparse
import contextlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories.pdf import agreement_pdf
from tests.factories.processes import living_children
from tests.fixtures.repository import ROOT, read
from tests.fixtures.shell_blocks import PAGE, shell_blocks

PACKAGES = "systemd,systemd-sysv,dbus,ca-certificates,procps,iproute2"
PORTS = (80, 443, 5432, 8000, 9100)
SERVICES = ("portal-web", "portal-indexer", "portal-backup", "portal-check.timer", "nginx", "postgresql")
SOURCES = "/root/repositori-naskah"
HOST_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/apt/apt.conf.d/99artifact-registry", "/etc/pip.conf")
"""How this machine reaches its package index, where it does so in a way of its own."""
PATIENCE = 90.0
_WALLS = """
from pathlib import Path
from indexer.child import PdfReader
reader = PdfReader()
reader.inspect(Path("/srv/masuk/satu.pdf"))
print(reader.server.walls)
reader.close()
"""
"""What the walls say of themselves, behind those of the unit of the indexer."""


class Machine:
    """A booted Debian; commands are given to it as to a shell of root's."""

    def __init__(self, folder: Path, leader: int) -> None:
        self.folder, self.leader = folder, leader

    def run(self, text: str) -> subprocess.CompletedProcess[str]:
        """What a shell makes of this, stopping at the first failure."""
        environ = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "LANG"))}
        environ |= {"PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        enter = ["nsenter", "--target", str(self.leader), "--all", "--wd=/"]
        return subprocess.run(
            [*enter, "sh", "-euc", f"export DEBIAN_FRONTEND=noninteractive; cd {SOURCES}; {text}"],
            env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def until(self, text: str) -> bool:
        """Whether this becomes true in time."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            if self.run(text).returncode == 0:
                return True
            time.sleep(0.5)
        return False


def main() -> int:
    """Make a machine, follow the page, boot again, and name what does not stand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="a Debian 12 with systemd as a tar; made where there is none")
    wanted = parser.parse_args()
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise SystemExit(f"port {port} is taken on this machine")
    with tempfile.TemporaryDirectory(prefix="machine-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "debian"
        _make(folder, wanted.base)
        faults = []
        with _booted(folder) as machine:
            faults += _follow(machine) or _give_a_pdf(machine) + _look(machine)
        if not faults:
            with _booted(folder) as machine:
                _say("booted again")
                faults += _look(machine)
    for fault in faults:
        _say(f"  {fault}")
    _say(f"{len(faults)} faults")
    return 1 if faults else 0


def _make(folder: Path, base: Path | None) -> None:
    began = time.monotonic()
    if base is None:
        subprocess.run(
            ["mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", folder],
            check=True,
            capture_output=True,
        )
    else:
        folder.mkdir()
        subprocess.run(["tar", "--numeric-owner", "-xpf", base, "-C", folder], check=True)
    for path in HOST_FILES:
        if Path(path).exists():
            shutil.copyfile(path, folder / path.lstrip("/"))
    sources = folder / SOURCES.lstrip("/")
    sources.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", sources], input=packed, check=True)
    (folder / "root/naskah").mkdir()
    (folder / "root/naskah/satu.pdf").write_bytes(agreement_pdf(1, 3))
    _say(f"a Debian of its own: {time.monotonic() - began:.0f} s")


@contextmanager
def _booted(folder: Path) -> Iterator[Machine]:
    command = ["systemd-nspawn", "--directory", folder, "--boot", "--register=no", "--keep-unit", "--console=pipe"]
    with (folder.parent / "boot.log").open("ab") as log:
        # Its own filter of system calls is none that a machine has, and would hide what the units do.
        environ = {**os.environ, "SYSTEMD_SECCOMP": "0"}
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ)
    leader = 0
    try:
        last = time.monotonic() + PATIENCE
        while not leader and time.monotonic() < last:
            time.sleep(0.2)
            leader = next(iter(living_children(running.pid)), 0)
        machine = Machine(folder, leader)
        if not machine.until("systemctl is-system-running | grep -Eq 'running|degraded'"):
            raise SystemExit(f"it does not boot: {(folder.parent / 'boot.log').read_text()[-2000:]}")
        yield machine
    finally:
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            if leader:
                Machine(folder, leader).run("systemctl poweroff --no-wall")
            running.wait(60)
        if running.poll() is None:
            running.kill()
            running.wait()


def _follow(machine: Machine) -> list[str]:
    """Every block of the page, in one shell, as a person has it."""
    blocks = shell_blocks()
    whole = "\n".join(f'{text}\necho "step {number} $(date +%s)" >&2' for number, text in enumerate(blocks, 1))
    began = time.time()
    done = machine.run(whole)
    before = began
    for number, second in re.findall(r"^step (\d+) (\d+)$", done.stderr, re.M):
        _say(f"step {number}: {max(0.0, int(second) - before):.0f} s")
        before = int(second)
    if done.returncode:
        journal = machine.run("journalctl -u 'portal-*' -n 60 --no-pager").stdout
        return [f"{PAGE} stops: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}\n{journal}"]
    _say(f"all steps: {time.time() - began:.0f} s")
    return []


def _look(machine: Machine) -> list[str]:
    faults = []
    ask = (
        "curl -s -S -f -o /dev/null --cacert /etc/ssl/portal/fullchain.pem --resolve naskah.contoh.go.id:443:127.0.0.1"
    )
    if not machine.until(f"{ask} https://naskah.contoh.go.id/"):
        faults.append("the front page does not come over TLS: " + machine.run("journalctl -n 40 --no-pager").stdout)
    for name in SERVICES:
        if not machine.until(f"systemctl is-active --quiet {name}"):
            faults.append(f"{name}: " + machine.run(f"systemctl status --no-pager {name} || true").stdout[-3000:])
    restarts = machine.run("systemctl show -p NRestarts --value portal-web portal-indexer portal-backup").stdout.split()
    if set(restarts) != {"0"}:
        faults.append(f"restarts: {restarts}")
    for text, told in {
        "the nightly look": "systemctl start portal-check",
        "web taken up anew by HUP": "systemctl reload portal-web && sleep 3 && systemctl is-active portal-web",
        "logrotate": "logrotate --force /etc/logrotate.d/portal",
        "a backup": "ls /srv/portal-backup/manifest/*.json",
    }.items():
        if not machine.until(told):
            faults.append(f"{text}: " + machine.run(f"{told} 2>&1 || journalctl -n 30 --no-pager").stdout[-2000:])
    exposed = machine.run(
        "systemd-analyze security --no-pager portal-web portal-indexer portal-backup portal-check"
    ).stdout
    _say("; ".join(re.findall(r"exposure level for (\S+: [\d.]+)", exposed)))
    return faults


def _give_a_pdf(machine: Machine) -> list[str]:
    """A PDF goes all the way behind the walls of the units."""
    given = machine.run(
        "install -d -o portal -g portal /srv/masuk && install -o portal -g portal -m 0600 /root/naskah/satu.pdf"
        " /srv/masuk/ && portal import /srv/masuk --unit BIRO --json"
    )
    kode = re.search(r"\d{4}-\d{5,}", given.stdout)
    if kode is None:
        return [f"the PDF was not taken: {given.stdout} {given.stderr}"]
    if not machine.until(f"portal show {kode[0]} --json | grep -q 'Pasal'"):
        return [f"the PDF was not read: {machine.run(f'portal show {kode[0]}').stdout[-2000:]}"]
    _say(f"a PDF taken in and read as {kode[0]}")
    unit = read("docs/deploy/systemd/portal-indexer.service").partition("# One user")[2].partition("[Install]")[0]
    lines = [line for line in unit.splitlines() if "=" in line and line[0] != "#" and not line.startswith("StateDir")]
    options = " ".join(f"-p {shlex.quote(line)}" for line in lines)
    walls = machine.run(f"systemd-run -q --wait --pipe {options} /opt/portal/bin/python3 -c {shlex.quote(_WALLS)}")
    if "'landlock': True" not in walls.stdout or "False" in walls.stdout:
        return [f"not every wall around a PDF stands within the unit: {walls.stdout} {walls.stderr}"]
    _say(f"walls around a PDF, within the unit: {walls.stdout.strip()}")
    return []


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
