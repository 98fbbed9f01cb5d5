"""The application for any WSGI server: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from portal import log_lines
from portal.app import create_app
from portal.config import Config

log_lines.install()
app = create_app(Config.from_env())
