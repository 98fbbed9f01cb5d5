"""Periksa hasil `portal export` tanpa portal dan tanpa jaringan: python verifikasi_ekspor.py FOLDER

Setiap berkas dihitung ulang SHA-256-nya, dan setiap naskah harus punya semua berkasnya. Keluar dengan 0 bila utuh.
"""

import hashlib
import json
import sys
from pathlib import Path


def main(bag: Path) -> list[str]:
    if not (bag / "bagit.txt").read_text("utf-8").startswith("BagIt-Version: "):
        return ["bukan BagIt"]
    wrong, named = [], set()
    for manifest, root in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        for line in (bag / manifest).read_text("utf-8").splitlines():
            digest, name = line.split(maxsplit=1)
            named.add(name)
            path = bag / name
            if not name.startswith(root) or ".." in name or not path.is_file():
                wrong.append(f"hilang: {name}")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                wrong.append(f"berubah: {name}")
    lying = {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    wrong += [f"tidak dicatat: {name}" for name in sorted(lying - named)]
    for path in sorted((bag / "data/naskah").glob("*/metadata.json")):
        for file in json.loads(path.read_text("utf-8"))["files"]:
            name = f"data/berkas/{file['sha256'][:2]}/{file['sha256']}"
            wrong += [] if name in lying else [f"{path.parent.name} tanpa berkas {file['sha256']}"]
    return wrong


found = main(Path(sys.argv[1]))
print("\n".join(found) or "utuh")  # noqa: T201
sys.exit(1 if found else 0)
