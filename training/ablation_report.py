"""An ablation as people read it: tables in Markdown, and one figure."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_NONE = "–"
# The application's light colours: azurite for what was trained, ochre for zero-shot.
_AZURITE, _OCHRE, _INK, _INK_2, _LINE, _SURFACE = (
    "#1F5F7F",
    "#865012",
    "#1E1D1B",
    "#4F4C47",
    "#D6D4CF",
    "#FBFBF9",
)
_RECALLS = ("T→I R@1", "T→I R@5", "I→T R@1")
_COLUMNS = (("t2i", "r1"), ("t2i", "r5"), ("i2t", "r1"))
_WAYS = (("t2i", "text → image", "o", -0.17), ("i2t", "image → text", "D", 0.17))

_DEMO = (
    "The model is the embedded synthetic demo model, which knows painted scenes and nothing else: "
    "no figure here is of a real Chinese-CLIP. Its full finetuning and its head take larger steps "
    "than a real model's would. Their step sizes were chosen once, at seed 0, on the demo's "
    "validation works alone and by the score that epochs are chosen by: full finetuning among "
    "5e-5, 2e-4 and 1e-3, the head among 1e-4, 3e-4, 1e-3, 3e-3, 1e-2 and 3e-2."
)

Row = Mapping[str, Any]


def markdown(told: Mapping[str, Any], figure: str) -> str:
    """The tables: recalls, differences to zero-shot with their price, the rank sweep.

    Args:
        told: What `training.ablate` writes into ablation.json.
        figure: The figure's file name, beside the Markdown.
    """
    rows = told["rows"]
    parts = [
        f"# What each part of the recipe brings: {told['model']}",
        _preface(told),
        _DEMO if told["demo_model"] else "",
        _table(("", *_RECALLS), [_recalls(row) for row in _main(rows)]),
        "Each against zero-shot on the same test works. The difference is that of the mean recall "
        "(the mean of R@1, R@5 and R@10 both ways), in points. Holm's correction is over all rows "
        "of this page but the first.",
        _table(
            ("", "parameters", "seconds", "difference", "p", "p (Holm)", "kept"),
            [_difference(row) for row in rows],
        ),
        "What was forgotten of the pictures the base model was made for, text → image R@1 in "
        "points, and how far the pictures' vectors moved (mean of 1 − cosine).",
        _table(
            ("", "R@1 on the probe", "difference", "drift, probe", "drift, test works"),
            [_forgetting(row) for row in rows if row["forgetting"] and not _templated(row)],
        ),
        *_ranks(rows),
        f"![Recall at 1 of every row, with 95 % intervals]({figure})",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def figure(told: Mapping[str, Any]) -> bytes:
    """R@1 of every row both ways, points with their 95 % intervals, as a PNG.

    Draws without pyplot, so that nothing of matplotlib's state is touched.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    places = _places(told["rows"])
    height = 1.3 + 0.4 * len(places)
    drawn = Figure(figsize=(8.6, height), dpi=150, facecolor=_SURFACE)
    FigureCanvasAgg(drawn)
    # Inches to shares: 0.75 below for the axis, 0.5 above for the legend.
    axes = drawn.add_axes((0.27, 0.75 / height, 0.7, 1 - 1.25 / height), facecolor=_SURFACE)
    for row, place in places:
        _draw_row(axes, row, place)
    first = told["rows"][0]
    for way, *_ in _WAYS:
        axes.axvline(100 * first[way]["r1"], color=_OCHRE, lw=0.8, ls=(0, (4, 4)), zorder=1)
    axes.set_yticks([place for _, place in places], [row["name"] for row, _ in places])
    axes.set_ylim(max(place for _, place in places) + 0.7, -0.7)
    highest = max(row["interval"][way]["r1"][1] for row, _ in places for way, *_ in _WAYS)
    axes.set_xlim(0, min(100, 100 * highest + 5))
    axes.set_xlabel(f"R@1, %, on {told['works']} test works with 95 % intervals", color=_INK_2)
    axes.tick_params(length=0, colors=_INK_2, labelsize=9)
    axes.grid(axis="x", color=_LINE, lw=0.7)
    axes.set_axisbelow(True)
    for label in axes.get_yticklabels():
        label.set_color(_INK)
    for side in axes.spines.values():
        side.set_visible(False)
    _legend(axes)
    content = io.BytesIO()
    drawn.savefig(content, format="png", metadata={"Software": None})
    return content.getvalue()


def _draw_row(axes: Any, row: Row, place: float) -> None:
    """One row: a disc for text → image, a diamond for image → text, hollow where untrained."""
    colour = _AZURITE if row["preset"] else _OCHRE
    for way, _, shape, aside in _WAYS:
        value, (low, high) = 100 * row[way]["r1"], row["interval"][way]["r1"]
        axes.plot([100 * low, 100 * high], [place + aside] * 2, color=colour, lw=1.3, zorder=2)
        axes.plot(
            [value],
            [place + aside],
            shape,
            ms=6 if shape == "o" else 5,
            mec=colour,
            mfc=colour if row["preset"] else _SURFACE,
            mew=1.3,
            zorder=3,
        )


