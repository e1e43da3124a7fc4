"""A child that speaks the protocol with the standard library alone. Its verbs do as they are told:
the first text of an `encode` names what happens."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time

import numpy as np

lines: queue.Queue[dict | None] = queue.Queue()


def listen() -> None:
    for line in sys.stdin:
        lines.put(json.loads(line))
    lines.put(None)


def tell(id: str, event: str, **fields: object) -> None:
    sys.stdout.write(json.dumps({"id": id, "event": event, **fields}) + "\n")
    sys.stdout.flush()


def finetune(asked: dict) -> None:
    """Steps until told to stop; each control heard comes back as a metric."""
    step = 0
    while True:
        step += 1
        tell(asked["id"], "progress", done=step, total=0, unit="step", note="train")
        try:
            word = lines.get(timeout=0.02)
        except queue.Empty:
            continue
        if word is None:
            sys.exit(0)
        tell(asked["id"], "metric", heard=word["control"])
        if word["control"] == "stop":
            tell(asked["id"], "error", code="stopped", what="", remedy="", values={})
            return


def encode(asked: dict) -> None:
    word = asked["texts"][0] if asked["texts"] else ""
    if word == "die":
        sys.stderr.write("the last words\n")
        sys.stderr.flush()
        os._exit(3)
    if word == "garbage":
        sys.stdout.write("loading\n")
        sys.stdout.flush()
        return
    if word == "hang":
        while lines.get() is not None:
            time.sleep(0.01)
        os._exit(0)
    if word in ("model_damaged", "internal"):
        tell(asked["id"], "error", code=word, what="It broke.", remedy="Mend it.", values={})
        return
    rows = len(asked["texts"]) + len(asked["images"])
    vectors = np.full((rows, 4), 0.5, dtype=np.float32)
    vectors[:, 0] = float(os.environ["GOMP_SPINCOUNT"]) + 0.5
    np.save(asked["out"], vectors)
    tell("nobody", "progress", done=9, total=9, unit="text", note="")
    tell(asked["id"], "progress", done=rows, total=rows, unit="image", note="load")
    tell(asked["id"], "item", image=7, code="image_unreadable", what="no")
    tell(asked["id"], "result", vectors=asked["out"], rows=rows, dim=4)


threading.Thread(target=listen, daemon=True).start()
while (request := lines.get()) is not None:
    if request.get("verb") == "encode":
        encode(request)
    elif request.get("verb") == "finetune":
        finetune(request)
    elif request.get("verb") == "probe":
        ours = {name: value for name, value in os.environ.items() if name.startswith("SONGCLIP_")}
        tell(request["id"], "result", pid=os.getpid(), environment=ours)
