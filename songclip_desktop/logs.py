"""The rotating log file: what went wrong, never a key and never a picture."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from songclip_desktop import paths

FILE_BYTES = 1_000_000
FILES_KEPT = 4
FORM = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

_SECRETS: set[str] = set()
_PATTERNS = (
    (re.compile(r"(?i)(bearer\s+)[^\s'\",}]+"), r"\1***"),
    (re.compile(r"(?i)(api[-_]?key['\"]?\s*[:=]\s*['\"]?)[^\s'\",}&]+"), r"\1***"),
    (re.compile(r"\bsk-[A-Za-z0-9_-]{8,}"), "***"),
    (re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+"), "data:image/***"),
)


def hide(secret: str) -> None:
    """From now on writes *** where this text would stand in the log. Any thread."""
    if len(secret) >= 4:
        _SECRETS.add(secret)


def clean(text: str) -> str:
    """The text without keys and pictures, as log, reports and shown errors may hold it."""
    for secret in tuple(_SECRETS):
        text = text.replace(secret, "***")
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


class _CleanFormatter(logging.Formatter):
    """Cleans the finished line, so that traces and arguments are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


def file() -> Path:
    """The log being written."""
    return paths.logs_dir() / "songclip.log"


def start(level: int = logging.INFO) -> None:
    """Sends every record of this process to the file; a second call moves to the present home.

    Where the folder cannot be written the program goes on without a log.
    """
    stop()
    logging.getLogger().setLevel(level)
    # They log whole requests, pictures included, below this level.
    for chatty in ("openai", "httpx2", "httpcore2", "PIL", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        paths.logs_dir().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file(), maxBytes=FILE_BYTES, backupCount=FILES_KEPT - 1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(_CleanFormatter(FORM))
    handler.set_name("songclip")
    logging.getLogger().addHandler(handler)


def stop() -> None:
    """Closes the file that `start` opened, if any."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.get_name() == "songclip"]:
        root.removeHandler(handler)
        handler.close()
