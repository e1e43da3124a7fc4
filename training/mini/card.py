"""Measures the mini model and writes its card: `python -m training.mini.card MODEL DEMO --work DIR`.

Every figure of the card comes from here: recall on unseen painted scenes, three finetunes of the demo
collection with the default preset, one on shuffled captions, and queries written by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.encoder import Encoder
from training.indexing import encode_pictures
from training.mini import cache, measure, trial, weights
from training.mini.pretrain import PretrainConfig
from training.mini.probe import probe_pictures
from training.ranking import rank, similarities
from training.tokens import token_ids

SEEDS = (0, 1, 2)
# Scenes that were looked at by nobody while the training was laid out.
ANOTHER_DRAW = 9_000_000
REGISTERS = ("modern", "tags", "classical", "short")


def base_domain(
    model: Path,
    first_seed: int = PretrainConfig.held_out_seed,
    registers: Sequence[str] = REGISTERS,
    count: int = PretrainConfig.held_out,
) -> dict[str, dict[str, float]]:
    """Recall of text → image on painted scenes that pretraining did not see, by register."""
    clip = weights.load(model)
    found = {}
    for register in registers:
        pixels, texts = probe_pictures(count, first_seed=first_seed, register=register)
        rows = measure.text_rows(clip, texts), measure.image_rows(clip, pixels)
        found[register] = measure.recalls(*rows)
    return found


def tokens_seen(scenes: int) -> int:
    """How many tokens of the vocabulary the texts of pretraining hold."""
    first = PretrainConfig.first_seed
    texts = [c.text for s in range(first, first + scenes) for c in cache.told(s, "base")[1]]
    return len(np.unique(token_ids(texts)))


def hand_ranks(
    model: Path, demo: Path, adapter: Path, queries: Sequence[dict[str, str]]
) -> list[dict[str, Any]]:
    """Ranks of the intended pictures among the demo's works held out, without and with the adapter.

    Args:
        model: folder of the mini model.
        demo: folder of the demo collection.
        adapter: the adapter of a run.
        queries: each a query and the accession of the picture meant.
    """
    splits = json.loads((demo / "split.json").read_text(encoding="utf-8"))["splits"]
    gallery = [accession for accession, split in splits.items() if split == "test"]
    paths = tuple(str(demo / "pictures" / f"{accession}.webp") for accession in gallery)
    right = np.array([[each["accession"] == name for name in gallery] for each in queries])
    encoder = Encoder(model)
    told: list[dict[str, Any]] = [{**each} for each in queries]
    for name, worn in (("before", None), ("after", adapter)):
        pictures = encode_pictures(encoder, paths, worn)
        texts = encoder.texts([each["query"] for each in queries], worn)
        ranks = rank(similarities(texts, pictures), right).rank
        for row, place in zip(told, ranks, strict=True):
            row[name] = round(float(place), 1)
    return told


def onnx_cosine(model: Path) -> dict[str, float]:
    """The least cosine between the vectors of torch and of ONNX Runtime."""
    import onnxruntime

    clip, pixels = weights.load(model), measure.pixels_of(probe_pictures(8)[0])
    ids = token_ids(["雪", "一个人钓鱼", "夕阳西下，小桥流水，两只仙鹤。"])
    with torch.no_grad():
        torch_rows = {
            "image": clip.encode_image(measure.normalised(pixels)),
            "text": clip.encode_text(torch.from_numpy(ids)),
        }
    feeds = {
        "image": {"pixels": measure.normalised(pixels).numpy()},
        "text": {"tokens": ids},
    }
    least = {}
    for name, rows in torch_rows.items():
        session = onnxruntime.InferenceSession(model / f"{name}.onnx")
        (other,) = session.run(None, feeds[name])
        own = torch.nn.functional.normalize(rows, dim=-1).numpy()
        least[name] = float((own * np.asarray(other)).sum(axis=1).min())
    return least


def measured(model: Path, demo: Path, work: Path) -> dict[str, Any]:
    """Measures everything; several minutes on two cores. `work` keeps runs and pixels."""
    runs = [trial.finetune(model, demo, work, seed) for seed in SEEDS]
    control = trial.finetune(model, demo, work, 0, shuffled=True)
    queries = json.loads((model / "hand_queries.json").read_text(encoding="utf-8"))
    first = runs[0]["metrics"]
    keep = ("seconds", "best_epoch", "epochs", "verdict", "trainable", "total")
    tell = ("finetuned", "difference", "by_kind", "forgetting")
    return {
        "tokens_seen": tokens_seen(PretrainConfig.pictures),
        "base_domain": {"pictures": PretrainConfig.held_out, **base_domain(model)},
        "another_draw": base_domain(model, ANOTHER_DRAW, ("modern",)),
        "onnx_cosine": onnx_cosine(model),
        "bytes": {path.name: path.stat().st_size for path in sorted(model.glob("*.*n*x*"))}
        | {"model.safetensors": (model / "model.safetensors").stat().st_size},
        "demo": {
            "works": first["works"],
            "gallery": first["gallery"],
            "chance": first["chance"],
            "zero_shot": first["zero_shot"],
            "runs": [
                {"seed": seed}
                | {name: run[name] for name in keep}
                | {name: run["metrics"][name] for name in tell}
                for seed, run in zip(SEEDS, runs, strict=True)
            ],
            "shuffled": {name: control["metrics"][name] for name in ("difference", "verdict")},
        },
        "hand_queries": hand_ranks(model, demo, Path(runs[0]["adapter"]), queries),
    }


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _gain(run: dict[str, Any], name: str) -> str:
    found = run["difference"][name]
    low, high = _percent(found["low"]), _percent(found["high"])
    return f"{100 * found['value']:+.1f} [{low}, {high}]"


def card(found: dict[str, Any], pretrained: dict[str, Any]) -> str:
    """Words the model card in Markdown from what was measured and how the model was trained."""
    demo, base, config = found["demo"], found["base_domain"], pretrained["config"]
    zero = demo["zero_shot"]["t2i"]
    rows = [
        f"| {run['seed']} | {_percent(zero['r1'])} | {_percent(run['finetuned']['t2i']['r1'])} "
        f"| {_gain(run, 't2i_r1')} | {_gain(run, 'i2t_r1')} | {run['seconds']:.0f} "
        f"| {_percent(run['forgetting']['t2i_r1']['zero_shot'])} → "
        f"{_percent(run['forgetting']['t2i_r1']['finetuned'])} |"
        for run in demo["runs"]
    ]
    kinds = [
        f"| {kind} | {_percent(row['zero_shot']['t2i']['r1'])} "
        f"| {_percent(row['finetuned']['t2i']['r1'])} |"
        for kind, row in demo["runs"][0]["by_kind"].items()
    ]
    hand = [
        f"| {row['query']} | {row['accession']} | {row['before']:g} | {row['after']:g} |"
        for row in found["hand_queries"]
    ]
    unseen = [
        f"| {register} | {_percent(base[register]['r1'])} | {_percent(base[register]['r5'])} "
        f"| {_percent(base[register]['r10'])} |"
        for register in REGISTERS
    ]
    control = demo["shuffled"]
    return CARD.format(
        tokens=found["tokens_seen"],
        megabytes=found["bytes"]["model.safetensors"] / 1e6,
        config=", ".join(f"{name} {value}" for name, value in config.items()),
        minutes=pretrained["seconds"] / 60,
        pictures=base["pictures"],
        unseen="\n".join(unseen),
        again=_percent(found["another_draw"]["modern"]["r1"]),
        works=demo["works"],
        chance=_percent(demo["chance"]["t2i_r1"]),
        runs="\n".join(rows),
        kinds="\n".join(kinds),
        control=_gain(control, "t2i_r1"),
        cosine=min(found["onnx_cosine"].values()),
        hand="\n".join(hand),
        top_before=sum(row["before"] <= 5 for row in found["hand_queries"]),
        top_after=sum(row["after"] <= 5 for row in found["hand_queries"]),
        queries=len(hand),
    )


CARD = """# The mini model: a synthetic demo model

