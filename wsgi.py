"""The application for any WSGI server: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from portal.app import create_app
from portal.config import Config

app = create_app(Config.from_env())
