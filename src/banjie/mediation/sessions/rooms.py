"""Rooms of a video service that the jurisdiction runs itself, as a Jitsi. Without the setting there are none."""

import secrets

from django.conf import settings


def offered() -> bool:
    return bool(settings.BANJIE_VIDEO_SERVICE)


def new_room() -> str:
    """A name that nobody guesses: 120 random bits, in letters that every such service takes."""
    return f"banjie-{secrets.token_hex(15)}"


def link(room: str) -> str:
    """The address of a room; empty where no service is set up any more."""
    return f"{settings.BANJIE_VIDEO_SERVICE}/{room}" if room and offered() else ""
