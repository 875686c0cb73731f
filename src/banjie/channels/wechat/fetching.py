"""Photos and recordings that were sent in a conversation, fetched once the case is there."""

from collections.abc import Sequence
from datetime import datetime

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CommandRefused
from banjie.channels.models import Endpoint
from banjie.channels.wechat import client
from banjie.channels.wechat.client import WeChatFault
from banjie.platform.files import FileRefused


def fetch(endpoint: Endpoint, case_id: int, media: Sequence[str], *, at: datetime) -> int:
    """Attaches them; safe to repeat, since a case has a file once. Raises WeChatFault where trying again may help."""
    kept, failed = 0, None
    for number, media_id in enumerate(media, 1):
        try:
            content = client.media(endpoint, media_id)
            actions.attach(case_id, content=content, name=f"wechat-{number}", by=AS_REPORTER, at=at, resident_sees=True)
            kept += 1
        except (FileRefused, CommandRefused):
            continue
        except WeChatFault as fault:
            # 40007: the id is worth nothing (any more).
            if fault.errcode != 40007:
                failed = fault
    if failed is not None:
        raise failed
    return kept
