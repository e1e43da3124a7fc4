"""What the engine can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from training.protocol.views import Atlas, Explain


@dataclass(frozen=True)
class Probe:
    """What this machine has.

    Result: torch (version), device ("cpu" | "cuda"), device_name, precision (of finetuning:
    "fp32" | "bf16" | "fp16"), cores, memory_bytes (of the device), gflops (measured, in that
    precision; for an estimate of time), devices: what there is to choose from ([{device, name,
    memory_bytes, precisions}]).
    """

    verb: ClassVar[str] = "probe"


@dataclass(frozen=True)
class Describe:
    """What a base model is.

    Result: name, fingerprint (hex of weights, shape and transform), parameters, dim, resolution,
    demo, licence, architecture ("ViT-B-16", …, "mini", or "ViT" where it has no name),
    gflop_image (one picture forward, in 10^9 operations).
    """

    verb: ClassVar[str] = "describe"
    model: str


@dataclass(frozen=True)
class Encode:
    """Unit vectors of texts and pictures; model and adapter stay warm for the next request.

    `boxes` holds for each image left, top, right and bottom of the part that is meant, as fractions
    of the upright picture, or nothing for the whole of it; it may be left out. `templates` is a
    file of prompt templates (see `training.templates`): a text's vector is then the mean over it.

    Result: vectors (`out`), rows, dim. The file is float32 [rows, D]: the texts in their order,
    then the images in theirs. An unreadable picture is an error (`image_unreadable`).
    """

    verb: ClassVar[str] = "encode"
    model: str
    out: str
    adapter: str | None = None
    texts: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    boxes: tuple[tuple[float, ...], ...] = ()
    templates: str | None = None


@dataclass(frozen=True)
class IndexImage:
    """One picture to index: its database id, where it lies, and the hash of its bytes.

    `width` and `height` in pixels, upright; 0 where they are not known: it then has no windows.
    """

    id: int
    path: str
    hash: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class IndexText:
    """One caption or passage text to index, with its database id.

    `row`: where `texts_from` has the vector of the same text; null where it has none.
    """

    id: int
    text: str
    row: int | None = None


@dataclass(frozen=True)
class Index:
    """Vectors of a whole collection, as one generation in the folder `out`.

    Writes images.npy and texts.npy (float16 [N, D], unit rows), ids.json
    `{"images": [{"id", "box"}, …], "texts": [id, …]}` in row order, and meta.json
    `{"base", "adapter" (fingerprint or null), "transform", "dim"}`. `box` is null for the whole of a
    picture, which each has as its first row; a scroll has further rows for its windows, with left,
    top, right and bottom as fractions (see `training.protocol.scrolls`). With `texts_from` (a
    generation of the same base) the texts that name a row there are taken from it, as long as the
    adapter leaves the text tower as it is. What was encoded is kept in `out`.kept until all is
    written: asked again with the same `out` after a stop or a kill, only the rest is encoded.

    Result: images (pictures), texts, windows (rows besides), vectors (`out`), failed [{id, what}],
    seconds.
    Each picture that cannot be read is an `item` {"image": id, "code": "image_unreadable",
    "what"}, is left out of the rows and listed in `failed`.
    """

    verb: ClassVar[str] = "index"
    model: str
    images: tuple[IndexImage, ...]
    texts: tuple[IndexText, ...]
    pixels: str
    out: str
    adapter: str | None = None
    texts_from: str | None = None


@dataclass(frozen=True)
class Finetune:
    """Trains an adapter on a snapshot and measures it on the works held out.

    `snapshot` is a snapshot.json (see `training.dataset`) or a folder in Chinese-CLIP's LMDB form.
    `epochs` null takes the preset's. With `resume` the run goes on from its last saved state, and
    ends with the same bits as if it had not been interrupted (on the CPU).

    `metric`, one per epoch, epoch 0 being zero-shot (its loss and lr are null): epoch, epochs,
    loss, valid_loss, valid {t2i {r1, r5, r10}, i2t {…}, mean_recall}, lr, seconds. valid and
    valid_loss are null where no work is in the validation split.
    `progress` counts steps (unit "step", note "train"), then pictures of the evaluation.

    Writes metrics.jsonl, adapter.safetensors, evaluation.json (the result's `metrics`) and, until
    it is done, resume.safetensors and epochs/ into `run_dir`. A stopped run keeps those two: it may
    be resumed.

    Result: run (name of run_dir), preset (resolved), device, trainable, total, epochs (trained),
    best_epoch, seconds, kept ("finetuned" | "zero_shot"), verdict, adapter (path), stopped, fit
    {chunk, checkpoint} (how batches went through the model; in the adapter's metadata too),
    left_out (works not learned from because they are a held-out one again, see `training.groups`;
    each was an `item` of the code "duplicate_left_out"), and metrics: the result of `Evaluate` and
    crossfit (see `training.crossfit`, or null). Where half precision overflowed in more than 5 %
    of the steps, an `item` of the code "steps_left_out" tells so. "stop" keeps the best epoch so
    far and evaluates it; before the first epoch is done it is the error `stopped`. "pause" waits
    after the step in hand.
    """

    verb: ClassVar[str] = "finetune"
    model: str
    run_dir: str
    snapshot: str
    pixels: str
    preset: str = "auto"
    epochs: int | None = None
    seed: int = 0
    resume: bool = False
    probe: str | None = None


@dataclass(frozen=True)
class Evaluate:
    """Zero-shot against finetuned on the works that were held out.

    Result: run, works, gallery {images, texts}, chance {t2i_r1, i2t_r1}, zero_shot and finetuned
    {t2i {r1, r5, r10}, i2t {…}, mean_recall, median_rank, mrr, map, interval {t2i {r1: [low,
    high], …}, i2t {…}, mean_recall: [low, high]}}, difference {t2i_r1, t2i_r5, t2i_r10, i2t_r1,
    mean_recall: {value, low, high, p}}, mcnemar {t2i_r1, i2t_r1} (p values), detectable_gain,
    forgetting, by_kind {kind: {queries, zero_shot {t2i, i2t}, finetuned {t2i, i2t}, difference
    {value, low, high, p} of t2i r1}}, verdict ("better" | "worse" | "not_shown"), queries [{work,
    caption, kind, text, rank_zero_shot, rank_finetuned}].

    forgetting: {measured, drift_test, texts_unchanged (the text tower is the base model's), and
    where measured: source ("painted" | "folder"), pictures, drift_probe, passed, t2i_r1 and i2t_r1
    {zero_shot, finetuned, value, low, high, p}, classes {names, pictures, chance, and as t2i_r1}
    (null where it is not known what the pictures show)}; a `measured` of false means that only
    drift, the mean of 1 - cosine between the two models' pictures, could be told. `probe` is a
    folder with pictures and captions.tsv (see `training.forgetting`); the mini model paints its own.

    Further: left_out (as `Finetune`'s), drawn {works, of} (or null; see
    `training.evaluate.drawn`), at_100 {works, resamples, zero_shot and finetuned {t2i_r1, i2t_r1}}
    (null below 100 works), whole {images, texts, zero_shot, finetuned, difference} (the held-out
    works among all works), strength {works, curve [{t, mean_recall, interval, forgetting, drift}],
    offered} (null without validation works).
    median_rank and mrr are of text → image; map is of image → text. With `windows` also windows:
    the figures where scrolls are seen in windows as well, see `training.scrolls.measure`.
    """

    verb: ClassVar[str] = "evaluate"
    model: str
    adapter: str
    snapshot: str
    pixels: str
    run_dir: str
    probe: str | None = None
    windows: bool = False


@dataclass(frozen=True)
class Ablate:
    """What each part of the recipe brings: several ways of finetuning on one snapshot.

    `templates` is a file of prompt templates (see `training.templates`). Pixels, frozen texts,
    zero-shot vectors and the forgetting probe (of the folder `probe`, as `Evaluate`'s) are made
    once for all rows; of the adapters nothing is kept. Writes ablation.json (this result and what
    it was made from, after every row), ablation.md and ablation.png into `out`. Asked again with
    the same `out`, it goes on where it broke off, as long as model, snapshot, seed, templates and
    the folder of the probe are the same.

    `metric`, one per epoch: row, and as `Finetune`'s. `progress` counts all rows together, each by
    what it costs (unit "step"); its note is the phase and the row: "train: LoRA r 4 (2/10)".

    Result: rows [{name, preset (null for zero-shot), rank, scale (null but for LoRA), trainable,
    seconds, best_epoch, kept, templates (whether they are used), sweep_only (not in the main
    table), t2i {r1, r5, r10}, i2t {…}, mean_recall, interval, difference (to zero-shot, as
    `Evaluate`'s; null for zero-shot itself), p_holm (of the mean recall, over all rows),
    forgetting (as `Evaluate`'s, or null)}], works, gallery, files (paths).
    """

    verb: ClassVar[str] = "ablate"
    model: str
    snapshot: str
    pixels: str
    templates: str
    out: str
    seed: int = 0
    probe: str | None = None


ExportForm = Literal["adapter", "peft", "merged-pt", "merged-hf", "onnx"]


@dataclass(frozen=True)
class Export:
    """An adapter, or the model with the adapter folded in, in a form that others load.

    Every form is loaded again from what was written and compared with the live model before it
    takes its name. Without an adapter the base model itself is written.

    Result: format, files (paths), cosine (the least over the check's texts and pictures).
    """

    verb: ClassVar[str] = "export"
    model: str
    form: str
    out: str
    adapter: str | None = None


@dataclass(frozen=True)
class Take:
    """An adapter made elsewhere, or another strength of one made here, put into a run's folder.

    `file` is an `adapter.safetensors`, or a `.pt` that holds `…out_proj.lora_A` and `lora_B`.
    `unscaled` says of a `.pt` that it was made without alpha / rank. Writes adapter.safetensors
    into `run_dir`, with its update times `strength`.

    Result: adapter (path), preset, rank, alpha, scaling, strength, trainable.
    """

    verb: ClassVar[str] = "take"
    model: str
    file: str
    run_dir: str
    strength: float = 1.0
    unscaled: bool = False


Request = (
    Probe
    | Describe
    | Encode
    | Index
    | Finetune
    | Evaluate
    | Ablate
    | Export
    | Take
    | Explain
    | Atlas
)
REQUESTS: dict[str, type[Request]] = {
    kind.verb: kind
    for kind in (
        Probe,
        Describe,
        Encode,
        Index,
        Finetune,
        Evaluate,
        Ablate,
        Export,
        Take,
        Explain,
        Atlas,
    )
}
