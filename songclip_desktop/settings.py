"""What this person on this machine prefers: one typed JSON file in the home folder, no secrets."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from songclip_desktop import paths

RECENT_KEPT = 10
Way = Literal["json_schema", "json_object", "text"]

log = logging.getLogger(__name__)


class DrafterProfile(BaseModel):
    """One OpenAI-compatible service the curator has configured. Its key is never part of it.

    Attributes:
        name: what the curator calls it; unique among the profiles.
        endpoint: base address, such as https://dashscope.aliyuncs.com/compatible-mode/v1.
        vision_model, text_model: models for pictures and for passages.
        price_in, price_out: per million tokens, in `currency`; 0 where unknown or free.
        max_tokens_total: tokens one task may spend in all, 0 for no cap.
        max_cost_total: money one task may spend in all, in `currency`, 0 for no cap.
        side_px: longest side of the picture that is sent.
        way: the strictest way of asking for JSON that the service is known to understand.
        ways: model → the way that was found to work.
    """

    model_config = ConfigDict(extra="ignore", validate_assignment=True)

    name: str = Field(min_length=1)
    endpoint: str = Field(min_length=1)
    vision_model: str = ""
    text_model: str = ""
    price_in: float = Field(default=0.0, ge=0)
    price_out: float = Field(default=0.0, ge=0)
    currency: str = "¥"
    concurrency: int = Field(default=4, ge=1, le=64)
    max_tokens_total: int = Field(default=0, ge=0)
    max_cost_total: float = Field(default=0.0, ge=0)
    timeout_s: float = Field(default=60.0, gt=0)
    side_px: int = Field(default=1024, ge=256, le=4096)
    way: Way = "json_schema"
    ways: dict[str, Way] = Field(default_factory=dict)

    def way_of(self, model: str) -> Way:
        """How this model is first asked for JSON."""
        return self.ways.get(model, self.way)

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost, in `currency`."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


class Settings(BaseModel):
    """All preferences. Change a field, then `save`. Main thread.

    Attributes:
        language: "" follows the system.
        theme: "system" follows the system.
        curator: the name that approvals are signed with; empty until first asked.
        offline: the switch that closes every network but this machine's own.
        profile: name of the drafter profile in use; empty for the offline drafter.
        text_factor: size of text in per cent.
        recent: folders of collections, newest first.
        last_collection: the one opened at the next start; empty for the demo.
        model_source: where models are downloaded from; "" goes by the language.
        engine_address: where the institution offers the engine's archive; "" for nowhere.
        cache_dir: where caches lie on this machine; "" keeps each in its collection's folder.
        device, precision: what models run on and in; "auto" takes what was probed.
        guided: True once the guided path was walked or put aside.
    """

    model_config = ConfigDict(extra="allow", validate_assignment=True)

    language: Literal["", "zh_CN", "zh_TW", "en"] = ""
    theme: Literal["system", "light", "dark"] = "system"
    curator: str = ""
    offline: bool = False
    profile: str = ""
    profiles: list[DrafterProfile] = Field(default_factory=list)
    text_factor: int = Field(default=100, ge=90, le=150)
    recent: list[str] = Field(default_factory=list)
    last_collection: str = ""
    model_source: Literal["", "huggingface", "modelscope"] = ""
    engine_address: str = ""
    cache_dir: str = ""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    precision: Literal["auto", "fp32", "bf16", "fp16"] = "auto"
    guided: bool = False

    def find_profile(self, name: str) -> DrafterProfile | None:
        """The profile of that name, the curator's own before the shipped ones."""
        return next((p for p in (*self.profiles, *PRESETS) if p.name == name), None)

    def keep_profile(self, profile: DrafterProfile) -> None:
        """Adds the profile, or puts it in the place of the one with its name.

        At another address another way of asking holds: what was known of it is forgotten.
        """
        former = self.find_profile(profile.name)
        if former is not None and former.endpoint != profile.endpoint:
            known = (each.way for each in PRESETS if each.endpoint == profile.endpoint)
            way = next(known, DrafterProfile.model_fields["way"].default)
            profile = profile.model_copy(update={"way": way, "ways": {}})
        others = [each for each in self.profiles if each.name != profile.name]
        self.profiles = [*others, profile]

    def drop_profile(self, name: str) -> None:
        """Forgets the curator's own profile of that name; a shipped one is as it came again."""
        self.profiles = [each for each in self.profiles if each.name != name]
        if self.profile == name and not self.is_shipped(name):
            self.profile = ""

    def known_profiles(self) -> tuple[DrafterProfile, ...]:
        """The curator's own, and those shipped that were not changed."""
        own = {each.name for each in self.profiles}
        return (*self.profiles, *(each for each in PRESETS if each.name not in own))

    @staticmethod
    def is_shipped(name: str) -> bool:
        """Whether a profile of that name comes with the program."""
        return any(each.name == name for each in PRESETS)

    def remember_way(self, profile: DrafterProfile, model: str, way: Way) -> bool:
        """Keeps how a model was found to be asked; False where nothing is new or nobody named it.

        Only for a service that is in the settings or shipped, at the address it was found at.
        """
        kept = self.find_profile(profile.name)
        if kept is None or kept.endpoint != profile.endpoint or kept.way_of(model) == way:
            return False
        self.keep_profile(kept.model_copy(update={"ways": {**kept.ways, model: way}}))
        return True

    def remember_collection(self, folder: Path) -> None:
        """Puts a folder first among the recent ones and makes it the last opened."""
        name = str(folder)
        self.recent = [name, *(each for each in self.recent if each != name)][:RECENT_KEPT]
        self.last_collection = name

    def save(self) -> None:
        """Writes the file so that a crash leaves either the old or the new one whole.

        Raises:
            OSError: the home folder cannot be written.
        """
        target = file()
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(self.model_dump_json(indent=2))
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, target)
        finally:
            Path(temporary).unlink(missing_ok=True)


# Addresses and models are starting points that the curator may change; prices are left to them.
# Where this machine serves the model itself, its name is whatever the curator has loaded.
PRESETS = (
    DrafterProfile(
        name="通义千问",
        endpoint="https://dashscope.aliyuncs.com/compatible-mode/v1",
        vision_model="qwen-vl-plus",
        text_model="qwen-turbo",
        way="json_object",
    ),
    DrafterProfile(
        name="通义千问 3",
        endpoint="https://dashscope.aliyuncs.com/compatible-mode/v1",
        vision_model="qwen3-vl-plus",
        text_model="qwen-plus",
        way="json_object",
    ),
    DrafterProfile(
        name="智谱",
        endpoint="https://open.bigmodel.cn/api/paas/v4",
        vision_model="glm-4v",
        text_model="glm-4-flash",
        way="json_object",
    ),
    DrafterProfile(
        name="DeepSeek",
        endpoint="https://api.deepseek.com/v1",
        text_model="deepseek-chat",
        way="json_object",
    ),
    DrafterProfile(
        name="硅基流动",
        endpoint="https://api.siliconflow.cn/v1",
        vision_model="Qwen/Qwen3-VL-32B-Instruct",
        text_model="Qwen/Qwen3-32B",
        way="json_object",
    ),
    DrafterProfile(
        name="豆包",
        endpoint="https://ark.cn-beijing.volces.com/api/v3",
        vision_model="doubao-seed-1-6-vision-250815",
        text_model="doubao-seed-1-6-251015",
    ),
    DrafterProfile(
        name="Ollama",
        endpoint="http://localhost:11434/v1",
        vision_model="qwen3-vl",
        text_model="qwen3",
        concurrency=1,
        timeout_s=300,
    ),
    DrafterProfile(
        name="LM Studio",
        endpoint="http://localhost:1234/v1",
        vision_model="qwen/qwen3-vl-8b",
        text_model="qwen/qwen3-8b",
        concurrency=1,
        timeout_s=300,
    ),
    DrafterProfile(
        name="vLLM",
        endpoint="http://localhost:8000/v1",
        vision_model="Qwen/Qwen3-VL-8B-Instruct",
        text_model="Qwen/Qwen3-8B",
        timeout_s=300,
    ),
)


def file() -> Path:
    """Where the settings lie."""
    return paths.home() / "settings.json"


def load() -> Settings:
    """The settings as saved; defaults where there are none. Any thread.

    A file that cannot be understood is set aside as `settings.broken.json`, a single field that
    cannot be understood falls back to its default: a bad file never keeps the window shut.
    """
    path = file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return Settings()
    except (ValueError, OSError) as error:
        log.warning("settings set aside: %s", error)
        _set_aside(path)
        return Settings()
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        log.warning("settings with bad fields: %s", error)
        return Settings.model_validate(_without_bad_fields(found, error))


def _without_bad_fields(found: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    bad = {str(each["loc"][0]) for each in error.errors() if each["loc"]}
    return {name: value for name, value in found.items() if name not in bad}


def _set_aside(path: Path) -> None:
    try:
        os.replace(path, path.with_name("settings.broken.json"))
    except OSError as error:
        log.warning("settings could not be set aside: %s", error)
