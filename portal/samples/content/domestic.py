"""A domestic agreement from its first page to its annexes."""

from portal.samples.content.annex import installation_records, plan_of_action, technical_annexes
from portal.samples.content.articles import articles
from portal.samples.content.blocks import Block, Document
from portal.samples.content.closing import amendment, signing
from portal.samples.content.opening import parties, recitals, title_page
from portal.samples.content.wordings import party_labels
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import dice

_LONG_PAGES = 24


def domestic_document(sample: Sample, look: Look) -> Document:
    """The whole text; scans are set a little tighter, as a typed form is."""
    throw = dice(look.seed, "gaya")
    labels = party_labels(len(look.sides), throw.randint(0, 2))
    blocks: list[Block] = [*title_page(sample, look), *parties(sample, look, labels), *recitals(sample, look, labels)]
    body = amendment if sample.relation == "perubahan" else articles
    blocks += body(sample, look, labels)
    blocks += signing(sample, look, labels)
    if "lampiran" in look.flags:
        blocks += plan_of_action(sample, look)
    is_long = "panjang" in look.flags
    if is_long:
        blocks += technical_annexes(sample)
    return Document(
        tuple(blocks),
        is_serif=throw.random() < 0.55,
        scale=0.95 if look.scan else 1.0,
        has_paraf="paraf" in look.flags,
        pages=_LONG_PAGES if is_long else 0,
        pad=installation_records(sample, look) if is_long else (),
    )
