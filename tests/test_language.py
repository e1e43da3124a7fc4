"""Sentences below Qt in three languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from songclip_desktop import language, paths
from songclip_desktop.cli import main
from songclip_desktop.exchange import fields, profiles
from songclip_desktop.vocabularies import rights


@pytest.mark.parametrize(
    ("spoken", "sentence", "label"),
    [
        ("zh_CN", "找不到文件 a。", "收藏单位"),
        ("zh_TW", "找不到檔案 a。", "典藏單位"),
        ("en", "There is no file a.", "Holder"),
    ],
)
def test_a_sentence_and_a_label_in_each_language(spoken: str, sentence: str, label: str) -> None:
    language.use(spoken)
    told = language.say("找不到文件 {path}。", "There is no file {path}.", path="a")
    assert (told, fields.word("holder")) == (sentence, label)


def test_shipped_labels_are_traditional_and_the_museums_own_stay_as_they_are() -> None:
    language.use("zh_TW")
    assert profiles.named("songclip").title == "通用登記表"
    assert "著作權保護中" in {right.label for right in rights()}
    assert language.pick("本馆的登记册 {甲}", "本馆的登记册 {甲}") == "本馆的登记册 {甲}"


@pytest.mark.parametrize("broken", ["", "<TS><context>", None])
def test_without_its_file_the_traditional_reader_gets_simplified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str | None
) -> None:
    if broken is not None:
        file = tmp_path / "translations" / "zh_TW" / "sentences.ts"
        file.parent.mkdir(parents=True)
        file.write_text(broken, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    language._traditional.cache_clear()
    try:
        language.use("zh_TW")
        assert language.say("请重试。", "Retry.") == "请重试。"
    finally:
        language._traditional.cache_clear()


def test_the_command_line_speaks_what_the_environment_asks_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("SONGCLIP_LANG", "zh_TW")
    assert main.run(["check", str(tmp_path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["what"].endswith("不是藏品資料夾。")
