"""A form that arrives after its session has ended: what was typed is given back, to be sent again after signing in.

Only forms of our own pages are given back (a browser says so in `Origin`), only those of plain fields, and never the
old token. Passwords do not pass here: their forms do not belong to the work pages.
"""

from urllib.parse import urlsplit

from flask import Response, render_template, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

KEPT_BLUEPRINTS = ("work.", "biro.")
NOT_SHOWN = frozenset({"csrf_token", "version", "seen", "aksi", "tersentuh"})
PROOF_FIELD = "bukti"
"""Where somebody shows again who they are (`proving`); no form of the pages has a field of this name."""
KEY_FIELD = "bukti_kunci"
"""Where a passkey shows it."""
NEVER_KEPT = frozenset({"csrf_token", PROOF_FIELD, KEY_FIELD})
PLAIN_FORM = "application/x-www-form-urlencoded"
WITH_PHOTO = "biro.receive"
"""A form of plain fields with one small file, which has to be chosen again."""


def page() -> Response | None:
    """The page with everything typed, or None where there is nothing to give back."""
    is_ours = (request.endpoint or "").startswith(KEPT_BLUEPRINTS) and _is_same_origin()
    is_plain = request.mimetype == PLAIN_FORM or request.endpoint == WITH_PHOTO
    if request.method != "POST" or not is_plain or not is_ours:
        return None
    try:
        typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    except HTTPException:
        return None  # Too large or broken: then it is answered as that.
    if not typed:
        return None
    is_signed_in = bool(current_user.is_authenticated)
    body = render_template(
        "staff/form/resend.html",
        typed=typed,
        shown=[(name, value) for name, value in typed if value.strip() and name not in NOT_SHOWN],
        is_signed_in=is_signed_in,
        address=request.path,
        has_photo=request.endpoint == WITH_PHOTO,
    )
    return Response(body, status=400 if is_signed_in else 401, mimetype="text/html")


def _is_same_origin() -> bool:
    try:
        return bool(origin := request.headers.get("Origin")) and urlsplit(origin).netloc == request.host
    except ValueError:
        return False
