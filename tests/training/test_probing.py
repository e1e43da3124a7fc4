"""The way through the model that fits is found by trying, the cheaper ones first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch.utils.checkpoint import checkpoint

from training import probing
from training.errors import TrainingError
from training.probing import Fit, live_peak, pick

MIB = 1 << 20
ERRORS = [
    torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    MemoryError(),
    RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to ..."),
    RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."),
]


class Card:
    """Fails above a number of plain pictures at a time, or four times as many checkpointed."""

    def __init__(self, plain: int, error: Exception) -> None:
        self.plain, self.error = plain, error
        self.tried: list[tuple[int, Fit]] = []

    def attempt(self, pictures: int, fit: Fit) -> None:
        self.tried.append((pictures, fit))
        torch.rand(3)
        if fit.chunk > self.plain * (4 if fit.checkpoint else 1):
            raise self.error


@pytest.fixture(autouse=True)
def no_reckoning(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a GPU: no need is reckoned; and where it is, tensors are all that takes memory."""
    monkeypatch.setattr(probing, "_room", lambda: None)
    monkeypatch.setattr(probing, "_HELD", {False: 1.0, True: 1.0})


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        (32, Fit(32, checkpoint=False)),
        (31, Fit(32, checkpoint=True)),
        (8, Fit(32, checkpoint=True)),
        (7, Fit(4, checkpoint=False)),
        (1, Fit(1, checkpoint=False)),
    ],
)
def test_the_chunk_is_halved_when_memory_runs_out_and_the_batch_never(
    error: Exception, plain: int, expected: Fit
) -> None:
    card = Card(plain, error)

    assert pick(card.attempt, 32, "cpu") == expected
    assert {pictures for pictures, _ in card.tried} == {32}
    assert card.tried[-1][1] == expected


def test_an_odd_batch_is_halved_down_to_one() -> None:
    card = Card(0, MemoryError())

    with pytest.raises(TrainingError) as raised:
        pick(card.attempt, 5, "cpu")

    assert raised.value.code == "out_of_memory"
    plain = [fit.chunk for _, fit in card.tried if not fit.checkpoint]
    assert plain == [5, 3, 2, 1]
    assert card.tried[-1][1] == Fit(1, checkpoint=True)


def test_another_fault_is_not_taken_for_a_lack_of_memory() -> None:
    card = Card(3, RuntimeError("mat1 and mat2 shapes cannot be multiplied"))

    with pytest.raises(RuntimeError, match="mat1"):
        pick(card.attempt, 32, "cpu")
    assert len(card.tried) == 1


def test_what_is_drawn_while_trying_is_put_back() -> None:
    torch.manual_seed(0)
    expected = torch.rand(2)

    torch.manual_seed(0)
    pick(Card(2, MemoryError()).attempt, 32, "cpu")

    assert torch.equal(torch.rand(2), expected)


def _layers(fit: Fit) -> None:
    """Holds 8 layers of 1 MiB a picture for the backward pass, or their inputs alone."""

    def layer(values: torch.Tensor) -> torch.Tensor:
        for _ in range(4):
            values = torch.sin(values)
        return values

    values = torch.zeros(fit.chunk, 64, 1024, 4, requires_grad=True)
    for _ in range(8):
        values = checkpoint(layer, values, use_reentrant=False) if fit.checkpoint else layer(values)
    values.sum().backward()


def test_tensors_alive_at_once_are_counted_to_the_byte() -> None:
    def work() -> None:
        first = torch.zeros(256, 1024)
        second = first + 1
        del first
        third = second.view(-1)[:10]
        second.add_(1)
        del second
        torch.zeros(MIB // 4 + 100)
        assert third is not None

    assert live_peak(work) == 2 * MIB + 400


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the free memory of the processor, in MiB."""
    return lambda mib: monkeypatch.setattr(probing, "_room", lambda: float(mib * MIB))


# `_layers` takes 35 MiB a picture, 14 with checkpoints; half of the room is filled untried.
@pytest.mark.parametrize(
    ("mib", "expected"),
    [
        (2 * 32 * 35 + 1, Fit(32, checkpoint=False)),
        (2 * 32 * 14 + 1, Fit(32, checkpoint=True)),
        (2 * 4 * 35 + 1, Fit(4, checkpoint=False)),
        (2 * 14 + 1, Fit(1, checkpoint=True)),
    ],
)
def test_on_a_processor_the_need_is_reckoned_and_the_memory_not_filled(
    room: Callable[[int], None], mib: int, expected: Fit
) -> None:
    room(mib)
    tried = []

    def attempt(pictures: int, fit: Fit) -> None:
        tried.append(pictures)
        if pictures > 2:
            raise MemoryError
        _layers(fit)

    assert pick(attempt, 32, "cpu") == expected
    assert tried[:2] == [1, 2]
    # What needs more than there is was not tried: of the others at most two a kind may not fit.
    assert tried.count(32) <= 2


def test_the_need_that_is_reckoned_is_the_one_that_is_found() -> None:
    for checkpointed in (False, True):
        need = probing._need(lambda pictures, fit: _layers(fit), checkpointed, 2)
        found = live_peak(lambda on=checkpointed: _layers(Fit(9, on)))
        assert need(9) == pytest.approx(found, rel=0.01)


def test_what_may_not_fit_is_tried_before_it_is_trusted(room: Callable[[int], None]) -> None:
    room(32 * 35 + 1)
    tried: list[tuple[int, Fit]] = []

    def attempt(pictures: int, fit: Fit) -> None:
        tried.append((pictures, fit))
        if pictures <= 2:
            _layers(fit)

    fit = pick(attempt, 32, "cpu")

    assert (32, fit) in tried


def test_nothing_is_tried_where_one_picture_is_too_much(room: Callable[[int], None]) -> None:
    room(13)

    with pytest.raises(TrainingError) as raised:
        pick(lambda pictures, fit: _layers(fit), 32, "cpu")

    assert raised.value.code == "out_of_memory"


def test_a_containers_share_counts_as_free_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    whole = probing._room()
    assert whole > MIB
    files = {
        "/proc/self/cgroup": ["3:cpu:/", "0::/box"],
        "/sys/fs/cgroup/box/memory.max": [str(900 * MIB)],
        "/sys/fs/cgroup/box/memory.current": [str(800 * MIB)],
    }
    monkeypatch.setattr(probing, "_lines", lambda path: files.get(path.as_posix(), []))

    assert probing._room() == 100 * MIB
