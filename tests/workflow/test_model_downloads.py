"""Models from a hub: cut and resumed, checked, refused; from servers of these tests' own."""

from __future__ import annotations

import datetime
import errno
import os
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from songclip_desktop import language, network, paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.settings import Settings
from songclip_desktop.workflow import disk, downloads, model_downloads, model_sources, models
from tests.fake_hub import Held, Hub, proxy, serve

NAME = "ViT-B-16"
REPOSITORY, FILE = "chinese-clip-vit-base-patch16", "clip_cn_vit-b-16.pt"
BODY = Held(os.urandom(300_000))


class Describing:
    """In the engine's place: takes every file for the model whose name it bears."""

    refuses = ""

    @contextmanager
    def worker(self) -> Iterator[Describing]:
        yield self

    def run(self, request: Any, _listener: object = None) -> dict[str, Any]:
        if self.refuses:
            raise SongClipError(self.refuses, "no", "so it is")
        assert Path(request.model).name == FILE
        return {"name": NAME, "fingerprint": "f" * 64, "parameters": 188_262_913, "dim": 512,
                "resolution": 224, "demo": False, "licence": "unknown", "architecture": NAME,
                "gflop_image": 35.1}  # fmt: skip


ENGINE: Any = Describing()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(downloads, "WAITS_S", (0.0,) * 3)
    made = Hub()
    made.model(REPOSITORY, FILE, BODY)
    with serve(made):
        monkeypatch.setenv("HF_ENDPOINT", made.address)
        monkeypatch.setenv("MODELSCOPE_DOMAIN", made.address)
        yield made


def code_of(listener: Listener | None = None, **more: Any) -> str:
    with pytest.raises(SongClipError) as caught:
        model_downloads.fetch(NAME, ENGINE, listener, **more)
    assert caught.value.remedy
    return caught.value.code


def kept_bytes() -> bytes:
    return (Path(models.resolve(NAME).path) / FILE).read_bytes()


class Stopping(Listener):
    """Stops when so many bytes came."""

    def __init__(self, at: int) -> None:
        self.done = 0
        super().__init__(self.heard, should_stop=lambda: self.done >= at)

    def heard(self, progress: Progress) -> None:
        self.done = progress.done
        assert progress.unit in ("byte", "")


# -- it comes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", model_sources.SOURCES)
def test_a_model_comes_from_either_hub_and_is_installed(hub: Hub, source: Any) -> None:
    heard: list[Progress] = []
    model = model_downloads.fetch(NAME, ENGINE, Listener(heard.append), source)
    assert (model.name, model.installed, model.bytes) == (NAME, True, len(BODY))
    assert kept_bytes() == BODY.body
    assert models.whole(model) is True
    assert model.licence.lower().startswith("apache")
    assert heard[-1].done == heard[-1].total == len(BODY)
    if source == "huggingface":
        assert hub.asked == [
            f"/api/models/OFA-Sys/{REPOSITORY}?blobs=true",
            f"/OFA-Sys/{REPOSITORY}/resolve/717ba215769231e53b9b7c6b9d329b9cc5944418/{FILE}",
        ]
    else:
        place = f"/api/v1/models/AI-ModelScope/{REPOSITORY}/repo"
        assert hub.asked == [
            f"{place}/files?Revision=master&Recursive=True",
            place.removesuffix("/repo"),
            f"{place}?Revision=master&FilePath={FILE}",
        ]
    assert model_downloads.partial(NAME) is None
    assert {each.name for each in paths.models_dir().iterdir()} == {".downloads", NAME}
    # What is installed is not fetched again.
    hub.asked.clear()
    assert model_downloads.fetch(NAME, ENGINE) == model
    assert hub.asked == []
    models.remove(NAME)
    assert not next(each for each in models.list_models() if each.name == NAME).installed


def test_the_source_goes_by_language_until_it_is_chosen() -> None:
    found = {}
    for spoken in language.LANGUAGES:
        language.use(spoken)
        found[spoken] = model_sources.chosen_source()
    assert found == {"zh_CN": "modelscope", "zh_TW": "huggingface", "en": "huggingface"}
    Settings(model_source="modelscope").save()
    assert model_sources.chosen_source() == "modelscope"


def test_what_is_not_published_is_not_asked_for(hub: Hub) -> None:
    with pytest.raises(SongClipError) as caught:
        model_downloads.fetch("ViT-Z", ENGINE)
    assert caught.value.code == "model_unknown"
    assert hub.asked == []


# -- the line is cut -------------------------------------------------------------------------------


def test_a_cut_line_is_taken_up_where_it_broke(hub: Hub) -> None:
    hub.cuts = [100_000, 50_000]
    model_downloads.fetch(NAME, ENGINE)
    assert kept_bytes() == BODY.body
    assert hub.asked_from == [0, 100_000, 150_000]
    assert hub.sent == len(BODY)


