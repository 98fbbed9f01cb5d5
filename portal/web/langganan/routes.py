"""Addresses behind the letters of followed searches."""

from flask import Blueprint

from portal.web.langganan import views

langganan = Blueprint("langganan", __name__)

langganan.post("/langganan", endpoint="ask")(views.ask)
langganan.get("/langganan/konfirmasi/<token:token>", endpoint="offer")(views.offer)
langganan.post("/langganan/konfirmasi/<token:token>", endpoint="confirm")(views.confirm)
langganan.get("/langganan/<token:token>", endpoint="manage")(views.manage)
langganan.post("/langganan/<token:token>", endpoint="end")(views.end)
