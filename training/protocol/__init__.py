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
phase, one of: "load", "texts", "images", "train", "evaluate", "forgetting", "crossfit", "atlas",
"write", "check"; after it may stand a colon and what is worked on, see `Ablate`. `total` is 0 where it is
not known. Each request ends with exactly one `result` or `error`.

**Paths** are absolute strings. A `model` is a folder with `config.json` and `model.safetensors`
(the form of the mini model), a folder of a `ChineseCLIPModel` of transformers, or a Chinese-CLIP
`.pt` checkpoint. An `adapter` is an
`adapter.safetensors` file. `pixels` is the folder `cache/pixels` of a collection; it is made if
absent. Output folders are made; files appear whole or not at all.

**Error codes**: bad_request, model_missing, model_damaged, model_unknown, adapter_damaged,
adapter_wrong_base, adapter_unsupported, image_unreadable, vectors_missing, snapshot_damaged,
nothing_to_learn, nothing_to_evaluate, run_not_resumable, not_finite, folder_unwritable,
folder_not_empty, export_unsupported, export_differs, out_of_memory,
engine_missing (torch is not installed), stopped, internal (a bug; its trace is on stderr).
"""

from training.protocol.events import (
    Event,
    Failure,
    Item,
    Metric,
    Progress,
    Result,
)
from training.protocol.lines import (
    CONTROLS,
    Asked,
    Control,
    ControlName,
    ProtocolError,
    control_line,
    event_line,
    read_event,
    read_request,
    request_line,
)
from training.protocol.requests import (
    REQUESTS,
    Ablate,
    Describe,
    Encode,
    Evaluate,
    Export,
    ExportForm,
    Finetune,
    Index,
    IndexImage,
    IndexText,
    Probe,
    Request,
    Take,
)
from training.protocol.scrolls import WINDOWS_RULE, Box, windows
from training.protocol.views import Atlas, AtlasMethod, Explain

__all__ = [
    "CONTROLS",
    "REQUESTS",
    "WINDOWS_RULE",
    "Ablate",
    "Asked",
    "Atlas",
    "AtlasMethod",
    "Box",
    "Control",
    "ControlName",
    "Describe",
    "Encode",
    "Evaluate",
    "Event",
    "Explain",
    "Export",
    "ExportForm",
    "Failure",
    "Finetune",
    "Index",
    "IndexImage",
    "IndexText",
    "Item",
    "Metric",
    "Probe",
    "Progress",
    "ProtocolError",
    "Request",
    "Result",
    "Take",
    "control_line",
    "event_line",
    "read_event",
    "read_request",
    "request_line",
    "windows",
]
