"""A matter that comes in from an endpoint's own system may be one of ours, sent on there and sent back."""

from banjie.onward.finding import numbers_in
from banjie.onward.servers import of_client
from banjie.onward.telling import sent_before


def is_ours_come_back(client_id: int, text: str) -> bool:
    """Whether this client stands for an endpoint to which the case of ours was sent that the text names."""
    endpoint = of_client(client_id)
    return endpoint is not None and sent_before(numbers_in(text), endpoint.id)
