"""Whether a reply that is given came from a model: by its own words, whatever whoever gives it says."""

from typing import Final

from banjie.cases.models import MachineText
from banjie.intelligence.replies.copying import share_in

# Above this the reply is the model's with changes; below, a person's who took something of it.
FROM: Final = 0.5
_LAST: Final = 20


def drafted_with(case_id: int, reply: str) -> str:
    """The model whose texts for this case more than half of the reply's words stand in; "" where there is none."""
    written = MachineText.objects.filter(case_id=case_id).exclude(text="").order_by("-asked_at", "-id")
    texts = list(written.values_list("text", "model")[:_LAST])
    if not texts or share_in(reply, *(text for text, _ in texts)) <= FROM:
        return ""
    return max(texts, key=lambda each: share_in(reply, each[0]))[1]