def test_after_several_vain_attempts_it_says_so_and_goes_on_later_from_the_other_hub(
    hub: Hub,
) -> None:
    hub.cuts = [100_000, *(0,) * 4]
    assert code_of(source="huggingface") == "address_unreachable"
    assert model_downloads.partial(NAME) == model_downloads.Partial(
        NAME, 100_000, len(BODY), "huggingface", complete=False
    )
    assert not next(each for each in models.list_models() if each.name == NAME).installed
    model_downloads.fetch(NAME, ENGINE, source="modelscope")
    assert kept_bytes() == BODY.body
    assert hub.asked_from[-1] == 100_000


def test_a_stopped_download_keeps_what_came_until_it_is_discarded(hub: Hub) -> None:
    with pytest.raises(Stopped):
        model_downloads.fetch(NAME, ENGINE, Stopping(at=120_000))
    held = model_downloads.partial(NAME)
    assert held is not None
    assert 120_000 <= held.done < len(BODY)
    # Stopped again while what is there is being read.
    with pytest.raises(Stopped):
        model_downloads.fetch(NAME, ENGINE, Stopping(at=0))
    assert model_downloads.partial(NAME) == held
    model_downloads.fetch(NAME, ENGINE)
    assert hub.asked_from == [0, held.done]
    models.remove(NAME)
    with pytest.raises(Stopped):
        model_downloads.fetch(NAME, ENGINE, Stopping(at=120_000))
    model_downloads.discard(NAME)
    assert model_downloads.partial(NAME) is None


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_server_is_asked_again_and_one_that_refuses_is_not(hub: Hub, status: int) -> None:
    hub.answers = [403]
    assert code_of() == "address_refused"
    assert sum("FilePath" in each for each in hub.asked) == 1
    hub.answers = [status, status]
    assert model_downloads.fetch(NAME, ENGINE).installed


def test_a_server_without_ranges_gives_all_of_it_again(hub: Hub) -> None:
    hub.ranges, hub.cuts = False, [100_000]
    model_downloads.fetch(NAME, ENGINE)
    assert kept_bytes() == BODY.body


def test_a_file_that_changed_at_the_hub_begins_anew(hub: Hub) -> None:
    hub.cuts = [100_000, *(0,) * 4]
    assert code_of() == "address_unreachable"
    other = Held(os.urandom(200_000))
    hub.model(REPOSITORY, FILE, other)
    model_downloads.fetch(NAME, ENGINE)
    assert kept_bytes() == other.body
    assert hub.asked_from[-1] == 0


def test_without_the_engine_the_file_stays_whole_and_is_not_fetched_twice(hub: Hub) -> None:
    engine: Any = Describing()
    engine.refuses = "engine_missing"
    with pytest.raises(SongClipError, match="no"):
        model_downloads.fetch(NAME, engine)
    held = model_downloads.partial(NAME)
    assert held is not None
    assert held.complete
    hub.asked.clear()
    assert model_downloads.fetch(NAME, ENGINE).installed
    assert hub.asked == []
    models.remove(NAME)
    engine.refuses = "model_damaged"
    with pytest.raises(SongClipError, match="no"):
        model_downloads.fetch(NAME, engine)
    assert model_downloads.partial(NAME) is None


def test_two_at_once_are_one_too_many(hub: Hub) -> None:
    with downloads.alone(paths.models_dir() / ".downloads" / NAME):
        assert code_of() == "download_running"
    assert model_downloads.fetch(NAME, ENGINE).installed


# -- it is not what it should be -------------------------------------------------------------------


@pytest.mark.parametrize("told", [{"sha256": "0" * 64}, {"size": 299_999}, {"size": 300_001}])
def test_what_is_not_what_the_hub_says_is_discarded(hub: Hub, told: dict[str, Any]) -> None:
    hub.told = told
    assert code_of() == "checksum_wrong"
    assert model_downloads.partial(NAME) is None
    assert list(paths.models_dir().rglob(f"{FILE}*")) == []
    hub.told = {}
    assert model_downloads.fetch(NAME, ENGINE).installed


def test_a_part_that_was_spoilt_on_the_disk_is_found_out(hub: Hub) -> None:
    with pytest.raises(Stopped):
        model_downloads.fetch(NAME, ENGINE, Stopping(at=120_000))
    (part,) = paths.models_dir().rglob(f"{FILE}.part")
    with part.open("r+b") as file:
        file.write(b"spoilt")
    assert code_of() == "checksum_wrong"
    assert model_downloads.fetch(NAME, ENGINE).installed
    assert kept_bytes() == BODY.body


def test_a_model_spoilt_after_it_was_installed_is_known(hub: Hub) -> None:
    model = model_downloads.fetch(NAME, ENGINE)
    (Path(model.path) / FILE).write_bytes(b"spoilt")
    assert models.whole(model) is False
    assert models.whole(models.list_models()[0]) is None


@pytest.mark.parametrize(
    "told", [{"sha256": "page"}, {"sha256": None}, {"size": "much"}], ids=["text", "none", "size"]
)
def test_a_hub_that_says_nothing_usable_is_no_bug(hub: Hub, told: dict[str, Any]) -> None:
    hub.told = told
    for source in model_sources.SOURCES:
        assert code_of(source=source) == "reply_unusable"
    hub.files.clear()
    hub.files["OFA-Sys"] = Held(b"<html>")
    for source in model_sources.SOURCES:
        assert code_of(source=source) == "reply_unusable"


