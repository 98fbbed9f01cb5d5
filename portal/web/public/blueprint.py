"""The blueprint of everything anybody may see."""

from flask import Blueprint

public = Blueprint("public", __name__)
