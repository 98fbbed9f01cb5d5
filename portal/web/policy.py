"""The policy: who reaches which route by which method, read from `policy.csv` once and refused whole when it is wrong.

Whoever adds a route adds its line there; without one the application does not start, and says which line is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from werkzeug.routing import Rule

from portal.domain.kunci_akses import KeyScope
from portal.domain.naskah.status import TRANSITIONS, Action, Status
from portal.domain.permissions import Peran
from portal.domain.policy_table import NO, YES, PolicyLine, packaged, read_lines
from portal.errors import ConfigError

NAME = "policy.csv"
COLUMNS = (
    "rute", "metode", "umum", "sandi_awal", "tanpa_faktor", "pengelola", "pimpinan", "biro", "ppid", "admin",
    "tentang", "tindakan", "bukti", "kunci",
)  # fmt: skip
BY_ITSELF = frozenset({"HEAD", "OPTIONS"})
"""Methods that no line names: HEAD is asked like GET, OPTIONS tells who may come by some method which there are."""


class About(StrEnum):
    """What an address is about, which says what somebody without reach over it is answered."""

    NOTHING = NO
    NASKAH = "naskah"
    CATATAN = "catatan"
    """Another record of one unit; like a naskah, it is not there for other units."""
    ISIAN = "isian"
    """The form names the unit."""
    HALAMAN = "halaman"
    """The public page of a naskah and what is made of its public fields."""
    BERKAS = "berkas"
    """A public file of a naskah and what is made of it."""


@dataclass(frozen=True)
class RoutePolicy:
    """One line: what is asked by one method, and who may."""

    endpoint: str
    method: str
    is_open: bool
    with_initial_password: bool
    without_factor: bool
    peran: frozenset[Peran]
    about: About
    action: Action | None
    needs_proof: bool
    scope: KeyScope | None
    """What an access key must be made for, where one opens this and no session does."""


@dataclass(frozen=True)
class Keadaan:
    """A state that the policy tells apart: the status behind it, and the answers to the public (`ya`, 404, 410)."""

    name: str
    status: Status
    halaman: str
    berkas: str


def read_policy(text: str) -> dict[tuple[str, str], RoutePolicy]:
    """The lines by route and method. Raises ConfigError for a line that is wrong or says two things at once."""
    lines = read_lines(text, NAME, COLUMNS, key=2)
    routes = {(line["rute"], line["metode"]): _route(line) for line in lines}
    opened = {route.endpoint for route in routes.values() if route.is_open}
    keyed = {route.endpoint for route in routes.values() if route.scope is not None}
    # Caches and headers ask for the address alone, whatever the method.
    if half := sorted({route.endpoint for route in routes.values() if not route.is_open} & opened):
        raise ConfigError(f"{NAME}: {half[0]} terbuka bagi umum dengan satu metode dan tidak dengan yang lain.")
    if half := sorted({route.endpoint for route in routes.values() if route.scope is None} & keyed):
        raise ConfigError(f"{NAME}: {half[0]} dibuka kunci akses dengan satu metode dan tidak dengan yang lain.")
    return routes


def _route(line: PolicyLine) -> RoutePolicy:
    route = RoutePolicy(
        endpoint=line["rute"],
        method=line["metode"],
        is_open=line.is_yes("umum"),
        with_initial_password=line.is_yes("sandi_awal"),
        without_factor=line.is_yes("tanpa_faktor"),
        peran=line.yes(Peran),
        about=line.choice("tentang", About),
        action=next(iter(line.choices("tindakan", Action)), None),
        needs_proof=line.is_yes("bukti"),
        scope=next(iter(line.choices("kunci", KeyScope)), None),
    )
    if route.method not in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        raise ConfigError(f"{line.where}: metode {route.method} tidak dikenal, atau tidak ditulis tersendiri.")
    if route.is_open and NO in (line[column] for column in COLUMNS[2:10]):
        raise ConfigError(f"{line.where}: yang terbuka bagi umum terbuka bagi semua; isi semua kolom dengan '{YES}'.")
    if route.scope is not None and (route.peran or route.is_open or route.needs_proof):
        raise ConfigError(f"{line.where}: yang dibuka kunci akses tidak terbuka bagi peran dan tidak meminta bukti.")
    if not route.peran and route.scope is None:
        raise ConfigError(
            f"{line.where}: {route.endpoint} tidak terbuka bagi siapa pun; hapus rutenya atau isi perannya."
        )
    if route.with_initial_password and not route.without_factor:
        raise ConfigError(f"{line.where}: yang terbuka dengan sandi awal terbuka juga tanpa langkah kedua.")
    if route.needs_proof and (route.is_open or route.method == "GET"):
        raise ConfigError(f"{line.where}: bukti hanya diminta untuk perubahan oleh yang sudah masuk.")
    act = frozenset[Peran]().union(*(row.peran for row in TRANSITIONS if row.action is route.action))
    if route.action is not None and not route.peran <= act:
        raise ConfigError(f"{line.where}: peran yang masuk tidak boleh melakukan tindakan {route.action.value}.")
    return route


def read_keadaan(text: str) -> tuple[Keadaan, ...]:
    """The states that the policy tells apart. Raises ConfigError for a table that is wrong."""
    lines = read_lines(text, "keadaan.csv", ("keadaan", "status", "halaman", "berkas", "keterangan"))
    for line in lines:
        for column in ("halaman", "berkas"):
            if line[column] not in (YES, "404", "410"):
                raise ConfigError(f"{line.where}: kolom {column} berisi '{line[column]}'.")
    return tuple(
        Keadaan(line["keadaan"], line.choice("status", Status), line["halaman"], line["berkas"]) for line in lines
    )


POLICY = read_policy(packaged("portal.web", NAME))
KEADAAN = read_keadaan(packaged("portal.web", "keadaan.csv"))


def _endpoints(routes: Iterable[RoutePolicy]) -> frozenset[str]:
    return frozenset(route.endpoint for route in routes)


OPEN = _endpoints(route for route in POLICY.values() if route.is_open)
"""Endpoints that anybody may ask, with or without a session."""
WITH_INITIAL_PASSWORD = _endpoints(route for route in POLICY.values() if route.with_initial_password) - OPEN
"""All that is open to somebody whose password was made by somebody else: choose another one, or leave."""
WITHOUT_FACTOR = _endpoints(route for route in POLICY.values() if route.without_factor) - OPEN
"""All that is open to somebody who needs a second factor and has had their days of grace: set one up, or leave."""
BY_KEY = _endpoints(route for route in POLICY.values() if route.scope is not None)
"""Endpoints that an access key opens, and no session."""
NEEDS_PROOF = frozenset(key for key, route in POLICY.items() if route.needs_proof)
"""Routes and methods that ask again who somebody is."""


def may_enter(endpoint: str, method: str) -> frozenset[Peran]:
    """The roles that may come to this endpoint by this method: none where no line says so."""
    if method == "OPTIONS":
        return frozenset[Peran]().union(*(route.peran for route in POLICY.values() if route.endpoint == endpoint))
    route = POLICY.get((endpoint, "GET" if method == "HEAD" else method))
    return route.peran if route is not None else frozenset()


def scope_of(endpoint: str, method: str) -> KeyScope | None:
    """What an access key must be made for to come to this endpoint by this method; None where no line says so."""
    route = POLICY.get((endpoint, "GET" if method == "HEAD" else method))
    return route.scope if route is not None else None


def check_routes(rules: Iterable[Rule]) -> None:
    """Raises ConfigError, with the line to add, where a route has none, or a line has no route."""
    there = {(rule.endpoint, method) for rule in rules for method in (rule.methods or set()) - BY_ITSELF}
    if missing := sorted(there - POLICY.keys()):
        endpoint, method = missing[0]
        raise ConfigError(
            f"portal/web/{NAME}: tidak ada baris untuk {endpoint} dengan metode {method}. Tambahkan misalnya "
            f"{endpoint},{method},-,-,-,ya,-,ya,-,-,-,-,-,- lalu jalankan make policy. Kolomnya: {','.join(COLUMNS)}."
        )
    if gone := sorted(POLICY.keys() - there):
        raise ConfigError(f"portal/web/{NAME}: rute pada baris {','.join(gone[0])} tidak ada. Hapus baris itu.")
