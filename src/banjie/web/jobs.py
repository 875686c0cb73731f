"""Work that follows from news and needs words and addresses of pages. Thin."""

from typing import Any

from banjie.platform.events import subscribe


@subscribe("cases.staff_told", "web.mail_notices")
def mail_notices(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web import notice_mail

    notice_mail.mail(news["case_id"], news["entry"], at=clock.now())


@subscribe("cases.verdict_wanted", "web.ask_verdict")
def ask_verdict(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web import verdict_letters

    verdict_letters.ask(news["case_id"], news["round"], at=clock.now())


@subscribe("cases.joint_closed", "web.tell_joint")
def tell_joint(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web import joint_letters

    joint_letters.tell(news["case_id"], lead_id=news["lead_id"], round_=news["round"], at=clock.now())


@subscribe("mediation.session_news", "web.mail_session")
def mail_session(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web.mediation.sessions import letters

    letters.send(news["session_id"], news["about"], at=clock.now())


@subscribe("mediation.proof_asked", "web.send_number")
def send_number(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web.party import letters

    letters.send_number(news["entry_id"], at=clock.now())


@subscribe("platform.number_asked", "web.send_proof")
def send_proof(news: dict[str, Any]) -> None:
    from banjie.platform import clock
    from banjie.web.resident import proving_pages

    proving_pages.send_number(news["proof_id"], at=clock.now())


@subscribe("cases.answer_shown", "web.tell_followers")
def tell_followers(news: dict[str, Any]) -> None:
    from banjie.web import follower_mail

    follower_mail.tell(news["case_id"])
