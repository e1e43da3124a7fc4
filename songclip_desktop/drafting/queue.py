"""Many questions to a service at once: bounded, stoppable, holdable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from songclip_desktop.progress import Listener, Progress, ShouldStop, Stopped

LOOK_EVERY_S = 0.1

Item = TypeVar("Item")


async def work_through(
    items: Sequence[Item],
    one: Callable[[Item], Awaitable[None]],
    concurrency: int,
    listener: Listener,
    held: ShouldStop,
    unit: str,
) -> None:
    """Awaits `one(item)` for each item in order, `concurrency` of them at a time.

    Args:
        items: what to work through.
        one: must answer for its own failures; what it raises ends the whole.
        concurrency: how many are under way together.
        listener: told after each; may stop the whole.
        held: while true no further item is begun; those begun go on.
        unit: what the progress counts.

    Raises:
        Stopped: the listener asked for it; items under way are abandoned.
    """
    done = 0
    waiting = iter(items)

    async def worker() -> None:
        nonlocal done
        while True:
            while held():
                await asyncio.sleep(LOOK_EVERY_S)
            item = next(waiting, None)
            if item is None:
                return
            await one(item)
            done += 1
            listener.progress(Progress(done, len(items), unit))

    listener.progress(Progress(0, len(items), unit))
    workers = [asyncio.ensure_future(worker()) for _ in range(min(concurrency, len(items)))]
    watch = asyncio.ensure_future(_stop_asked(listener))
    try:
        while workers:
            ended, _ = await asyncio.wait([*workers, watch], return_when=asyncio.FIRST_COMPLETED)
            for each in ended:
                each.result()
            workers = [each for each in workers if each not in ended]
    finally:
        for each in (*workers, watch):
            each.cancel()
        await asyncio.gather(*workers, watch, return_exceptions=True)


async def _stop_asked(listener: Listener) -> None:
    while not listener.should_stop():
        await asyncio.sleep(LOOK_EVERY_S)
    raise Stopped
