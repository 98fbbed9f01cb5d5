"""Programs of two units beside each other."""

import pytest
from flask import Flask

from portal.domain.permissions import Actor, Peran
from tests.factories.naskah import Office
from tests.factories.program import Program, make_key


@pytest.fixture
def maker(office: Office) -> Actor:
    """The pengelola of KANIM-A."""
    return office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")


@pytest.fixture
def program(app: Flask, office: Office, maker: Actor) -> Program:
    """The document system of KANIM-A, with all scopes."""
    return Program(app.test_client(), make_key(app, office, maker, "KANIM-A"))


@pytest.fixture
def beside(app: Flask, office: Office) -> Program:
    """That of another unit."""
    other = office.add_user("lain@contoh.go.id", Peran.PENGELOLA, "PAS")
    return Program(app.test_client(), make_key(app, office, other, "PAS"))
