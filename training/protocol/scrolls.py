"""Where a scroll is looked at: overlapping squares along its length. Standard library only."""

from __future__ import annotations

import math

# Left, top, right, bottom, as fractions of the upright picture.
Box = tuple[float, float, float, float]

# Longer than twice its breadth, a picture squashed to a square shows its subjects half as wide as
# they are, or less.
LONG = 2.0
MOST = 64
# Changes with anything that changes the boxes.
WINDOWS_RULE = "windows-1"


def windows(width_px: int, height_px: int) -> tuple[Box, ...]:
    """The parts of a long picture that are encoded besides the whole of it. Any thread.

    Squares as wide as the picture is narrow, half a square apart or a little less, so that the two
    ends are reached and whatever is smaller than half a square lies whole in one of them. A
    picture so long that there would be more than 64 gets 64 longer ones, which still overlap by
    half.

    Args:
        width_px: Of the upright picture; 0 where it is not known.
        height_px: Likewise.

    Returns:
        From the left or from the top; empty for a picture that is not long.
    """
    short, long = sorted((width_px, height_px))
    if short <= 0 or long <= LONG * short:
        return ()
    part = max(short / long, 2 / (MOST + 1))
    count = math.ceil(2 * (1 - part) / part - 1e-9) + 1
    starts = [(1 - part) * place / (count - 1) for place in range(count)]
    if width_px > height_px:
        return tuple((start, 0.0, min(1.0, start + part), 1.0) for start in starts)
    return tuple((0.0, start, 1.0, min(1.0, start + part)) for start in starts)
