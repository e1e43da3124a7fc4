"""Tries the frozen builds as a curator's machine would: no Python, no display, an empty home.

Every program is started with nothing in its environment but a home, a language and a PATH that
leads nowhere. A line on stderr that nobody expects is a failure. Run by `make package`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TAIL = ".exe" if sys.platform == "win32" else ""
QUERY = "雪中垂钓的老人"
# What an export needs of the engine's libraries is asked for by name at run time: each is tried.
FORMATS = (
    "adapter",
    "peft",
    "merged-pt",
    "merged-hf",
    "onnx",
    "xlsx",
    "iiif",
    "lido",
    "pdf",
    "bagit",
)


class Failed(Exception):
    """A program did not do what it should; the sentence says which and what."""


class Machine:
    """A place with an empty home, and a program in it."""

    def __init__(self, program: Path, place: Path) -> None:
        """`place` is a folder of its own that is there already."""
        self.program, self.place = program, place
        for name in ("home", "nothing", "temp"):
            (place / name).mkdir()

    def run(self, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
        """Starts the program and reads its JSON lines.

        Raises:
            Failed: another exit status, or anything on stderr.
        """
        started = time.monotonic()
        told = subprocess.run(
            [self.program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd=self.place,
            env=self._environment(),
        )
        what = " ".join((self.program.name, *arguments))
        print(f"  {what}: status {told.returncode}, {time.monotonic() - started:.1f} s", flush=True)
        errors = told.stderr.decode("utf-8", "replace").strip()
        if errors:
            raise Failed(f"{what} wrote to stderr:\n{errors}")
        if told.returncode != status:
            said_last = told.stdout.decode("utf-8", "replace")[-2000:]
            raise Failed(f"{what} ended with {told.returncode}:\n{said_last}\n{errors[-2000:]}")
        lines = told.stdout.decode("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def ask(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        """The last line of a verb with --json."""
        return self.run(*arguments, "--json", status=status)[-1]

    def converse(self, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Says requests to an engine, one after the other; the last line of each answer.

        The engine's log goes to stderr by design; it is shown where the engine fails.
        """
        answers: list[dict[str, Any]] = []
        with (
            (self.place / "log").open("w+", encoding="utf-8") as log,
            subprocess.Popen(
                [self.program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.place,
                env=self._environment(),
            ) as engine,
        ):
            assert engine.stdin is not None
            assert engine.stdout is not None
            for request in requests:
                started = time.monotonic()
                engine.stdin.write((json.dumps(request) + "\n").encode("ascii"))
                engine.stdin.flush()
                answer: dict[str, Any] = {}
                for line in engine.stdout:
                    answer = json.loads(line)
                    if answer["event"] in ("result", "error"):
                        break
                print(
                    f"  {request['id']}: {time.monotonic() - started:.1f} s, {answer}", flush=True
                )
                log.seek(0)
                check(answer.get("event") == "result", f"{request}: {log.read()[-4000:]}")
                answers.append(answer)
        return answers

    def _environment(self) -> dict[str, str]:
        home = str(self.place / "home")
        kept = {"HOME": home, "PATH": str(self.place / "nothing"), "LANG": "C.UTF-8"}
        if sys.platform == "win32":
            kept |= {"USERPROFILE": home, "SYSTEMROOT": os.environ["SYSTEMROOT"]}
        return kept | {name: str(self.place / "temp") for name in ("TMPDIR", "TEMP", "TMP")}


def check(fine: bool, what: str) -> None:
    """Raises `Failed` with `what` unless it is fine."""
    if not fine:
        raise Failed(what)


def try_alone(base: Path, place: Path) -> None:
    """The window's build without an engine: it searches, and says what is missing for the rest."""
    print("The application alone:")
    alone = place / "application" / base.name
    shutil.copytree(base, alone, symlinks=True, copy_function=_link)
    machine = Machine(alone / f"songclip{TAIL}", place)
    collection = str(place / "collection")
    machine.run("--version")
    engine = next(c for c in machine.ask("doctor")["checks"] if c["name"] == "engine")
    check(not engine["ok"] and bool(engine["remedy"]), f"doctor does not miss the engine: {engine}")
    machine.ask("new", collection, "--demo")
    found = machine.ask("search", collection, QUERY, "-k", "5")
    check(len(found["zero_shot"]) == 5, f"found: {found}")
    check(found["finetuned"] is None, f"finetuned without an engine: {found}")
    refused = machine.ask("finetune", collection, status=1)
    check(refused["code"] == "engine_missing" and bool(refused["remedy"]), f"refused: {refused}")


def try_both(base: Path, place: Path) -> None:
    """Both builds side by side: doctor, the tour, and every form in which a run can leave."""
    print("The application with its engine:")
    machine = Machine(base / f"songclip{TAIL}", place)
    doctor = machine.ask("doctor")
    bad = [each for each in doctor["checks"] if not each["ok"] and not each["remedy"]]
    check(doctor["ok"] and not bad, f"doctor: {doctor}")
    _check_tour(machine.ask("tour", "--out", str(place / "tour")))
    collection = str(place / "collection")
    machine.ask("new", collection, "--demo")
    tuned = machine.ask("finetune", collection, "--epochs", "1")
    check(tuned["trainable"] > 0, f"finetune: {tuned}")
    both = machine.ask("search", collection, QUERY, "--compare", "--run", tuned["run"])
    check(bool(both["zero_shot"]) and bool(both["finetuned"]), f"compare: {both}")
    for form in FORMATS:
        out = place / "exported" / form
        written = machine.ask("export", collection, str(out), "--format", form)
        check(written["files"] != 0 and written["files"] != [], f"export {form}: {written}")


def try_engine(engine: Path, place: Path) -> None:
    """The engine by itself: it knows its device, and lays out a map with either method."""
    print("The engine alone:")
    machine = Machine(engine / f"songclip-engine{TAIL}", place)
    collection = place.parent / "both" / "collection"
    generation = next((collection / "cache").glob("vectors-*/*/meta.json")).parent
    asked: list[dict[str, Any]] = [{"id": "probe", "verb": "probe"}]
    for method in ("tsne", "umap"):
        out = str(place / f"{method}.npz")
        layout = {"vectors": str(generation), "out": out, "method": method}
        asked.append({"id": method, "verb": "atlas", **layout})
    machine.converse(asked)


def _check_tour(toured: dict[str, Any]) -> None:
    out = Path(toured["out"])
    missing = [page["file"] for page in toured["pages"] if not (out / page["file"]).is_file()]
    check(len(toured["pages"]) >= 10 and not missing, f"tour: {toured}, missing {missing}")
    before, after = (toured[side]["t2i"]["r1"] for side in ("before", "after"))
    print(f"  text → image Recall@1 {before:.3f} → {after:.3f}, {toured['verdict']}")
    check(after > before, f"nothing was learned: {toured}")


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def main() -> int:
    """Tries what lies in the folder of the builds; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", nargs="?", type=Path, default=Path("dist"))
    dist = parser.parse_args().dist.resolve()
    base, engine = dist / "songclip", dist / "songclip-engine"
    with tempfile.TemporaryDirectory(prefix="songclip-smoke-", dir=dist) as folder:
        places = [Path(folder) / name for name in ("alone", "both", "engine")]
        for place in places:
            place.mkdir()
        try:
            try_alone(base, places[0])
            if engine.is_dir():
                try_both(base, places[1])
                try_engine(engine, places[2])
            else:
                print("No engine was built: finetuning was not tried.")
        except Failed as failed:
            print(f"FAILED: {failed}", file=sys.stderr)
            return 1
    print("Both builds pass." if engine.is_dir() else "The application passes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
