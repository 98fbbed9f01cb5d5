"""Looks for what must not lie in a repository: keys, tokens, passwords of real places; in tree and history.

`python -m tests.supply.secret_words` reads every line that was ever added; the suite reads the tree.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

from tests.fixtures.repository import ROOT

KINDS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "key of age": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    "key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b"),
    "token of a forge": re.compile(r"\bgh[pousr]_[0-9A-Za-z]{36,}\b|\bglpat-[0-9A-Za-z_-]{20,}\b|\bgithub_pat_\w{40,}"),
    "token of a registry": re.compile(r"\bpypi-[0-9A-Za-z_-]{50,}|\bnpm_[0-9A-Za-z]{36}\b"),
    "token of a messenger": re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{10,}|\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b"),
    "signed token": re.compile(r"\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}"),
    "password in an address": re.compile(
        r"\b[a-z][a-z0-9+]{2,}://[^\s/:@\"'<>{}]+:(?P<value>[^\s/:@\"'<>{}$]{6,})@(?P<host>[\w.-]+)"
    ),
    "value of a secret": re.compile(
        r"(?i)\b[\w-]*(?:secret|passw(?:or)?d|sandi|api_?key|access_?key|token|log_key)[\w-]*[\"']?\s*[:=]\s*"
        r"[\"']?(?P<value>[0-9A-Za-z+/_=-]{32,})[\"']?"
    ),
}
OWN_HOSTS = re.compile(r"(?:localhost|db|host|server|127\.0\.0\.1|\w+\.example|[\w.-]*contoh[\w.-]*)$", re.I)
INVENTED = frozenset({"Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4-_9", "9f1c47e02ab85d3660e7b4d89a25fc13"})
"""Values in tests that look like secrets and open nothing."""
_MEANS = re.compile(r"[a-z]{3,}[_-]?[a-z]{3,}|^[A-Za-z_]+$|(.)\1{7}")
"""What is made of words, as names in code are, or of one letter over and over, was not thrown by dice."""
BINARY = (".png", ".webp", ".jpg", ".pdf", ".woff2", ".ttf", ".onnx", ".gz", ".zip", ".mo", ".npz", ".lock", ".min.js")


def found_in(line: str) -> list[str]:
    """Which kinds of secrets a line holds."""
    return [kind for kind, pattern in KINDS.items() for hit in pattern.finditer(line) if _counts(hit)]


def _counts(hit: re.Match[str]) -> bool:
    parts = hit.groupdict()
    if "host" in parts:
        return not OWN_HOSTS.fullmatch(parts["host"])
    value = parts.get("value")
    return value is None or (value not in INVENTED and not _MEANS.search(value))


def tree() -> Iterator[tuple[str, str]]:
    """Every line of every tracked text, with its place."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        path = ROOT / name
        if not name or name.endswith(BINARY) or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            yield f"{name}:{number}", line


def history() -> Iterator[tuple[str, str]]:
    """Every line that any commit has added, with the commit and the file."""
    command = ["git", "log", "--all", "-p", "--no-color", "--no-ext-diff", "--unified=0", "--format=commit %H"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace") as told:
        commit = name = ""
        for line in told.stdout or ():
            if line.startswith("commit "):
                commit = line[7:19]
            elif line.startswith("+++ "):
                name = line[6:].strip()
            elif line.startswith("+") and not name.endswith(BINARY):
                yield f"{commit} {name}", line[1:]


def look(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Where something was found, and of which kind; never what."""
    return sorted({f"{place}: {kind}" for place, line in lines if len(line) < 20_000 for kind in found_in(line)})


def main() -> int:
    """Look through the tree and all of history."""
    found = look(tree()) + look(history())
    sys.stdout.write("".join(f"{line}\n" for line in found) or "nothing found\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
