"""Sizes as registers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songclip_desktop.dimensions import Dimensions, parse, px_per_cm


@pytest.mark.parametrize(
    ("text", "height", "width"),
    [
        ("24.6×25.1cm", 24.6, 25.1),
        ("24.6 X 25.1 CM", 24.6, 25.1),
        ("24.6*25.1", 24.6, 25.1),
        ("２４．６×２５．１㎝", 24.6, 25.1),
        ("26.9cmx204.5", 26.9, 204.5),
        ("25.5厘米×52.8厘米", 25.5, 52.8),
        ("纵 24.6 横 25.1 厘米", 24.6, 25.1),
        ("縱二字不读，縱24.6公分，橫25.1公分", 24.6, 25.1),
        ("高206.3cm，宽103.3cm", 206.3, 103.3),
        ("宽24.8厘米、长528.7厘米", 24.8, 528.7),
        ("长 206.3 宽 103.3 厘米", 206.3, 103.3),
        ("纵1.25米，横0.6米", 125, 60),
        ("直径 25.3 厘米", 25.3, 25.3),
        ("246×251毫米", 24.6, 25.1),
        ("550 × 454 mm.", 55, 45.4),
        ("H. 9 3/4 in.", 24.77, None),
        ("9¾ x 10 in.", 24.77, 25.4),
        ("9 3/4 × 10 in. (24.8 × 25.4 cm)", 24.8, 25.4),
        ("13 1/8 in. × 30 ft. 8 1/4 in.", 33.34, 935.36),
        ("Image: 13 1/8 in. × 30 ft. 8 1/4 in. (33.3 × 935.4 cm)", 33.3, 935.4),
        ("Overall with mounting: 34.3 x 1100 cm; Image: 33.3 x 935.4 cm", 33.3, 935.4),
        ("Overall: 24.6 x 25.1 cm (9 11/16 x 9 7/8 in.)", 24.6, 25.1),
        ("引首 30×90厘米；本幅 24.8×528.7厘米；跋 30×200厘米", 24.8, 528.7),
        ("Height: 24.6 cm; Width: 25.1 cm", 24.6, 25.1),
        ("24.6 cm (H) x 25.1 cm (W)", 24.6, 25.1),
        ("24,6 x 25,1 cm", 24.6, 25.1),
        ("6' 2\" x 3' 1\"", 187.96, 93.98),
        ("207.5 × 308.1 cm (81 3/4 × 121 1/4 in.)", 207.5, 308.1),
        ("24.6 x 25.1 x 3 cm", 24.6, 25.1),
        ("北宋 刘寀 群鱼戏瓣图卷26.8 x 252.2圣路易斯艺术馆", 26.8, 252.2),
    ],
)
def test_a_size_is_read(text: str, height: float, width: float | None) -> None:
    found = parse(text)
    assert found is not None
    assert found.height_cm == pytest.approx(height, abs=0.011)
    assert found.width_cm == (width if width is None else pytest.approx(width, abs=0.011))


@pytest.mark.parametrize(
    "text", ["", "不详", "15 cm", "3件", "卷一", "0×0", "1/0 x 3/0", "尺寸未记", "31 pages"]
)
def test_what_is_no_size_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    parse(text)


@given(st.integers(1, 90_000), st.integers(1, 90_000))
def test_what_is_written_is_read(height: int, width: int) -> None:
    """In tenths of a millimetre, so that the text says exactly what is meant."""
    found = parse(f"纵 {height / 100:.2f} 横 {width / 100:.2f} 厘米")
    assert found == Dimensions(height / 100, width / 100)


def test_a_scale_needs_sides_that_fit_the_picture() -> None:
    assert px_per_cm(Dimensions(50, 100), 2000, 1000) == pytest.approx(20)
    assert px_per_cm(Dimensions(100, 50), 2000, 1000) == pytest.approx(20)  # width came first
    assert px_per_cm(Dimensions(50, 50), 2000, 1000) is None
    assert px_per_cm(Dimensions(50, None), 2000, 1000) == pytest.approx(20)
    assert px_per_cm(None, 2000, 1000) is None
    assert px_per_cm(Dimensions(50, 100), 0, 0) is None
