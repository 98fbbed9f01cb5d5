"""Who asks in the tests of the queries: one of each role, without an account."""

from portal.domain.permissions import Peran
from tests.factories.desk import person

OWN = person(Peran.PENGELOLA, "KANIM-A")
ABOVE = person(Peran.PENGELOLA, "IMI", "KANIM-A")
CHIEF = person(Peran.PIMPINAN, "IMI", "KANIM-A")
BESIDE = person(Peran.PENGELOLA, "LAPAS-B")
BIRO = person(Peran.BIRO, "BIRO")
PPID = person(Peran.PPID, "SETJEN")
ADMIN = person(Peran.ADMIN, "KEMEN")
