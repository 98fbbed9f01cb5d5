"""Proofs and keys from strangers: each is refused in one clear line, by the command and by the script for outsiders."""

import base64
import json
import re
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_log_command import Paper, by_script, desk, paper  # noqa: F401 - fixtures

ESCAPE = "\x1b[2J\x1b[31m"


def hostile_proofs(text: str) -> dict[str, bytes]:
    """A sound proof, spoiled in every way."""
    head, _, note = text.partition("\n\n")
    first, extra, index, *steps = head.split("\n")
    inside = json.loads(base64.b64decode(extra.removeprefix("extra ")))

    def proof(*lines: str, note: str = note) -> bytes:
        return ("\n".join(lines) + "\n\n" + note).encode("utf-8", "surrogatepass")

    def packed(value: object) -> str:
        return "extra " + base64.b64encode(json.dumps(value).encode()).decode()

    deep = "extra " + base64.b64encode(b"[" * 100_000).decode()
    signed = note.rpartition("\n\n")
    return {
        "empty": b"",
        "no text": b"\xff\xfe\x00",
        "zeros": b"\0" * 5000,
        "too long": text.encode() + b"\n" * 500_000,
        "no head": note.encode(),
        "index of many digits": proof(first, extra, "index " + "9" * 9000, *steps),
        "negative index": proof(first, extra, "index -1", *steps),
        "index in other digits": proof(first, extra, "index ٢", *steps),
        "index with a break": proof(first, extra, f"index 1{ESCAPE}", *steps),
        "many steps": proof(first, extra, index, *(steps or ["A" * 44]) * 5000),
        "short step": proof(first, extra, index, "AAAA"),
        "step of a stranger": proof(first, extra, index, ESCAPE),
        "nested": proof(first, deep, index, *steps),
        "list": proof(first, packed([]), index, *steps),
        "number": proof(first, packed(1), index, *steps),
        "entry of none": proof(first, packed(inside | {"entri": None}), index, *steps),
        "entry that is no JSON": proof(first, packed(inside | {"entri": ESCAPE}), index, *steps),
        "salt of half a byte": proof(first, packed(inside | {"garam": "abc"}), index, *steps),
        "salt too long": proof(first, packed(inside | {"garam": "00" * 9999}), index, *steps),
        "no salt": proof(first, packed({"entri": inside["entri"]}), index, *steps),
        "no signature": proof(first, extra, index, *steps, note=signed[0] + "\n\n"),
        "signature cut": proof(first, extra, index, *steps, note=note[:-20] + "\n"),
        "signature of zeros": proof(first, extra, index, *steps, note=re.sub(r"[A-Za-z0-9+/]{60,}", "A" * 88, note)),
        "thousands of signatures": proof(first, extra, index, *steps, note=note + signed[2] * 5000),
        "another size": proof(first, extra, index, *steps, note=note.replace("\n5\n", "\n" + "9" * 5000 + "\n")),
        "lines of Windows": text.replace("\n", "\r\n\r\n").encode(),
        "terminal": text.replace(first, ESCAPE).encode(),
    }


def is_one_clear_line(text: str) -> bool:
    """Whether a person is told one thing, in Indonesian, and nothing of a stranger reaches the terminal."""
    words = ("argument", "expected", "unpack", "index", "Error", "Traceback", "invalid", "range", "object", "codec")
    return text.count("\n") == 1 and text[:-1].isprintable() and not any(word in text for word in words)


def test_a_spoiled_proof_is_refused_in_one_clear_line(run: Run, paper: Paper, tmp_path: Path) -> None:  # noqa: F811
    spoiled, wrong = tmp_path / "rusak", {}
    for name, data in hostile_proofs(paper.proof.read_text("utf-8")).items():
        spoiled.write_bytes(data)
        answer = run("log", "verify", paper.pdf, "--proof", spoiled, "--key", paper.key)
        done = by_script(paper, proof=spoiled)
        if (answer.code, answer.out) != (4, "") or not is_one_clear_line(answer.err):
            wrong[name] = answer
        if (done.returncode, done.stdout) != (1, "") or not is_one_clear_line(done.stderr):
            wrong[f"{name}, by the script"] = done

    assert wrong == {}


def test_what_is_no_key_and_no_file_is_refused_in_one_clear_line(run: Run, paper: Paper, tmp_path: Path) -> None:  # noqa: F811
    garbled, empty = tmp_path / "kunci", tmp_path / "kosong"
    garbled.write_bytes(b"\xff\xfe\x00")
    empty.write_bytes(b"")
    name, identity, public = paper.key.split("+", 2)
    for key in (
        "", "+", "++", "a+b+c", ESCAPE, "x" * 100_000, "\u0662", f"{name}+{identity}", f"{name}+{identity}+{public}A",
        f"{name}+{identity}+AQ==", f"{name}+{identity}+{base64.b64encode(bytes(33)).decode()}", str(garbled),
        str(empty), str(tmp_path),
    ):  # fmt: skip
        answer = run("log", "verify", paper.pdf, "--proof", paper.proof, "--key", key)
        done = by_script(paper, key=key)
        assert answer.code in (2, 4), key[:40]
        assert is_one_clear_line(answer.err), (key[:40], answer.err)
        assert (done.returncode, done.stdout) == (1, "")
        assert is_one_clear_line(done.stderr), (key[:40], done.stderr)
    for pdf, proof in ((tmp_path, paper.proof), (paper.pdf, tmp_path), (tmp_path / "tidak", paper.proof),
                       (paper.pdf, Path("/dev/zero"))):  # fmt: skip
        answer = run("log", "verify", pdf, "--proof", proof, "--key", paper.key)
        assert answer.code in (2, 4)
        assert answer.err.strip()
