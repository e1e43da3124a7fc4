"""Where things lie outside a collection: settings, models, logs, and the shipped resources."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs


def home() -> Path:
    """The folder of settings, models, engine and logs: SONGCLIP_HOME, else the system's place for it."""
    chosen = os.environ.get("SONGCLIP_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("SongClip", appauthor=False))


def models_dir() -> Path:
    """Where added base models are kept."""
    return home() / "models"


def logs_dir() -> Path:
    """Where the rotating log lies."""
    return home() / "logs"


def collections_dir() -> Path:
    """The default place for collections: Documents/SongClip."""
    return Path(platformdirs.user_documents_dir()) / "SongClip"


def resources() -> Path:
    """The folder of shipped data."""
    return _shipped() / "resources"


def manual() -> Path:
    """The folder of the manual, which has one folder for each language it is written in."""
    return _shipped() / "docs" / "manual"


def mini_model() -> Path:
    """The embedded synthetic demo model."""
    return resources() / "mini_model"


def demo_collection() -> Path:
    """The embedded demo: pictures, register, captions, passages, split."""
    return resources() / "demo_collection"


def _shipped() -> Path:
    """Beside the packages from source, inside the bundle when frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent
