"""Device and precision: what the machine has, unless a person set another."""

from __future__ import annotations

import pytest
import torch

from training import device
from training.errors import TrainingError


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SONGCLIP_DEVICE", raising=False)
    monkeypatch.delenv("SONGCLIP_PRECISION", raising=False)


def with_card(monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int]) -> None:
    class Card:
        total_memory = 6 << 30

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda *_: capability)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: Card())
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "a card")


def without_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


def test_a_card_is_taken_unless_the_processor_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with_card(monkeypatch, (7, 5))
    assert (device.choose().kind, device.choose().precision) == ("cuda", "fp16")
    monkeypatch.setenv("SONGCLIP_DEVICE", "cpu")
    assert device.choose().kind == "cpu"
    assert [each["device"] for each in device.devices()] == ["cuda", "cpu"]


def test_a_precision_is_taken_where_the_device_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with_card(monkeypatch, (7, 5))
    monkeypatch.setenv("SONGCLIP_PRECISION", "fp32")
    assert device.choose().precision == "fp32"
    monkeypatch.setenv("SONGCLIP_PRECISION", "bf16")  # which this card has not
    assert device.choose().precision == "fp16"
    with_card(monkeypatch, (8, 0))
    assert device.choose().precision == "bf16"


def test_a_card_that_is_set_and_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    without_card(monkeypatch)
    assert [each["device"] for each in device.devices()] == ["cpu"]
    monkeypatch.setenv("SONGCLIP_DEVICE", "cuda")
    with pytest.raises(TrainingError) as raised:
        device.choose()
    assert raised.value.code == "device_missing"
