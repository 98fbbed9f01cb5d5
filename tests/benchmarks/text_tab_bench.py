"""Of how many scanned papers the text tab carries the whole text (A11 of docs/expectations.md).

`python -m tests.benchmarks.text_tab_bench [--half fresh] [--papers 40]` draws papers of the corpus as scans, in the
condition that each has there, reads every page with the portal's reader, and compares with the printed words. The text
of a page stands in the tab as it was read, so this is what a screen reader is given. The peer is the whole: a paper
counts where nine of ten printed words came out right and no page is empty; the share wanted is 95 of 100.
"""

import argparse

from indexer.ocr.engine import OcrEngine
from tests.corpus.naskah import corpus
from tests.corpus.reading import PaperRead, read_corpus

WHOLE = 0.9
"""The share of the printed words of a paper that have to be right."""
WANTED = 0.95


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="fresh")
    parser.add_argument("--papers", type=int, default=40)
    options = parser.parse_args()
    engine = OcrEngine("ind+eng")
    if not engine.is_available:
        raise SystemExit(engine.reason)
    only = tuple(naskah.id for naskah in corpus(options.half)[: options.papers])
    reads = read_corpus(engine, all_pages=True, only=only, bagian=options.half)
    scans = [read for read in reads if read.condition.dpi]
    shares = sorted(sum(read.accuracy) / len(read.accuracy) for read in scans)
    whole = [read for read in scans if is_whole(read)]
    print(f"{engine.version}, {len(scans)} scanned papers, {sum(len(read.pages) for read in scans)} pages")
    print(f"share of words right: least {shares[0]:.3f}, middle {shares[len(shares) // 2]:.3f}")
    share = len(whole) / len(scans)
    print(f"whole text in the tab: {len(whole)} of {len(scans)}, {share:.3f}; wanted {WANTED}")
    for read in scans:
        if not is_whole(read):
            print(f"  {read.id} {read.condition}: {', '.join(f'{share:.2f}' for share in read.accuracy)}")


def is_whole(read: PaperRead) -> bool:
    """Whether no page is empty and nearly all words of the paper are right."""
    return all(page.text.strip() for page in read.pages) and sum(read.accuracy) / len(read.accuracy) >= WHOLE


if __name__ == "__main__":
    main()
