"""The sheets of the review page: opened by a key or the menu, filled from the verbs."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from songclip_desktop.jobs.job import Job
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.ui import history_document
from songclip_desktop.ui.models.beside import reading
from songclip_desktop.ui.widgets.bulk_sheet import BulkSheet
from songclip_desktop.ui.widgets.comments_sheet import CommentsSheet
from songclip_desktop.ui.widgets.history_sheet import HistorySheet
from songclip_desktop.ui.widgets.keys_sheet import KeysSheet
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.progress_sheet import ProgressSheet
from songclip_desktop.ui.widgets.replace_sheet import ReplaceSheet
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.workflow import bulk, figures, history, lint, replace, review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.pages.review import ReviewPage

# What the sheet of many drafts begins with.
EVERY_DRAFT = bulk.Filter(kinds=tuple(DRAFTED_KINDS))


class ReviewSheets(QObject):
    """One sheet at a time, in place of the captions.

    Signals:
        turned: a sheet was opened or put away. wrote: a sheet changed captions.

    Attributes:
        current: the name of the open sheet, or empty.
    """

    turned = Signal()
    wrote = Signal()

    def __init__(self, page: ReviewPage, layout: QVBoxLayout) -> None:
        """All built at once, hidden; `layout` is the page's side."""
        super().__init__(page)
        self._page, self.current = page, ""
        self.keys, self.history, self.comments = KeysSheet(), HistorySheet(), CommentsSheet()
        self.progress, self.bulk, self.replace = ProgressSheet(), BulkSheet(), ReplaceSheet()
        self._all: dict[str, Sheet] = {}
        self._prepared: bulk.Prepared | None = None
        self._chosen = EVERY_DRAFT
        self._preview: replace.Preview | None = None
        self._caption_id: int | None = None
        self._job: Job | None = None
        for sheet in (
            self.keys, self.history, self.comments, self.progress, self.bulk, self.replace,
        ):  # fmt: skip
            self._all[sheet.name] = sheet
            sheet.left.connect(self.close)
            sheet.hide()
            layout.addWidget(sheet, 1)
            page.desk.failed.connect(sheet.problem.show_error)
            page.desk.kept.connect(sheet.problem.clear)
        self.history.csv_asked.connect(lambda: self._export(".csv"))
        self.history.pdf_asked.connect(lambda: self._export(".pdf"))
        self.comments.added.connect(self._comment)
        self.bulk.chosen.connect(self._count)
        self.bulk.approve_asked.connect(self._approve_all)
        self.replace.typed.connect(self._look)
        self.replace.replace_asked.connect(self._replace)

    def retranslate(self) -> None:
        """All words."""
        for sheet in self._all.values():
            sheet.retranslate()
        if self.current:
            self._fill(self.current)

    # -- which is open -----------------------------------------------------------------------

    def toggle(self, name: str) -> None:
        """Opens a sheet; the open one it puts away."""
        if name == self.current or self._page.room.collection is None:
            self.close()
        else:
            self.open(name)

    def open(self, name: str) -> None:
        """Shows a sheet, filled, with the focus where one begins."""
        if self.current:
            self._all[self.current].hide()
        self.current = name
        sheet = self._all[name]
        sheet.problem.clear()
        self._fill(name)
        sheet.show()
        self.turned.emit()
        first: dict[str, QWidget] = {
            "comments": self.comments.field,
            "replace": self.replace.sought,
        }
        first.get(name, sheet).setFocus(Qt.FocusReason.OtherFocusReason)
        self.replace.sought.selectAll()

    def close(self) -> None:
        """Back to the captions."""
        if not self.current:
            return
        self._all[self.current].hide()
        self.current = ""
        if self._job is not None:
            self._job.stop()
        self.turned.emit()

    def follow(self) -> None:
        """The caption in focus is another: sheets about one caption show that one."""
        if self.current in ("history", "comments"):
            self._fill(self.current)

    def menu(self, button: QWidget) -> None:
        """What else the page can do, with its keys, above or below `button`."""
        menu = self.build_menu()
        below = button.mapTo(self._page, button.rect().bottomLeft()).y() + menu.sizeHint().height()
        corner = button.mapToGlobal(button.rect().bottomLeft())
        if below > self._page.height():
            corner.setY(corner.y() - button.height() - menu.sizeHint().height())
        menu.exec(corner)

    def build_menu(self) -> QMenu:
        """The menu itself; words and keys only, the keys are the page's."""
        page = self._page
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_collection = page.room.collection is not None
        for word, key, do in (
            (self.tr("跳过"), "S", page.acts.skip),
            (self.tr("下一条草稿"), "N", page.acts.next_draft),
            ("", "", None),
            (self.tr("成批通过…"), "B", lambda: self.open("bulk")),
            (self.tr("查找替换…"), "F", lambda: self.open("replace")),
            ("", "", None),
            (self.tr("这条说明的经过"), "H", lambda: self.open("history")),
            (self.tr("批注"), "C", lambda: self.open("comments")),
            (self.tr("进度"), "P", lambda: self.open("progress")),
            ("", "", None),
        ):
            if do is None:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{word}\t{key}")
            action.triggered.connect(lambda _checked=False, do=do: do())
            action.setEnabled(open_collection)
        second = menu.addAction(self.tr("每条由两人通过"))
        second.setCheckable(True)
        collection = page.room.collection
        second.setChecked(collection is not None and review.second_reader(collection))
        second.setEnabled(open_collection and not page.desk.locked)
        second.triggered.connect(self.set_second_reader)
        menu.addSeparator()
        keys = menu.addAction(self.tr("快捷键") + "\t?")
        keys.triggered.connect(lambda: self.open("keys"))
        keys.setEnabled(open_collection)
        return menu

    def set_second_reader(self, on: bool) -> None:
        """From now on one more person must approve; what is approved stays approved."""

        def switch(collection: Collection, by: str) -> bool:
            review.set_second_reader(collection, on, by)
            return True

        if self._page.desk.write(switch):
            both = self.tr("从现在起，每条说明要两个人通过；已通过的不变。")
            alone = self.tr("从现在起，一个人通过就算。")
            self._page.room.toast(both if on else alone)
            self.wrote.emit()

    # -- filling -----------------------------------------------------------------------------

    def _fill(self, name: str) -> None:
        collection, caption = self._page.room.collection, self._page.caption
        if collection is None:
            return
        kind = kind_word(caption.kind) if caption else ""
        if caption is not None:
            kind = f"{caption.accession} · {kind}"
        if name == "history":
            subject = f"caption:{caption.id}" if caption else "caption:0"
            self.history.show_lines(kind, history.lines(collection, subject=subject))
        elif name == "comments":
            number = caption.id if caption else None
            if number != self._caption_id:
                self.comments.clear()
            self._caption_id = number
            comments = review.comments(collection, number) if number is not None else ()
            self.comments.show_comments(kind, comments, self._no_comment(number))
        elif name == "progress":
            self.progress.show_progress(figures.progress(collection))
            prepared = figures.prepare(collection)
            self._run(
                self.tr("计算草稿改了多少"),
                lambda _listener: figures.edit_distances(prepared),
                self.progress.show_drafters,
            )
        elif name == "bulk":
            self.bulk.begin()
            self._count()
        elif name == "replace":
            self._look()

    def _no_comment(self, caption_id: int | None) -> str:
        if self._page.desk.locked:
            return self.tr("藏品以只读方式打开着。")
        return "" if caption_id is not None else self.tr("这一种还没有说明。")

    def _run(self, name: str, work: Any, done: Any) -> None:
        if self._job is not None:
            self._job.stop()
        job = self._job = self._page.room.jobs.start(
            name, work, lambda result: done(result), page="review"
        )
        job.failed.connect(self._all[self.current].problem.show_error)

    # -- doing -------------------------------------------------------------------------------

    def _comment(self, text: str) -> None:
        caption = self._page.caption
        if caption is None:
            return

        def keep(collection: Collection, by: str) -> bool:
            review.comment(collection, caption.id, text, by)
            return True

        if self._page.desk.write(keep):
            self.comments.clear()
            self._fill("comments")

    def _count(self) -> None:
        """How many the filter lets through, then what is remarked on them, as they are known."""
        collection = self._page.room.collection
        if collection is None:
            return
        drafter, prompt = self.bulk.drafter_and_prompt()
        kinds = tuple(kind for kind in DRAFTED_KINDS if self.bulk.kinds[kind].isChecked())
        chosen = bulk.Filter(
            kinds=kinds or ("",),  # no kind is none of them, not all
            query=self.bulk.search.text().strip(),
            drafter=drafter,
            prompt_version=prompt,
            untouched=self.bulk.untouched.isChecked(),
        )
        self._chosen, self._prepared = chosen, None
        self.bulk.show_counting()
        read = partial(reading(collection, _counted), chosen)
        self._run(self.tr("查看草稿"), lambda _listener: read(), partial(self._show_count, chosen))

    def _show_count(self, chosen: bulk.Filter, found: tuple[bulk.Prepared, lint.Known]) -> None:
        prepared, known = found
        if chosen == EVERY_DRAFT:
            writers = {(one.drafter, one.prompt_version) for one in prepared.captions}
            self.bulk.show_drafters(sorted(writer for writer in writers if any(writer)))
        if chosen is not self._chosen or self.current != "bulk":  # an older count may come late
            return
        self._prepared = prepared
        self.bulk.show_count(prepared)

        def show(warned: Any) -> None:
            if prepared is self._prepared:
                self.bulk.show_warned(warned)

        self._run(self.tr("查看草稿"), lambda _listener: bulk.warned(prepared, known), show)

    def _approve_all(self) -> None:
        prepared, without = self._prepared, self.bulk.left_out
        if prepared is None:
            return
        done = self._page.desk.write(lambda c, by: bulk.approve(c, prepared, by, without))
        if done is not None:
            self._done(self.tr("已通过 {count} 条"), done.changed)

    def _look(self) -> None:
        collection, find = self._page.room.collection, self.replace.sought.text()
        if collection is None:
            return
        self._preview = None
        if find:
            self._preview = replace.preview(collection, find, self.replace.instead.text())
        locked = self.tr("藏品以只读方式打开着。") if self._page.desk.locked else ""
        self.replace.show_rows(self._preview.rows if self._preview else (), locked)

    def _replace(self) -> None:
        preview, only = self._preview, self.replace.rows.chosen
        if preview is None or not only:
            return
        done = self._page.desk.write(
            lambda c, by: replace.apply(c, preview, by, approved=True, only=only)
        )
        if done is not None:
            self._done(self.tr("已替换 {count} 条"), done.changed)

    def _done(self, words: str, count: int) -> None:
        self.close()
        self._page.refresh()
        self._page.room.toast(words.format(count=QLocale().toString(count)), self._page.acts.undo)

    def _export(self, suffix: str) -> None:
        """The whole history of the collection, to a file of the curator's choice."""
        collection = self._page.room.collection
        if collection is None:
            return
        kind = self.tr("表格 (*.csv)") if suffix == ".csv" else "PDF (*.pdf)"
        suggested = f"{collection.name} {date.today().isoformat()}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("存审校经过"), suggested, kind)
        if not chosen:
            return
        path, lines, name = Path(chosen), history.lines(collection), collection.name

        def write(_listener: object) -> None:
            if suffix == ".csv":
                history.write_csv(lines, path)
            else:
                history_document.write(lines, path, name)

        def say(_nothing: object) -> None:
            self._page.room.toast(self.tr("已存到 {name}").format(name=path.name))

        self._run(self.tr("存审校经过"), write, say)


def _counted(reader: Collection, chosen: bulk.Filter) -> tuple[bulk.Prepared, lint.Known]:
    """On a job's thread."""
    return bulk.prepare(reader, chosen), lint.known(reader)
