"""Keys for a box that was given none: made once, kept beside the data, readable by their owner only."""

import base64
import os
import secrets
from pathlib import Path


def read_or_make(data: Path) -> dict[str, str]:
    """The keys in `data`/secrets.env, made at the first call."""
    path = data / "secrets.env"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        made = {
            "BANJIE_SECRET_KEY": secrets.token_urlsafe(50),
            "BANJIE_CONTACT_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        }
        _write_once(path, "".join(f"{name}={value}\n" for name, value in made.items()))
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write_once(path: Path, text: str) -> None:
    """Two processes may start at once; the first to link the file wins and the other reads it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
