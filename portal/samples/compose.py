"""Metadata in, PDF bytes out."""

from portal.samples.content.domestic import domestic_document
from portal.samples.content.foreign import foreign_document
from portal.samples.layout.render import render
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.scan import scan


def compose(sample: Sample, look: Look) -> bytes:
    """The PDF of a sample: typeset, or typeset and then scanned into images without a text layer."""
    build = foreign_document if sample.lingkup == "luar_negeri" else domestic_document
    digital = render(build(sample, look), title=sample.judul)
    return scan(digital, seed=look.seed, is_colour=look.scan == "warna") if look.scan else digital
