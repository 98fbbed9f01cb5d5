"""Lines that the rules of portal.yml must find, and their like that they must not; never run."""

import datetime
import http.client
import pickle
import time
import urllib.request
from pathlib import Path

import markupsafe
import requests
from flask import redirect, request, send_file, url_for
from sqlalchemy import text


def sql(session, connection, name):
    # ruleid: sql-from-pieces
    session.execute(text(f"SELECT * FROM naskah WHERE judul = '{name}'"))
    # ruleid: sql-from-pieces
    session.execute(text("SELECT * FROM naskah WHERE judul = '" + name + "'"))
    # ruleid: sql-from-pieces
    session.execute(text("SELECT * FROM naskah WHERE judul = '%s'" % name))
    # ruleid: sql-from-pieces
    connection.exec_driver_sql("DELETE FROM {}".format(name))
    # ok: sql-from-pieces
    session.execute(text("SELECT * FROM naskah WHERE judul = :judul"), {"judul": name})


def markup(title):
    # ruleid: markup-outside-the-list
    bold = markupsafe.Markup("<b>" + title + "</b>")
    # ok: markup-outside-the-list
    return markupsafe.escape(title), bold


def fetch(address):
    # ruleid: fetches-an-address
    requests.get(address)
    # ruleid: fetches-an-address
    urllib.request.urlopen(address)
    # ruleid: fetches-an-address
    return http.client.HTTPSConnection(address)


def path(folder):
    name = request.args.get("berkas", "")
    # ruleid: path-from-a-request
    send_file(name)
    # ruleid: path-from-a-request
    Path(request.form["berkas"])
    wanted = "/srv/" + name
    # ruleid: path-from-a-request
    with open(wanted) as file:
        file.read()
    # ok: path-from-a-request
    return Path(folder)


def led():
    there = request.values.get("next", "")
    if there:
        # ruleid: redirect-from-a-request
        return redirect(there)
    # ok: redirect-from-a-request
    return redirect(local_path(there) or url_for("work.home"))


def led_back():
    # ruleid: redirect-from-a-request
    return redirect(request.referrer)


def clock():
    # ruleid: clock-read-by-hand
    datetime.datetime.now(datetime.UTC)
    # ruleid: clock-read-by-hand
    datetime.date.today()
    # ok: clock-read-by-hand
    return time.monotonic()


def said(log, title):
    # ruleid: log-of-a-made-text
    log.info(f"published {title}")
    # ruleid: log-of-a-made-text
    log.error("failed " + title)
    # ruleid: log-of-a-made-text
    log.warning("failed %s" % title)
    # ok: log-of-a-made-text
    log.info("published a naskah of %s pages", 3)


def objects(data):
    # ruleid: objects-from-bytes
    return pickle.loads(data)


def exempt(protection, app, view):
    # ruleid: exempt-from-the-form-token
    protection.exempt(view)
    # ruleid: exempt-from-the-form-token
    app.config["WTF_CSRF_ENABLED"] = False
