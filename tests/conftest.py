"""What every test stands on: settings of its own, no network, no display, no leftover threads."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How quick a machine is says nothing of whether a law holds.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Spinning OpenMP threads starve whatever shares the cores.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def _fresh_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, models and logs of one test never meet those of the machine or of another test."""
    monkeypatch.setenv("SONGCLIP_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("SONGCLIP_LANG", raising=False)
    monkeypatch.delenv("SONGCLIP_OFFLINE", raising=False)
    monkeypatch.delenv("SONGCLIP_API_KEY", raising=False)


# Stands in every key of these tests, and in nothing else that they write.
IN_EVERY_KEY = b"very-secret"


@pytest.fixture(scope="session", autouse=True)
def _no_key_was_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """After the last test: settings, logs, collections, exports and reports hold no key."""
    yield
    files = [path for path in tmp_path_factory.getbasetemp().rglob("*") if path.is_file()]
    assert [path for path in files if _holds(path, IN_EVERY_KEY)] == []


def _holds(path: Path, words: bytes) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as found:
            return found.find(words) >= 0
    except (OSError, ValueError):  # gone, empty, or one that a test has locked away
        return False


@pytest.fixture(autouse=True)
def _language_is_not_kept() -> Iterator[None]:
    yield
    from songclip_desktop import language

    language.use(None)


@pytest.fixture
def shared_data() -> Path:
    """Real files that nobody here wrote, beside the checkout; tests that want them skip without."""
    path = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("no real files beside this checkout")
    return path
