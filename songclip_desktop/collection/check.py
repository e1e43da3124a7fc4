"""Looking through a collection: records, originals, search text, runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import digest
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        serious: something is lost or damaged; else it is only worth knowing.
        repaired: it was mended just now.
    """

    code: str
    what: str
    remedy: str
    serious: bool
    repaired: bool = False


def check_collection(
    collection: Collection, *, repair: bool = False, listener: Listener | None = None
) -> list[Finding]:
    """Everything found, records first, then originals, works and runs. Main thread.

    Raises:
        Stopped: it was asked to stop.
    """
    listener = listener or Listener()
    mended = (
        mend(collection) if repair else [*_records(collection, False), *_litter(collection, False)]
    )
    return [
        *mended,
        *_originals(collection, listener),
        *_works(collection),
        *_runs(collection),
    ]


def mend(collection: Collection) -> list[Finding]:
    """Mends what can be made anew without reading the originals. Main thread.

    Returns:
        What was found; `repaired` says what is whole again.
    """
    found = [*_records(collection, True), *_litter(collection, True)]
    if any(one.code == "search_text_stale" for one in found):
        collection.rebuild_search_text()
    return [
        replace(one, repaired=True) if one.code == "search_text_stale" else one for one in found
    ]


def _records(collection: Collection, repair: bool) -> Iterator[Finding]:
    damage = collection.damage()
    if damage and repair:
        collection.mend()  # what is wrong with an index alone is mended by that
    left = collection.damage() if damage and repair else damage
    for text in damage:
        yield Finding(
            "records_damaged",
            say("数据文件有损坏：{text}。", "The records are damaged: {text}.", text=text),
            say(
                "先试 --repair；仍有此项，请在「模型与设置」里换回备份。",
                "Try --repair; where this stays, put a backup back under Models and settings.",
            ),
            serious=True,
            repaired=repair and text not in left,
        )
    stale = collection.stale_search_text()
    if stale:
        yield Finding(
            "search_text_stale",
            say("{n} 件作品的检索文字缺失。", "The search text of {n} works is missing.", n=stale),
            say("用 --repair 重建。", "Make it anew with --repair."),
            serious=False,
        )


def _originals(collection: Collection, listener: Listener) -> Iterator[Finding]:
    images = collection.paintings.all_images()
    names = {work.id: work.accession for work in collection.paintings.all()}
    checked: dict[str, str] = {}
    for done, image in enumerate(images, 1):
        if listener.should_stop():
            raise Stopped
        accession = names.get(image.painting_id, "")
        path = collection.images.path(image)
        if image.path not in checked:
            try:
                checked[image.path] = digest(path)
            except OSError:
                checked[image.path] = ""
        if not checked[image.path]:
            yield _original_missing(accession, str(path), image.referenced)
        elif checked[image.path] != image.sha256:
            yield _original_changed(accession, str(path), image.referenced)
        elif image.referenced:
            yield Finding(
                "original_referenced",
                say("「{a}」的原图在藏品之外：{p}。", "The original of “{a}” lies outside: {p}.",
                    a=accession, p=path),
                say("移动藏品时请一并保留该文件。", "Keep that file when the collection moves."),
                serious=False,
            )  # fmt: skip
        listener.progress(Progress(done, len(images), "picture", accession))


def _original_missing(accession: str, path: str, referenced: bool) -> Finding:
    remedy = (
        say("请把文件放回原处，或重新入藏。", "Put the file back, or import it again.")
        if referenced
        else say("请从备份恢复，或重新入藏同一图片。", "Restore it, or import the same picture.")
    )
    return Finding(
        "original_missing",
        say(
            "「{a}」的原图不见了：{p}。", "The original of “{a}” is gone: {p}.", a=accession, p=path
        ),
        remedy,
        serious=True,
    )


def _original_changed(accession: str, path: str, referenced: bool) -> Finding:
    return Finding(
        "original_changed",
        say(
            "「{a}」的原图内容已变：{p}。",
            "The original of “{a}” is no longer the same file: {p}.",
            a=accession,
            p=path,
        ),
        say("请重新入藏该图片。", "Import the picture again.")
        if referenced
        else say("请从备份恢复该文件。", "Restore the file from a backup."),
        serious=True,
    )


def _works(collection: Collection) -> Iterator[Finding]:
    for work in collection.paintings.all():
        if work.image is None:
            yield Finding(
                "picture_missing",
                say("「{a}」没有图片。", "“{a}” has no picture.", a=work.accession),
                say("补上图片后重新入藏；在此之前不参与撰稿、训练和检索。",
                    "Import its picture; until then it is not drafted, trained on or searched."),
                serious=False,
            )  # fmt: skip


def _runs(collection: Collection) -> Iterator[Finding]:
    for run in collection.runs.list():
        adapter = collection.runs.dir(run.id) / "adapter.safetensors"
        if run.status == "finished" and not adapter.is_file():
            yield Finding(
                "adapter_missing",
                say("训练 {id} 的结果文件不见了。", "The adapter of run {id} is gone.", id=run.id),
                say("请从备份恢复 runs 文件夹，或删除这次训练。",
                    "Restore its folder from a backup, or delete the run."),
                serious=True,
            )  # fmt: skip


def _litter(collection: Collection, repair: bool) -> Iterator[Finding]:
    """Copies that were interrupted; the records never knew them."""
    parts = sorted((collection.dir / "originals").glob("*/.*.part"))
    if parts:
        if repair:
            for part in parts:
                part.unlink(missing_ok=True)
        yield Finding(
            "copy_interrupted",
            say("{n} 个中断的复制残留。", "{n} interrupted copies lie about.", n=len(parts)),
            say("用 --repair 清除。", "Clear them away with --repair."),
            serious=False,
            repaired=repair,
        )
