"""Invented agreements for demonstrations and tests; the only module other rooms import.

Everything here is made up and marked CONTOH; organisation names of units are public facts. The room is pure: it
reads its own data files, looks at no clock and knows nothing of the rest of the portal.
"""

from portal.samples.catalogue import samples
from portal.samples.manifest import write_folder
from portal.samples.sample import Sample, SamplePihak
from portal.samples.units import sample_units

__all__ = ["Sample", "SamplePihak", "sample_units", "samples", "write_folder"]