A very small Chinese-CLIP (cn_clip's own `CLIP` class, its vocabulary and tokenizer) trained from nothing on pictures
that a program paints. It exists so that the whole application can be tried without a network, a GPU or a licence
question. **It knows only painted scenes.** On photographs of real works its results are random: install Chinese-CLIP
on the models page for those.

- Licence: MIT, as the project. The vocabulary is that of BERT and RoBERTa-wwm-ext (Apache 2.0), by way of cn_clip (MIT).
- Input: pictures squashed to 128 × 128, Chinese texts of at most 52 tokens. Output: 160 numbers, unit length.
- Forms: `model.safetensors` ({megabytes:.1f} MB, float16), `image.onnx` and `text.onnx` (weights float16, least cosine to
  torch {cosine:.6f}).
- Words: {tokens} tokens of the vocabulary were seen in pretraining; what lies outside them is guessed.

## How it was made

`python -m training.mini.pretrain OUT --work DIR` on two cores: {minutes:.0f} minutes of training after three of painting,
with other programs running beside it all the time. Pictures of the base domain only (plain paper): none of the
museum's old silk, of maps or of present-day views, and none of the museum's rarer classical words. An auxiliary loss on
what the scene shows was dropped afterwards. Colours of a share of the pictures were changed at random, and frames added.

Said plainly: the training was stopped at each fall of its step size and looked at. How far colours are changed, how rare
the museum's words are and how fully its captions are worded was chosen so that the demo is neither too easy nor too
hard, by looking at zero-shot recall on the demo's works held out; the last stretch was added after looking at the 300
scenes below. Between the stretches a few measure words of the lexicon were mended, and the first was computed by the
library's own image tower, the others by the equal but faster one. A training in one go from these numbers will give
another model of about the same worth, not the same bits.

{config}

## What it can do

Text → image on {pictures} painted scenes it never saw, one text each (%):

| register | R@1 | R@5 | R@10 |
|---|---|---|---|
{unseen}

On as many further scenes, drawn after everything was settled: modern R@1 {again}.

The demo collection, {works} works held out, modern, classical and tags together (%; chance R@1 {chance}), finetuned with
the default preset. Intervals are 95 %, by work:

| seed | zero-shot R@1 | finetuned R@1 | gain text → image | gain image → text | seconds | base domain R@1, what is forgotten |
|---|---|---|---|---|---|---|
{runs}

By kind (seed 0, text → image R@1, %):

| kind | zero-shot | finetuned |
|---|---|---|
{kinds}

Control: finetuned on captions dealt to the wrong works, the gain in R@1 is {control}.

## Queries written by hand

Rank of the picture meant among the {works} works held out, before and after finetuning (seed 0). Among the first five:
{top_before} of {queries} before, {top_after} after.

| query | picture | before | after |
|---|---|---|---|
{hand}

All figures: `measured.json`, written by `python -m training.mini.card`. One machine, one pretraining; another seed of
pretraining was not tried.
"""  # noqa: E501 - tables in Markdown cannot be broken


def main(arguments: list[str]) -> int:
    """Measures, writes `measured.json` and `model_card.md` beside the model; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.mini.card", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("demo", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for runs")
    given = parser.parse_args(arguments)
    found = measured(given.model, given.demo, given.work)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (given.model / "measured.json").write_text(text + "\n", encoding="utf-8")
    pretrained = json.loads((given.model / "pretrain.json").read_text(encoding="utf-8"))
    (given.model / "model_card.md").write_text(card(found, pretrained), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
