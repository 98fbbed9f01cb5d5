"""What production does not start with: keys that can be guessed, names that stand for half the world, open files."""

import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

SHORTEST_SECRET = 32
FEWEST_LETTERS = 8
"""Different letters in a key: random ones of 32 hexadecimal digits have fewer less than once in a million."""
MOST_PAIRS = 128
_ROWS = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv5tgb6yhn7ujm"
_NEIGHBOURS = {row[i : i + 2] for row in (_ROWS, _ROWS[::-1]) for i in range(len(row) - 1)}
_PLACEHOLDER = re.compile(
    r"change.?(me|this)|replace.?(me|this)|insecure|secret|password|default|example|placeholder"
    r"|rahasia|sandi|ganti|contoh|kunci|isi.?di.?sini",
    re.I,
)
# Second levels under which anybody registers; a name of two labels that begins so is nobody's.
_OPEN_LEVELS = frozenset(
    {
        *("ac", "biz", "co", "com", "desa", "edu", "go", "gob", "gov", "gouv", "id", "info", "kop", "mil", "my"),
        *("ne", "net", "nom", "or", "org", "ponpes", "sch", "web"),
    }
)

MOUNTS = Path("/proc/self/mounts")
_NETWORK_DISKS = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2"),
        *("glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb3", "smbfs"),
    }
)
"""Kinds of disks whose locks do not hold between machines, or not at all: SQLite would be torn."""


def has_pattern(key: str) -> bool:
    """Whether a key is too short or has a pattern that nobody's dice have thrown."""
    lowered = key.lower()
    if len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_LETTERS or _PLACEHOLDER.search(key):
        return True
    # A short piece over and over: shifted by its length the key meets itself.
    if any(lowered[:-n] == lowered[n:] for n in range(1, len(key) // 2 + 1)):
        return True
    pairs = [lowered[i : i + 2] for i in range(len(lowered) - 1)]
    in_a_row = sum(pair[0] == pair[1] or pair in _NEIGHBOURS for pair in pairs)
    # Of a long key of few letters every pair comes often, however well it was thrown.
    return in_a_row * 2 > len(pairs) or len(set(pairs)) * 2 < min(len(pairs), MOST_PAIRS)


def is_no_host(name: str) -> bool:
    """Whether a name stands for more than one host of ours: a wildcard, a bare suffix, a single label."""
    plain = name.lower().rstrip(".").partition(":")[0]
    labels = plain.split(".")
    if "*" in plain or len(labels) < 2 or not all(labels):
        return True
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _OPEN_LEVELS


def has_same_role(url: str, other: str) -> bool:
    """Whether two addresses of databases enter as the same role; one without a name may be anybody."""
    names = [unquote(urlsplit(one).username or "") for one in (url, other)]
    return not all(names) or names[0] == names[1]


def is_open_to_all(path: Path) -> bool:
    """Whether everybody on this machine may read or write a file; one that is not there is closed."""
    return path.exists() and bool(path.stat().st_mode & 0o006)


def is_reached_by_all(path: Path) -> bool:
    """The same, where every folder above lets everybody through to it."""
    folders = path.absolute().parents
    return is_open_to_all(path) and all(bool(folder.stat().st_mode & 0o001) for folder in folders)


def is_public_address(address: str) -> bool:
    """Whether strangers may reach what listens at an IP address: a public one, or all that a machine has."""
    found = ip_address(address)
    return found.is_unspecified or found.is_multicast or not found.is_private


def is_on_network_disk(path: Path, mounts: str | None = None) -> bool:
    """Whether a file lies, or will lie, on a disk of another machine; `mounts` is what the system tells."""
    if mounts is None:
        mounts = MOUNTS.read_text("utf-8", "replace") if MOUNTS.exists() else ""
    place = path.absolute()
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        _, where, kind, *_ = [*line.split(), "", "", ""]
        # A blank in the name of a folder is written as its number; the last one mounted lies on top.
        kinds[Path(re.sub(r"\\([0-7]{3})", lambda number: chr(int(number[1], 8)), where))] = kind
    nearest = next((folder for folder in (place, *place.parents) if folder in kinds), None)
    return nearest is not None and kinds[nearest] in _NETWORK_DISKS
