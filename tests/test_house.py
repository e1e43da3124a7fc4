"""The house itself: sizes, names, arrows, words. What DESIGN promises of the tree is held here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("songclip_desktop", "training")
MODULE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 300, 50
# May only shrink: "path:name" of what is longer for a reason that is written beside it.
EXCEPTIONS: frozenset[str] = frozenset()


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def tracked() -> list[str]:
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in out.stdout.decode().split("\0") if name]


def test_no_module_class_or_function_is_two_things() -> None:
    too_long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        if len(text.splitlines()) > MODULE_LINES:
            too_long.append(f"{name}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > limit and f"{name}:{node.name}" not in EXCEPTIONS:
                    too_long.append(f"{name}:{node.name}: {lines} lines, at most {limit}")
    assert too_long == []


def test_no_file_is_named_for_nothing_it_does() -> None:
    homeless = re.compile(r"(^|/)(utils?|helpers?|common|misc|managers?)(\.py$|/)")
    assert [name for name in tracked() if homeless.search(name)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [p for p in sources() if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert silent == []


def test_import_contracts_hold() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_jobs_know_no_widgets() -> None:
    guilty = [
        path.name
        for path in (ROOT / "songclip_desktop" / "jobs").glob("*.py")
        if re.search(r"QtWidgets|QtGui", path.read_text("utf-8"))
    ]
    assert guilty == []


def test_importing_the_application_and_its_window_leaves_torch_out() -> None:
    code = (
        "import sys, songclip_desktop.app, songclip_desktop.ui.main_window, songclip_desktop.cli\n"
        "heavy = {'torch', 'torchvision', 'cn_clip', 'transformers', 'onnxruntime', 'openai'}\n"
        "found = sorted(heavy & set(sys.modules))\n"
        "sys.exit(', '.join(found) if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", (ROOT / "constraints.txt").read_text().splitlines())
def test_constraints_are_exact_and_hold_no_address(line: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._-]+==[^\s;]+( ; .+)?", line)
    assert "://" not in line


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    names = {re.match(r"[A-Za-z0-9._-]+", w).group().lower().replace("_", "-") for w in wanted}  # type: ignore[union-attr]
    assert names - pinned == set()


def test_no_tracked_text_holds_a_path_of_one_machine() -> None:
    private = re.compile(rb"(^|[^A-Za-z0-9_.-])/(work|root)/")
    suffixes = {".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".ts", ".yaml", ".sql", ".sh", ""}
    guilty = [
        name
        for name in tracked()
        if Path(name).suffix in suffixes
        and (ROOT / name).is_file()
        and private.search((ROOT / name).read_bytes())
        and name != "tests/test_house.py"
    ]
    assert guilty == []


def test_shipped_data_stays_small() -> None:
    limits = {"resources/mini_model/model.safetensors": 12, "resources/demo_collection": 15}
    for name, megabytes in limits.items():
        path = ROOT / name
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        assert files, f"{name} is missing"
        assert sum(p.stat().st_size for p in files) <= megabytes * 1_000_000
