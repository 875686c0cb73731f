"""News that travels upward: published in the transaction of a change, delivered afterwards by a job.

A capability publishes a frozen dataclass; whoever stands above it subscribes by name from its own `jobs.py`.
Nothing is written for news that nobody subscribed to.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from banjie.platform import jobs

type Subscriber = Callable[[dict[str, Any]], None]

_subscribers: dict[str, dict[str, Subscriber]] = {}


class News(Protocol):
    """A frozen dataclass with JSON values and a stable `name`."""

    @property
    def name(self) -> str: ...


def subscribe(event: str, key: str) -> Callable[[Subscriber], Subscriber]:
    """Has `key` called with every event of that name, each in a job of its own."""

    def register(subscriber: Subscriber) -> Subscriber:
        _subscribers.setdefault(event, {})[key] = subscriber
        return subscriber

    return register


def publish(news: News) -> None:
    """Queues the delivery to every subscriber, as part of the caller's transaction."""
    for key in _subscribers.get(news.name, ()):
        jobs.later(deliver, event=news.name, subscriber=key, news=_plain(news))


@jobs.job("platform.deliver")
def deliver(*, event: str, subscriber: str, news: dict[str, Any]) -> None:
    _subscribers[event][subscriber](news)


def _plain(news: News) -> dict[str, Any]:
    values = asdict(news)  # type: ignore[call-overload]
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}
