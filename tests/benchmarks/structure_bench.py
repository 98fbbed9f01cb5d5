"""Measures the structure of texts: how many Pasal of papers whose truth is known are found with number and page.

`python -m tests.benchmarks.structure_bench READS TRUTH [--misses]`. READS is a folder of papers as the corpus
reader saves them (`tests.corpus.reading`), TRUTH a JSON of paper -> list of places with `kind` (bab, pasal, ayat),
`number`, `heading` and `page`. Digital papers and scans are counted apart; so is what was found that is no Pasal.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from portal.domain.document.compose import document_of
from portal.domain.document.model import BlockKind, SourcePage


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reads", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    truth: dict[str, list[dict[str, Any]]] = json.loads(options.truth.read_text("utf-8"))
    counts: dict[str, Counter[str]] = {"digital": Counter(), "scan": Counter()}
    for path in sorted(options.reads.glob("*.json")):
        if path.stem in truth:
            read = json.loads(path.read_text("utf-8"))
            kind = "scan" if read["condition"]["dpi"] else "digital"
            counts[kind] += measured(path.stem, read["pages"], truth[path.stem], is_told=options.misses)
    for kind, count in counts.items():
        if not count["pages"]:
            continue
        print(
            f"{kind}: {count['papers']} papers, {count['pages']} pages,"
            f" {1000 * count['seconds'] / 1e6 / count['pages']:.1f} ms a page;"
            f" Pasal {_share(count, 'pasal')}, wrong {count['wrong']};"
            f" headings {_share(count, 'heading')}; ayat {_share(count, 'ayat')}; bab {_share(count, 'bab')}"
        )


def measured(name: str, read: list[dict[str, Any]], places: list[dict[str, Any]], *, is_told: bool) -> Counter[str]:
    """What was found of one paper, and what there was."""
    pages = [SourcePage(page["number"], page["text"], page["origin"] != "digital") for page in read]
    started = time.perf_counter()
    document = document_of(pages)
    count = Counter(papers=1, pages=len(pages), seconds=round((time.perf_counter() - started) * 1e6))
    for kind, label in ((BlockKind.PASAL, "pasal"), (BlockKind.BAB, "bab")):
        true = [one for one in places if one["kind"] == label]
        found = Counter((_number(entry.label), entry.page) for entry in document.outline if entry.kind is kind)
        wanted = Counter((_number(str(one["number"])), one["page"]) for one in true)
        count[label] += sum((found & wanted).values())
        count[f"{label} all"] += sum(wanted.values())
        if kind is BlockKind.PASAL:
            count["wrong"] += sum((found - wanted).values())
            if is_told and (found - wanted or wanted - found):
                print(name, "missed", sorted(wanted - found), "wrong", sorted(found - wanted))
    headings = Counter(
        (_number(entry.label), _plain(entry.heading)) for entry in document.outline if entry.kind is BlockKind.PASAL
    )
    wanted_headings = Counter(
        (str(one["number"]).lower(), _plain(one["heading"] or "")) for one in places if one["kind"] == "pasal"
    )
    count["heading"] += sum((headings & wanted_headings).values())
    count["heading all"] += sum(wanted_headings.values())
    ayat = Counter(page.number for page in document.pages for block in page.blocks if block.kind is BlockKind.AYAT)
    wanted_ayat = Counter(one["page"] for one in places if one["kind"] == "ayat")
    count["ayat"] += sum((ayat & wanted_ayat).values())
    count["ayat all"] += sum(wanted_ayat.values())
    return count


def _number(label: str) -> str:
    """`Pasal II` is number 2, `Pasal 7A` is 7a."""
    written = label.split()[-1].lower()
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11}
    return str(roman.get(written, written))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _share(count: Counter[str], name: str) -> str:
    return f"{count[name]}/{count[f'{name} all']}"


if __name__ == "__main__":
    main()