# -- no room ---------------------------------------------------------------------------------------


def test_a_disk_without_room_is_said_before_anything_is_fetched(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = disk.shutil.disk_usage(paths.home())
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _folder: usage._replace(free=64 << 20))
    assert code_of() == "disk_full"
    assert hub.sent == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Sixteen megabytes, and proof that more than that is refused."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no mount here")
    try:
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            (folder / "ballast").write_bytes(bytes(17 << 20))
        (folder / "ballast").unlink()
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_keeps_the_part_and_goes_on_when_there_is_room(
    hub: Hub, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONGCLIP_HOME", str(small_disk))
    monkeypatch.setattr(disk, "_SPARE_BYTES", 0)
    body = Held(os.urandom(12 << 20))
    hub.model(REPOSITORY, FILE, body)
    ballast = small_disk / "ballast"

    def fill(progress: Progress) -> None:
        """Another program takes the room while it runs."""
        if progress.done > 1 << 20 and not ballast.exists():
            ballast.write_bytes(bytes(8 << 20))

    assert code_of(Listener(fill)) == "disk_full"
    held = model_downloads.partial(NAME)
    assert held is not None
    assert 1 << 20 < held.done < len(body)
    ballast.unlink()
    model_downloads.fetch(NAME, ENGINE)
    assert kept_bytes() == body.body
    assert hub.asked_from == [0, held.done]


# -- no network, the switch, and ways round --------------------------------------------------------


def test_without_a_network_it_says_so_and_what_came_stays(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped):
        model_downloads.fetch(NAME, ENGINE, Stopping(at=120_000))
    held = model_downloads.partial(NAME)
    for address in ("http://127.0.0.1:9", "http://no-such-host.invalid"):
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert code_of(source="huggingface") == "address_unreachable"
    assert model_downloads.partial(NAME) == held


def test_the_switch_closes_the_door_before_and_during_a_download(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    Settings(offline=True).save()
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.example")
    assert code_of(source="huggingface") == "offline"
    assert network.closed_by() == "settings"
    Settings().save()
    # A hub of this machine is always allowed: it stands for one elsewhere here.
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    monkeypatch.setattr(network, "is_loopback", lambda _url: False)
    monkeypatch.setattr(network, "_leads_here", lambda _url: False)
    monkeypatch.setattr(downloads, "_LOOK_AT_SWITCH_S", 0.0)
    turned = Listener(lambda _progress: Settings(offline=True).save())
    assert code_of(turned, source="huggingface") == "offline"
    held = model_downloads.partial(NAME)
    assert held is not None
    assert 0 < held.done < len(BODY)


def test_the_hubs_send_on_to_servers_of_their_own(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = Hub(files=dict(hub.files))
    with serve(near):
        hub.elsewhere = near.address
        assert model_downloads.fetch(NAME, ENGINE).installed
        assert near.asked_from == [0]
        models.remove(NAME)
        # From elsewhere nobody is sent to this machine, nor on without encryption.
        with proxy(int(hub.address.rpartition(":")[2])) as between:
            monkeypatch.setenv("HTTP_PROXY", between.address)
            monkeypatch.setenv("HF_ENDPOINT", "http://hub.example")
            for onward in (near.address, "http://0x7f.1", "http://0.0.0.0", "http://other.example"):
                hub.elsewhere = onward
                assert code_of(source="huggingface") == "address_foreign", onward


def test_the_proxy_of_the_environment_is_used_but_not_for_this_machine(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(int(hub.address.rpartition(":")[2])) as between:
        monkeypatch.setenv("HTTP_PROXY", between.address)
        monkeypatch.setenv("HF_ENDPOINT", "http://hub.example")
        hub.cuts = [100_000]
        model_downloads.fetch(NAME, ENGINE, source="huggingface")
        assert kept_bytes() == BODY.body
        assert len(between.asked) == 3
        assert all(each.startswith("GET http://hub.example/") for each in between.asked)
        models.remove(NAME)
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        model_downloads.fetch(NAME, ENGINE, source="huggingface")
        assert len(between.asked) == 3


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9"])
def test_a_proxy_that_is_not_spoken_is_a_sentence(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
    assert code_of(source="huggingface") == "proxy_unusable"


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """An authority's certificate for hub.example, and what a server shows for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hub.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, kept = folder / "hub.pem", folder / "hub.key"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, kept)
    return shown, context


def test_an_encrypted_hub_is_reached_through_the_proxy_if_its_certificate_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "WAITS_S", (0.0,))
    certificate, tls = _certificate(tmp_path)
    safe = Hub()
    safe.model(REPOSITORY, FILE, BODY)
    with serve(safe, tls), proxy(int(safe.address.rpartition(":")[2])) as between:
        monkeypatch.setenv("HTTPS_PROXY", between.address)
        monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
        assert code_of(source="huggingface") == "address_unreachable"
        assert safe.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        model_downloads.fetch(NAME, ENGINE, source="huggingface")
    assert kept_bytes() == BODY.body
    assert between.asked == ["CONNECT hub.example:443"] * 3
    assert len(safe.asked) == 2
