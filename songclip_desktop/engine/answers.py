"""What the engine says, put into the reader's words: its failures and its phases."""

from __future__ import annotations

from songclip_desktop import language
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Progress, Stopped
from training import protocol


class EngineFault(RuntimeError):
    """The engine failed in a way that no curator can mend: a bug, logged and reported as one."""


_BUGS = ("internal", "bad_request")
# code: (what happened, what to do) in Chinese, with the values that the engine names; the English
# sentences come from the engine itself.
_CHINESE = {
    "model_missing": ("找不到模型：{path}。", "请到“模型与设置”里选一个已安装的模型。"),
    "model_damaged": ("模型文件 {name} 已损坏，无法读取。", "请重新安装这个模型。"),
    "model_unknown": (
        "{name} 不是本程序认识的 Chinese-CLIP 模型。",
        "请选用 Chinese-CLIP 的检查点（.pt），或用 cn_clip 训练出的检查点。",
    ),
    "adapter_damaged": (
        "训练成果 {path} 已损坏，无法读取。",
        "请改用另一次训练的成果，或重新训练。",
    ),
    "adapter_wrong_base": (
        "这份训练成果是在另一个基础模型上得到的，不能用在当前模型上。",
        "请换回当时的模型，或用当前模型重新训练。",
    ),
    "adapter_unsupported": (
        "这个模型的结构没有可供 LoRA 训练的注意力层（例如 RN50）。",
        "请改用 ViT-B-16 等 ViT 结构的模型。",
    ),
    "image_unreadable": ("图片 {name} 无法读取。", "请换成完好的图片文件，再试一次。"),
    "vectors_missing": ("索引已不在或已损坏：{path}。", "请重新建立索引。"),
    "snapshot_damaged": ("训练数据的快照已损坏。", "请重新开始一次训练。"),
    "nothing_to_learn": (
        "没有可以学习的图文对。",
        "请先在“审校”里给一些作品的说明定稿，再来训练。",
    ),
    "nothing_to_evaluate": (
        "留作测试的作品里没有定稿的说明，无法评测。",
        "请再给一些作品的说明定稿。",
    ),
    "run_not_resumable": ("这次训练没有可以接着做的进度。", "请重新开始一次训练。"),
    "not_finite": ("训练中出现了无效的数值，已经停下。", "请换一种训练方案再试。"),
    "device_missing": (
        "设置里选定的显卡现在用不了。",
        "请在“模型与设置”里把设备改回自动，或检查显卡驱动。",
    ),
    "disk_full": ("磁盘空间不足，无法保存。", "请清理磁盘后再试；已完成的部分不会丢。"),
    "folder_unwritable": (
        "文件夹 {folder} 无法写入。",
        "请清理磁盘，或把文件夹改为可写，再试一次。",
    ),
    "folder_not_empty": ("{path} 已经有东西了，不会覆盖。", "请换一个名字，或选一个空文件夹。"),
    "export_unsupported": (
        "这种格式存不下这个模型或这份训练成果。",
        "请换一种格式导出，例如 merged-hf 或 onnx。",
    ),
    "export_differs": (
        "写出的 {form} 重新读入后与当前模型不一致，没有保留。",
        "请换一种格式导出，并把诊断报告发给开发者。",
    ),
    "probe_unusable": (
        "{folder} 里检查遗忘用的图片不能用。",
        "请在那里放图片和它们的说明一览，或移走这个文件夹。",
    ),
    "out_of_memory": ("内存不足，无法完成。", "请关闭其他程序，或改用较小的模型。"),
}

_PHASES = {
    "load": ("正在载入模型", "Loading the model"),
    "texts": ("正在读文字", "Reading the texts"),
    "images": ("正在读图片", "Reading the pictures"),
    "train": ("正在训练", "Training"),
    "evaluate": ("正在评测留出的作品", "Measuring on the works held out"),
    "atlas": ("正在排布图谱", "Laying out the map"),
    "write": ("正在写出", "Writing"),
    "check": ("正在重新读入核对", "Reading it again to check"),
    "forgetting": ("正在检查是否遗忘了原有能力", "Measuring what was forgotten"),
    "crossfit": ("正在轮流留出每件作品再测", "Holding out every work in turn"),
}


class _Named(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def failure(told: protocol.Failure) -> Exception:
    """The exception to raise for what the engine reported. Any thread.

    Returns:
        `Stopped` for a stop that was asked for, `EngineFault` for a bug, and `SongClipError` of
        the same code for what a person can mend.
    """
    if told.code == "stopped":
        return Stopped()
    if told.code in _BUGS:
        return EngineFault(f"{told.code}: {told.what} {told.remedy}")
    if told.code == "engine_missing":  # the small encoder, asked for what needs the whole engine
        return missing()
    if language.current() == "en" or told.code not in _CHINESE:
        return SongClipError(told.code, told.what, told.remedy)
    named = _Named(told.values)
    both = zip(_CHINESE[told.code], (told.what, told.remedy), strict=True)
    what, remedy = (language.pick(zh, en).format_map(named) for zh, en in both)
    return SongClipError(told.code, what, remedy)


def progress(told: protocol.Progress) -> Progress:
    """The engine's step with its phase as words for the curator."""
    phase, _, what = told.note.partition(": ")
    words = language.pick(*_PHASES.get(phase, ("", "")))
    unit = "picture" if told.unit == "image" else told.unit
    note = say("{words}：{what}", "{words}: {what}", words=words, what=what) if what else words
    return Progress(told.done, told.total, unit, note)


def died(status: int, last_words: str) -> SongClipError:
    """The error for a child that ended without an answer.

    Args:
        status: Its exit status, negative for the signal that killed it.
        last_words: The end of its stderr.
    """
    if "No module named 'torch'" in last_words or "No module named 'cn_clip'" in last_words:
        return missing()
    if status in (-9, 137):
        return SongClipError(
            "engine_killed",
            say(
                "后台引擎被系统结束了，多半是内存不够。",
                "The engine was ended by the system, most likely for want of memory.",
            ),
            say(
                "请关闭其他程序后再试；训练可以从中断处接着做。",
                "Close other programs and try again; a finetune can be resumed where it broke off.",
            ),
        )
    return SongClipError(
        "engine_died",
        say(
            "后台引擎意外退出（状态 {status}）。",
            "The engine ended unexpectedly (status {status}).",
            status=status,
        ),
        say(
            "请再试一次；若再次发生，请查看日志。训练可以从中断处接着做。",
            "Try again; if it happens again, look into the log. A finetune can be resumed.",
        ),
    )


def missing() -> SongClipError:
    """The error where there is no engine to start."""
    return SongClipError(
        "engine_missing",
        say("没有找到训练与检索引擎。", "The engine for training and search was not found."),
        say(
            "请在“模型与设置”里安装引擎（从源码运行时：make setup）。",
            "Install the engine under Models and settings (from source: make setup).",
        ),
    )
