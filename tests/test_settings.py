from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from songclip_desktop import settings
from songclip_desktop.network import ensure_allowed, is_loopback
from songclip_desktop.settings import PRESETS, DrafterProfile, Settings


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == Settings()


def test_what_is_saved_is_loaded() -> None:
    mine = Settings(language="en", theme="dark", curator="林", text_factor=120)
    mine.keep_profile(DrafterProfile(name="馆内", endpoint="http://10.0.0.2/v1", price_in=2.0))
    mine.remember_collection(Path("/画/南宋"))
    mine.save()
    again = settings.load()
    assert again == mine
    assert again.last_collection == "/画/南宋"


def test_a_profile_of_the_same_name_is_replaced() -> None:
    mine = Settings()
    mine.keep_profile(DrafterProfile(name="馆内", endpoint="http://a/v1"))
    mine.keep_profile(DrafterProfile(name="馆内", endpoint="http://b/v1"))
    assert [each.endpoint for each in mine.profiles] == ["http://b/v1"]
    found = mine.find_profile("馆内")
    assert found is not None
    assert found.endpoint == "http://b/v1"


def test_the_curators_profile_hides_a_shipped_one() -> None:
    mine = Settings()
    shipped = mine.find_profile("Ollama")
    mine.keep_profile(DrafterProfile(name="Ollama", endpoint="http://127.0.0.1:9/v1"))
    found = mine.find_profile("Ollama")
    assert shipped is not None
    assert found is not None
    assert shipped.endpoint != found.endpoint


def test_recent_collections_are_newest_first_and_few() -> None:
    mine = Settings()
    for number in range(15):
        mine.remember_collection(Path(f"/c/{number}"))
    mine.remember_collection(Path("/c/12"))
    assert mine.recent[:3] == ["/c/12", "/c/14", "/c/13"]
    assert len(mine.recent) == settings.RECENT_KEPT


def test_a_file_that_is_no_json_is_set_aside() -> None:
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text("{ half", encoding="utf-8")
    assert settings.load() == Settings()
    assert settings.file().with_name("settings.broken.json").read_text() == "{ half"


def test_one_bad_field_costs_only_itself() -> None:
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text(json.dumps({"theme": "purple", "curator": "林"}), encoding="utf-8")
    assert settings.load() == Settings(curator="林")


def test_fields_of_a_later_version_survive() -> None:
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text(json.dumps({"tomorrow": 1}), encoding="utf-8")
    settings.load().save()
    assert json.loads(settings.file().read_text())["tomorrow"] == 1


def test_a_failed_save_leaves_the_old_file_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    Settings(curator="林").save()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        Settings(curator="陈").save()
    assert settings.load().curator == "林"
    assert [each.name for each in settings.file().parent.iterdir()] == ["settings.json"]


def test_a_wrong_value_is_refused_when_set() -> None:
    with pytest.raises(ValidationError):
        Settings().text_factor = 400


def test_cost_follows_the_price_per_million() -> None:
    profile = DrafterProfile(name="p", endpoint="http://x", price_in=2.0, price_out=6.0)
    assert profile.cost(500_000, 250_000) == pytest.approx(2.5)


def test_shipped_services_have_an_address_a_model_and_a_way_of_being_asked() -> None:
    names = [each.name for each in PRESETS]
    assert len(set(names)) == len(names)
    assert {
        "通义千问",
        "智谱",
        "DeepSeek",
        "硅基流动",
        "豆包",
        "Ollama",
        "LM Studio",
        "vLLM",
    } <= set(names)
    for each in PRESETS:
        ensure_allowed(each.endpoint)
        assert not each.endpoint.endswith("/")
        assert each.text_model
        assert is_loopback(each.endpoint) == each.endpoint.startswith("http://")
    ways = {each.name: each.way for each in PRESETS}
    assert (ways["DeepSeek"], ways["通义千问"], ways["LM Studio"]) == (
        "json_object", "json_object", "json_schema",
    )  # fmt: skip
    assert [each.name for each in PRESETS if not each.vision_model] == ["DeepSeek"]


def test_what_is_known_of_an_address_goes_with_it() -> None:
    kept = Settings()
    found = DrafterProfile(name="馆内", endpoint="http://localhost:1/v1", ways={"m": "text"})
    kept.keep_profile(found)
    kept.keep_profile(found.model_copy(update={"concurrency": 2}))
    assert kept.profiles[0].way_of("m") == "text"
    moved = {"endpoint": "https://api.deepseek.com/v1"}
    kept.keep_profile(kept.profiles[0].model_copy(update=moved))
    assert kept.profiles[0].way_of("m") == "json_object"
    kept.keep_profile(kept.profiles[0].model_copy(update={"endpoint": "http://localhost:2/v1"}))
    assert kept.profiles[0].way_of("m") == "json_schema"


def test_a_way_is_remembered_for_a_service_that_is_kept_or_shipped() -> None:
    kept = Settings()
    assert kept.remember_way(PRESETS[0], "m", "text")
    assert kept.profiles[0].way_of("m") == "text"
    assert not kept.remember_way(PRESETS[0], "m", "text")
    elsewhere = PRESETS[0].model_copy(update={"endpoint": "http://localhost:9/v1"})
    assert not kept.remember_way(elsewhere, "m", "json_object")
    stranger = DrafterProfile(name="http://x/v1", endpoint="http://x/v1")
    assert not kept.remember_way(stranger, "m", "text")
