"""Writes samples as a folder with a manifest, the shape `portal import` takes."""

import csv
from collections.abc import Iterable
from pathlib import Path

from portal.samples.sample import Sample

COLUMNS = ("file", "unit", "judul", "lingkup", "bentuk", "nomor", "mitra", "signed_on", "visibilitas")


def write_folder(folder: Path, samples: Iterable[Sample]) -> Path:
    """Writes every PDF and manifest.csv into `folder` (made where missing); returns the manifest's path.

    `nomor` is the ministry's number, several partners are joined by "; ", an unknown day is empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "manifest.csv"
    with manifest.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        for sample in samples:
            (folder / sample.filename).write_bytes(sample.pdf())
            writer.writerow(_row(sample))
    return manifest


def _row(sample: Sample) -> tuple[str, ...]:
    return (
        sample.filename,
        sample.unit,
        sample.judul,
        sample.lingkup,
        sample.bentuk,
        next((p.nomor for p in sample.pihak if p.is_kementerian and p.nomor), ""),
        "; ".join(p.nama for p in sample.pihak if not p.is_kementerian),
        sample.signed_on.isoformat() if sample.signed_on else "",
        sample.visibilitas,
    )
