"""English in full: every Chinese sentence of the window has its English."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def sentences(file: Path) -> dict[tuple[str, str], list[str]]:
    """(context, Chinese) → English, one for each plural form."""
    found = {}
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            texts = forms or [translation.text or ""]
            unfinished = translation.get("type") == "unfinished"
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = [] if unfinished else texts
    return found


def test_every_sentence_of_the_window_has_its_english(tmp_path: Path) -> None:
    sources = sorted((ROOT / "songclip_desktop" / "ui").rglob("*.py"))
    collector = Path(sys.executable).with_name("pyside6-lupdate")
    asked = tmp_path / "asked.ts"
    subprocess.run([collector, "-silent", *sources, "-ts", asked], check=True)
    have: dict[tuple[str, str], list[str]] = {}
    for file in sorted((ROOT / "resources" / "translations" / "en").glob("*.ts")):
        have |= {key: texts for key, texts in sentences(file).items() if texts and all(texts)}
    missing = [key for key in sentences(asked) if key not in have]
    assert missing == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = []
    for file in sorted((ROOT / "resources" / "translations" / "en").glob("*.ts")):
        for (_, chinese), texts in sentences(file).items():
            for mark in ("{0}", "{1}", "{2}"):
                wrong += [chinese for text in texts if (mark in chinese) != (mark in text)]
    assert wrong == []
