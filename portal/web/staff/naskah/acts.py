"""Actions on one naskah: each reads its few fields, calls one service, and goes back to the page with a notice."""

from collections.abc import Callable
from typing import TypedDict

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.whole_number import read_count
from portal.errors import BadInputError
from portal.services.acts import Act
from portal.services.berkas import reading as berkas_reading
from portal.services.naskah import taking_back
from portal.services.pemberitahuan import by_hand, reminding
from portal.services.pemberitahuan.reminding import Circumstances
from portal.services.publication import exempting, penahanan, verbs, versions
from portal.services.publication.exempting import Decision
from portal.services.publication.verbs import WithdrawalClass
from portal.web.context import stores
from portal.web.staff import frame, outcome
from portal.web.staff.naskah import page
from portal.web.typed import choice, clean, clean_line, read_day

SENT = {ReminderKind.INGATKAN: "diingatkan", ReminderKind.TEGUR: "ditegur"}
"""Notices of a reminder that was sent by hand."""


def return_naskah(kode: str) -> ResponseReturnValue:
    """Ask the unit for a correction."""
    alasan = clean(request.form.get("alasan", ""))

    def verb(session: Session, act: Act) -> None:
        verbs.return_naskah(session, kode, alasan, act)
        by_hand.tell_returned(session, kode, alasan, act, _circumstances(session))

    return _act(kode, "dikembalikan", verb)


def withdraw(kode: str) -> ResponseReturnValue:
    """Take a naskah off the public pages."""
    return _act(kode, "ditarik", lambda session, act: verbs.withdraw(session, kode, act, **_reason()))


def withhold_version(kode: str) -> ResponseReturnValue:
    """Show an earlier publication no more, and none before it."""
    nomor = read_count(clean_line(request.form.get("terbitan", "")), 4)

    def verb(session: Session, act: Act) -> None:
        if nomor is None:
            raise BadInputError("Tulis nomor terbitan terdahulu yang tidak boleh tampil lagi, misalnya 1.", "terbitan")
        versions.withhold(session, kode, nomor, act)

    return _act(kode, "terbitan-ditahan", verb)


def explain_withdrawal(kode: str) -> ResponseReturnValue:
    """Give the reason of a withdrawal that was done without one, or correct it."""

    def verb(session: Session, act: Act) -> None:
        if not clean_line(request.form.get("kelas", "")):
            raise BadInputError("Pilih kelompok alasan.", "kelas")
        verbs.explain_withdrawal(session, kode, act, **_reason())

    return _act(kode, "alasan-ditarik", verb)


def reinstate(kode: str) -> ResponseReturnValue:
    """Give a withdrawn naskah back to its unit."""
    return _act(kode, "dibuka", lambda session, act: verbs.reinstate(session, kode, act))


def discard(kode: str) -> ResponseReturnValue:
    """Close a draft nobody wants."""
    return _act(kode, "dibuang", lambda session, act: taking_back.discard(session, kode, _taken_back(), act))


def void(kode: str) -> ResponseReturnValue:
    """Take back a record that should never have been handed in."""
    return _act(kode, "dibatalkan", lambda session, act: taking_back.void(session, kode, _taken_back(), act))


def change_visibilitas(kode: str) -> ResponseReturnValue:
    """Change what the public may see."""

    def verb(session: Session, act: Act) -> None:
        level = choice(Visibilitas, clean_line(request.form.get("visibilitas", "")), "visibilitas", "keterbukaan")
        if level is None:
            raise BadInputError("Pilih tingkat keterbukaan.", "visibilitas")
        dasar = clean(request.form.get("dasar_visibilitas", ""))
        tinjau_on = read_day(request.form.get("tinjau_on", ""), "tinjau_on")
        verbs.set_visibility(session, kode, act, level=level, dasar=dasar, tinjau_on=tinjau_on)

    return _act(kode, "keterbukaan", verb)


def decide_exemption(kode: str) -> ResponseReturnValue:
    """The PPID exempts a naskah for a term, or refuses to."""

    def verb(session: Session, act: Act) -> None:
        putusan = clean_line(request.form.get("putusan", ""))
        if putusan not in ("kecualikan", "tolak"):
            raise BadInputError("Pilih putusan.", "putusan")
        decision = Decision(
            is_exempt=putusan == "kecualikan",
            nomor=clean_line(request.form.get("nomor_putusan", "")),
            dasar=clean(request.form.get("dasar_putusan", "")),
            until=read_day(request.form.get("berlaku_sampai", ""), "berlaku_sampai"),
        )
        exempting.decide(session, kode, decision, act)

    return _act(kode, "putusan-ppid", verb)


def answer_penahanan(kode: str, alasan: AlasanPenahanan) -> ResponseReturnValue:
    """Answer what holds the publication."""
    jawaban = clean(request.form.get("jawaban", ""))

    def verb(session: Session, act: Act) -> None:
        try:
            penahanan.answer_penahanan(session, kode, alasan, jawaban, act)
        except BadInputError as error:
            raise BadInputError(error.message, f"jawaban-{alasan.value}") from error

    return _act(kode, "dijawab", verb)


def retry_reading(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Read a file once more."""
    return _act(kode, "dibaca", lambda session, act: berkas_reading.read_again(session, kode, berkas_id, act))


def remind(kode: str) -> ResponseReturnValue:
    """Remind or admonish the unit, whichever the day calls for; once a day."""
    pesan = clean_line(request.form.get("pesan", ""))

    def verb(session: Session, act: Act) -> ReminderKind | None:
        return by_hand.remind_by_hand(session, kode, pesan, act, _circumstances(session))

    def done(sent: ReminderKind | None) -> ResponseReturnValue:
        notice = SENT[sent] if sent is not None else "sudah-diingatkan"
        if request.form.get("dari") == "papan":
            return frame.go("kepatuhan.board", notice)
        return frame.go("work.detail", notice, kode=kode)

    return outcome.carry_out(
        verb,
        done=done,
        refused=lambda refusal: page.show_refused(kode, refusal),
        blame="pesan",
        shows_conflicts=False,
    )


def _circumstances(session: Session) -> Circumstances:
    config = stores().config
    return reminding.circumstances(session, clock.utc_now(), config.base_url, config.effective_on)


class _Reason(TypedDict):
    alasan: WithdrawalClass
    penjelasan: str


def _taken_back() -> str:
    return clean(request.form.get("alasan_batal", ""))


def _reason() -> _Reason:
    wanted = choice(WithdrawalClass, clean_line(request.form.get("kelas", "")), "kelas", "alasan")
    penjelasan = clean(request.form.get("penjelasan", ""))
    return {"alasan": wanted or WithdrawalClass.BELUM_DISEBUTKAN, "penjelasan": penjelasan}


def _act(kode: str, notice: str, verb: Callable[[Session, Act], object]) -> ResponseReturnValue:
    return outcome.carry_out(
        verb,
        done=outcome.to("work.detail", notice, kode=kode),
        refused=lambda refusal: page.show_refused(kode, refusal),
        blame="isi",
        shows_conflicts=False,
    )
