"""Whether a folder is a whole bag of `portal export`: every byte is hashed before any of it is believed."""

from pathlib import Path, PurePosixPath

from portal.domain.foreign_data import parse_json, refusing
from portal.errors import BadInputError
from portal.storage.hashing import fingerprint
from portal.storage.keys import checked_digest, is_digest

NO_BAG = "Folder ini bukan ekspor portal (BagIt): {} tidak ada atau tidak dapat dibaca."
_TAGS = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")


def check_bag(bag: Path) -> dict[str, str]:
    """What the bag tells of itself. Raises BadInputError, naming the first thing that is not as it was exported."""
    for path in bag.rglob("*"):
        # What is neither file nor folder may never end when it is read.
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BadInputError("Ekspor ini memuat tautan atau berkas khusus, yang tidak dibuat oleh portal.")
    tags = _manifest(bag, "tagmanifest-sha256.txt")
    payload = _manifest(bag, "manifest-sha256.txt")
    if missing := sorted(set(_TAGS) - tags.keys()):
        raise BadInputError(f"Ekspor ini rusak: {missing[0]} tidak tercatat.")
    for name, digest in (*tags.items(), *payload.items()):
        _check(bag, name, digest)
    lying = {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    if strange := sorted(lying - payload.keys()):
        raise BadInputError(f"Ekspor ini rusak: {strange[0]} tidak tercatat dalam manifesnya.")
    _check_files(bag, lying)
    lines = _text(bag, "bag-info.txt").splitlines()
    if not all(line.isprintable() for line in lines):
        raise BadInputError("Ekspor ini rusak: bag-info.txt memuat baris yang salah.")
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def object_path(bag: Path, part: str, digest: str) -> Path:
    """Where an object lies within a bag. Raises BadInputError for what is no digest."""
    return bag / "data" / part / checked_digest(digest)[:2] / digest


def _manifest(bag: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _text(bag, name).splitlines():
        digest, _, listed = line.partition("  ")
        parts = PurePosixPath(listed).parts
        is_inside = listed and ".." not in parts and not listed.startswith("/")
        if not is_inside or not listed.isprintable() or not is_digest(digest) or listed in found:
            raise BadInputError(f"Ekspor ini rusak: {name} memuat baris yang salah.")
        found[listed] = digest
    return found


def _text(bag: Path, name: str) -> str:
    try:
        return (bag / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(NO_BAG.format(name)) from error


def _check(bag: Path, name: str, digest: str) -> None:
    try:
        with (bag / name).open("rb") as stream:
            found = fingerprint(stream).digest
    except OSError as error:
        raise BadInputError(f"Ekspor ini rusak: {name} tidak ada atau tidak dapat dibaca.") from error
    if found != digest:
        raise BadInputError(f"Ekspor ini rusak: isi {name} berubah.")


def _check_files(bag: Path, lying: set[str]) -> None:
    """Every file that a record names is there, under the digest it names."""
    for path in sorted((bag / "data/naskah").glob("*/metadata.json")):
        with refusing(f"Ekspor ini rusak: metadata naskah {path.parent.name} tidak dapat dibaca."):
            digests = [checked_digest(file["sha256"]) for file in parse_json(path.read_bytes())["files"]]
        for digest in digests:
            if object_path(bag, "berkas", digest).relative_to(bag).as_posix() not in lying:
                raise BadInputError(f"Ekspor ini tidak lengkap: naskah {path.parent.name} tanpa berkas {digest}.")
