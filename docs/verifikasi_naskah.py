"""Periksa tanpa jaringan bahwa sebuah PDF tercatat dalam log publik Repositori Naskah Kerja Sama.

    pip install cryptography
    python verifikasi_naskah.py naskah.pdf KODE.tlog-proof 'KUNCI'

KUNCI ada di halaman /log/ dan di surat harian; simpan sendiri, jangan percaya kunci yang datang bersama PDF.
Bentuk: c2sp.org/tlog-proof. Keluar dengan 0 bila benar, 1 bila tidak. Segel jejak audit di log itu tidak diperiksa.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def need(is_so: bool, otherwise: str) -> None:
    if not is_so:
        sys.exit(f"TIDAK TERBUKTI: {otherwise}")


def check(pdf: bytes, proof: str, key: str) -> dict:
    head, _, note = proof.partition("\n\n")
    form, extra, index, *steps = head.split("\n")
    need(form == "c2sp.org/tlog-proof@v1" and len(proof) < 400_000, "bukan berkas bukti")
    text, _, signed = note.rpartition("\n\n")
    origin, size, root = f"{text}\n".split("\n")[:3]
    name, identity, encoded = key.strip().split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    need(public[:1] == b"\1" and sha(name.encode() + b"\n" + public)[:4].hex() == identity, "kunci salah ketik")
    lines = [base64.b64decode(line.split(" ")[2]) for line in signed.splitlines() if line.startswith(f"— {name} ")]
    ours = [line[4:] for line in lines if line[:4].hex() == identity]
    need(origin == name and bool(ours), "log tidak ditandatangani kunci ini")
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(ours[0], f"{text}\n".encode())
    inside = json.loads(base64.b64decode(extra.removeprefix("extra "), validate=True))
    entry, salt = inside["entri"].encode(), bytes.fromhex(inside["garam"])
    at, last, found = int(index.removeprefix("index ")), int(size) - 1, sha(b"\0" + entry)
    need(0 <= at <= last and index == f"index {at}", "catatan di luar log")
    for step in (base64.b64decode(line, validate=True) for line in steps):
        is_right = at % 2 == 1 or at == last
        found = sha(b"\1" + step + found) if is_right else sha(b"\1" + found + step)
        while is_right and at and at % 2 == 0:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    need(at == last == 0 and found == base64.b64decode(root), "catatan tidak ada dalam log itu")
    need(sha(salt + sha(pdf)).hex() in json.loads(entry)["berkas"], "PDF ini bukan berkas yang dicatat")
    return json.loads(entry)


try:
    told = check(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]).read_text("utf-8"), sys.argv[3])
    sys.stdout.write(f"BENAR: naskah {told['kode']}, {told['tindakan']}, {told['waktu']}\n")
except Exception:  # Isi dari orang asing dapat gagal dibaca dengan cara apa pun; galatnya tidak dicetak.
    need(False, "berkas, bukti, atau kunci tidak dapat dibaca, atau tanda tangannya tidak cocok")