def _legend(axes: Any) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=_INK_2, marker=shape, ms=5, lw=1.3, label=words)
        for _, words, shape, _ in _WAYS
    ]
    marks.append(
        Line2D([], [], color=_OCHRE, marker="o", mfc=_SURFACE, ms=5, lw=1.3, label="not trained")
    )
    axes.legend(
        handles=marks,
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=3,
        frameon=False,
        fontsize=9,
        labelcolor=_INK_2,
    )


def _places(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    """Each row with its height from the top; the two sweeps stand apart."""
    groups = [_main(rows), *_sweeps(rows)]
    apart = [0.6 * number for number, group in enumerate(groups) for _ in group]
    all_rows = [row for group in groups for row in group]
    return [(row, number + apart[number]) for number, row in enumerate(all_rows)]


def _templated(row: Row) -> bool:
    return bool(row["templates"])


def _main(rows: Sequence[Row]) -> list[Row]:
    """All but the ranks that are only in the sweep."""
    return [row for row in rows if not row["sweep_only"]]


def _sweeps(rows: Sequence[Row]) -> list[list[Row]]:
    """By rank: the rows of the usual scale, then those of the usual alpha; one rank is in both."""
    ranked = sorted((r for r in rows if r["rank"] and not r["templates"]), key=lambda r: r["rank"])
    usual = next((row for row in ranked if not row["sweep_only"]), None)
    if usual is None:
        return []
    scale, alpha = usual["scale"], usual["scale"] * usual["rank"]
    return [
        [row for row in ranked if row["scale"] == scale],
        [row for row in ranked if row["scale"] * row["rank"] == alpha],
    ]


def _ranks(rows: Sequence[Row]) -> list[str]:
    said = (
        "The rank of LoRA with its scale kept: alpha grows with r.",
        "The rank of LoRA with alpha kept: the scale falls as r grows, so rank and strength change "
        "together.",
    )
    head = ("", "scale", "parameters", *_RECALLS)
    tables = [_table(head, [_ranked(row) for row in sweep]) for sweep in _sweeps(rows)]
    return [part for pair in zip(said, tables, strict=False) for part in pair]


def _preface(told: Mapping[str, Any]) -> str:
    chance, templates = told["chance"], told["templates"]
    cut = (
        f"; {templates['plain']} of {templates['texts']} sentences would have been longer than the "
        "model reads, and the plain caption stands in their place"
        if templates["plain"]
        else ""
    )
    return (
        f"{told['works']} test works that no row learned from, {told['gallery']['texts']} captions "
        f"among {told['gallery']['images']} pictures; chance is {_percent(chance['t2i_r1'])} for "
        f"text → image and {_percent(chance['i2t_r1'])} for image → text. In brackets the 95 % "
        f"interval, drawn by work. Seed {told['seed']}; each row trained once, its epoch chosen on "
        "the validation works. Prompt templates: the mean of the unit vectors of "
        f"{templates['count']} sentences round each caption ({templates['version']}), for both "
        f"directions{cut}."
    )


def _recalls(row: Row) -> list[str]:
    return [row["name"], *(_with_interval(row, *at) for at in _COLUMNS)]


def _ranked(row: Row) -> list[str]:
    recalls = (_with_interval(row, *at) for at in _COLUMNS)
    return [row["name"], f"{row['scale']:g}", f"{row['trainable']:,}", *recalls]


def _difference(row: Row) -> list[str]:
    trained = f"{row['trainable']:,}" if row["trainable"] else _NONE
    seconds = f"{row['seconds']:.0f}" if row["seconds"] else _NONE
    if row["difference"] is None:
        return [row["name"], trained, seconds, *[_NONE] * 4]
    change = row["difference"]["mean_recall"]
    return [
        row["name"],
        trained,
        seconds,
        _points(change),
        _p(change["p"]),
        _p(row["p_holm"]),
        {"finetuned": "trained", "zero_shot": "zero-shot"}.get(row["kept"], _NONE),
    ]


def _forgetting(row: Row) -> list[str]:
    lost = row["forgetting"]
    moved = f"{lost['drift_test']:.4f}"
    if not lost["measured"]:
        return [row["name"], _NONE, _NONE, _NONE, moved]
    change = lost["t2i_r1"]
    return [
        row["name"],
        f"{_percent(change['zero_shot'])} → {_percent(change['finetuned'])}",
        _points(change),
        f"{lost['drift_probe']:.4f}",
        moved,
    ]


def _with_interval(row: Row, way: str, depth: str) -> str:
    low, high = row["interval"][way][depth]
    return f"{_percent(row[way][depth])} [{100 * low:.1f}, {100 * high:.1f}]"


def _points(change: Mapping[str, float]) -> str:
    told: Callable[[float], str] = lambda value: f"{100 * value:+z.1f}"  # noqa: E731
    return f"{told(change['value'])} [{told(change['low'])}, {told(change['high'])}]"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return ""
    ruled = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in ruled)
