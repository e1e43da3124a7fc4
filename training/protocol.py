"""What the application and the engine say to each other: JSON lines over the child's pipes.

Standard library only, because the application imports it. Everything here may be called on any
thread; nothing blocks.

**The child.** `python -m training` reads requests from stdin and answers on stdout, one JSON object
a line, ASCII-escaped, UTF-8 safe under every locale. stderr is free text for the log. Requests
that arrive while one runs wait in order. `python -m training --request FILE` runs the one request
in FILE without reading stdin and ends with status 0 (result) or 1 (error).

**To the engine** (stdin)::

    {"id": "a7", "verb": "encode", …fields of the request's dataclass…}
    {"control": "stop" | "pause" | "resume" | "save"}

A control concerns the request that is running (or waits first); with none it is passed over.
End of input means that the parent is gone: the step in hand is finished, state is saved, and
the child exits within 10 s. Requests still waiting are not begun.

**From the engine** (stdout): every line has `id` (the request's) and `event`::

    {"id", "event": "progress", "done", "total", "unit", "note"}
    {"id", "event": "metric", …}         one per epoch of a finetune, see `Finetune`
    {"id", "event": "item", …}           one per row with a problem, see `Index`
    {"id", "event": "result", …}         the last line of a request that was done
    {"id", "event": "error", "code", "what", "remedy", "values"}   the last line of one that was not

`unit` is one of "image", "text", "step", "picture" (of the forgetting probe); `note` names the
phase, one of: "load", "texts", "images", "train", "evaluate", "forgetting". `total` is 0 where it
is not known. Each request ends with exactly one `result` or `error`.

**Paths** are absolute strings. A `model` is a folder with `config.json` and `model.safetensors`
(the form of the mini model), or a Chinese-CLIP `.pt` checkpoint. An `adapter` is an
`adapter.safetensors` file. `pixels` is the folder `cache/pixels` of a collection; it is made if
absent. Output folders are made; files appear whole or not at all.

**Error codes**: bad_request, model_missing, model_damaged, model_unknown, adapter_damaged,
adapter_wrong_base, adapter_unsupported, image_unreadable, snapshot_damaged, nothing_to_learn,
nothing_to_evaluate, run_not_resumable, not_finite, folder_unwritable, out_of_memory,
engine_missing (torch is not installed), stopped, internal (a bug; its trace is on stderr).
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, ClassVar, Literal

CONTROLS = ("stop", "pause", "resume", "save")
ControlName = Literal["stop", "pause", "resume", "save"]


class ProtocolError(ValueError):
    """A line that is not of this protocol; the message says what is wrong with it.

    Attributes:
        id: The request's id where it can be told, else "".
    """

    id = ""


@dataclass(frozen=True)
class Probe:
    """What this machine has.

    Result: torch (version), device ("cpu" | "cuda"), device_name, precision (of finetuning:
    "fp32" | "bf16" | "fp16"), cores, memory_bytes (of the device), gflops (measured, in that
    precision; for an estimate of time).
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

    Result: vectors (`out`), rows, dim. The file is float32 [rows, D]: the texts in their order,
    then the images in theirs. An unreadable picture is an error (`image_unreadable`).
    """

    verb: ClassVar[str] = "encode"
    model: str
    out: str
    adapter: str | None = None
    texts: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexImage:
    """One picture to index: its database id, where it lies, and the hash of its bytes."""

    id: int
    path: str
    hash: str


@dataclass(frozen=True)
class IndexText:
    """One caption or passage text to index, with its database id."""

    id: int
    text: str


@dataclass(frozen=True)
class Index:
    """Vectors of a whole collection, as one generation in the folder `out`.

    Writes images.npy and texts.npy (float16 [N, D], unit rows), ids.json
    `{"images": [{"id", "box": null}, …], "texts": [id, …]}` in row order, and meta.json
    `{"base", "adapter" (fingerprint or null), "transform", "dim"}`. With `texts_from` (a
    generation of the same base) text rows are taken from there where the adapter leaves the text
    tower as it is and the ids are the same.

    Result: images, texts, windows (0), vectors (`out`), failed [{id, what}], seconds.
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
    best_epoch, seconds, kept ("finetuned" | "zero_shot"), verdict, adapter (path), stopped, and
    metrics: the result of `Evaluate`. "stop" keeps the best epoch so far and evaluates it; before
    the first epoch is done it is the error `stopped`. "pause" waits after the step in hand.
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

    forgetting: {measured, drift_test, and where measured: pictures, drift_probe, passed, t2i_r1
    and i2t_r1 {zero_shot, finetuned, value, low, high, p}}; a `measured` of false means that only
    drift, the mean of 1 - cosine between the two models' pictures, could be told.
    median_rank and mrr are of text → image; map is of image → text.
    """

    verb: ClassVar[str] = "evaluate"
    model: str
    adapter: str
    snapshot: str
    pixels: str
    run_dir: str


Request = Probe | Describe | Encode | Index | Finetune | Evaluate
REQUESTS: dict[str, type[Request]] = {
    kind.verb: kind for kind in (Probe, Describe, Encode, Index, Finetune, Evaluate)
}


@dataclass(frozen=True)
class Asked:
    """A request together with the id that its answers carry."""

    id: str
    request: Request


@dataclass(frozen=True)
class Control:
    """A word to the request that is running."""

    control: ControlName


@dataclass(frozen=True)
class Progress:
    """How far a request has come; total 0 where it is not known."""

    event: ClassVar[str] = "progress"
    done: int
    total: int
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Metric:
    """Figures on the way, for instance of one epoch."""

    event: ClassVar[str] = "metric"
    values: dict[str, Any]


@dataclass(frozen=True)
class Item:
    """One row that could not be worked on, while the rest goes on."""

    event: ClassVar[str] = "item"
    values: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """The request is done; the fields are those its dataclass names."""

    event: ClassVar[str] = "result"
    values: dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """The request is not done, and why."""

    event: ClassVar[str] = "error"
    code: str
    what: str
    remedy: str
    values: dict[str, Any] = field(default_factory=dict)


Event = Progress | Metric | Item | Result | Failure


def request_line(id: str, request: Request) -> str:
    """The line, newline included, that asks the engine for `request`."""
    return _line({"id": id, "verb": request.verb, **asdict(request)})


def control_line(control: ControlName) -> str:
    """The line, newline included, that says `control` to the running request."""
    return _line({"control": control})


def event_line(id: str, event: Event) -> str:
    """The line, newline included, with which the engine tells `event` of request `id`."""
    body = event.values if isinstance(event, Metric | Item | Result) else asdict(event)
    return _line({"id": id, "event": event.event, **body})


def read_request(line: str | bytes) -> Asked | Control:
    """What a line to the engine says.

    Raises:
        ProtocolError: It is not JSON, names no known verb, or a field is missing or of the wrong
            type; fields that are not known are refused too, since a misspelt one would be lost.
    """
    body = _object(line)
    if "control" in body:
        if body["control"] not in CONTROLS:
            raise ProtocolError(f"no such control: {body['control']!r}")
        return Control(body["control"])
    kind = REQUESTS.get(str(body.pop("verb", None)))
    id = body.pop("id", None)
    try:
        if kind is None or not isinstance(id, str):
            raise ProtocolError(f"a request needs a string id and a verb of {sorted(REQUESTS)}")
        return Asked(id, _build(kind, body))
    except ProtocolError as error:
        error.id = id if isinstance(id, str) else ""
        raise


def read_event(line: str | bytes) -> tuple[str, Event]:
    """The request's id and the event that a line from the engine tells.

    Raises:
        ProtocolError: The line is none of this protocol.
    """
    body = _object(line)
    id, name = body.pop("id", None), body.pop("event", None)
    if not isinstance(id, str):
        raise ProtocolError("an event needs the id of its request")
    match name:
        case "progress":
            return id, _build(Progress, body)
        case "error":
            return id, _build(Failure, body)
        case "metric":
            return id, Metric(body)
        case "item":
            return id, Item(body)
        case "result":
            return id, Result(body)
    raise ProtocolError(f"no such event: {name!r}")


def _line(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True, allow_nan=False, separators=(",", ":")) + "\n"


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        body = json.loads(line)
    except ValueError as error:
        raise ProtocolError(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise ProtocolError("not a JSON object")
    return body


def _build(kind: type[Any], body: dict[str, Any]) -> Any:
    """An instance of the dataclass `kind` from a JSON object, each field checked."""
    hints = typing.get_type_hints(kind)
    known = {each.name for each in fields(kind)}
    if unknown := sorted(set(body) - known):
        raise ProtocolError(f"{kind.__name__} has no field {unknown[0]!r}")
    values = {
        name: _value(hints[name], value, f"{kind.__name__}.{name}") for name, value in body.items()
    }
    try:
        return kind(**values)
    except TypeError as error:
        raise ProtocolError(f"{kind.__name__}: {error}") from error


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        if value is None and type(None) in arguments:
            return None
        return _value(arguments[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ProtocolError(f"{where} must be a list")
        return tuple(_value(arguments[0], each, where) for each in value)
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise ProtocolError(f"{where} must hold objects")
        return _build(typing.cast(type[Any], hint), value)
    expected = dict if origin is dict else hint
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is int):
        raise ProtocolError(f"{where} must be of type {expected.__name__}")
    return value
