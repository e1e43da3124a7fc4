"""Works leave the collection page in any form, and captions that were read elsewhere come back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.dialogs import ask_text
from songclip_desktop.ui.widgets.export_menu import ExportMenu, ask_target
from songclip_desktop.ui.widgets.exported_sheet import ExportedSheet
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.merge_sheet import MergeSheet
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.workflow.export_forms import PDF

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import JobFailure
    from songclip_desktop.ui.pages.collection_records import Records
    from songclip_desktop.workflow import merge
    from songclip_desktop.workflow.export_records import Exported, Prepared


class Exporting(QObject):
    """A button with its menu, the jobs behind it, and two sheets. Main thread.

    Attributes:
        button: opens the menu. menu: the forms.
        exported: what stayed behind. merging: what comes back.
    """

    def __init__(self, records: Records, grid: PaintingGrid) -> None:
        """Nothing under way."""
        super().__init__(records)
        self._records, self._page, self._grid = records, records.page, grid
        self.button = QuietButton()
        self.menu = ExportMenu(self.button)
        self.exported, self.merging = ExportedSheet(), MergeSheet()
        self._merge: merge.Merge | None = None
        for sheet in (self.exported, self.merging):
            records.adopt(sheet)
        self.button.clicked.connect(self._pop)
        self.menu.wanted.connect(self.ask)
        self.menu.merge_wanted.connect(self._ask_table)
        self.merging.merge_asked.connect(self._finish)

    def retranslate(self) -> None:
        """All words."""
        self.button.setText(self.tr("导出"))
        self.menu.retranslate()

    # Out.

    def works(self) -> list[int]:
        """The selected works where there are several, else all that were found."""
        many = self._grid.selected_count > 1
        return self._grid.selected() if many else list(self._grid.paintings.ids)

    def _pop(self) -> None:
        words = (
            self.tr("所选 {0} 件") if self._grid.selected_count > 1 else self.tr("这里的 {0} 件")
        )
        which = words.format(number(len(self.works())))
        self.menu.pop_below(self.button, which, self._records.locked)

    def ask(self, form: str) -> None:
        """Where to, and for IIIF also at which address; then it is written."""
        from songclip_desktop.workflow import export_records

        collection = self._page.room.collection
        if collection is None:
            return
        title, address = self.menu.forms[form].text(), export_records.ADDRESS
        if form == "iiif":
            words = self.tr("写在每一幅图的地址里；还不知道就用这一个，以后可以再导出。")
            title_of_address = self.tr("这个文件夹会放在哪个网址下")
            address = ask_text(self._page, title_of_address, words, address)
        out = ask_target(self._page, title, collection.name, form) if address else None
        if out is not None:
            self.write(out, form, address)

    def write(self, out: Path, form: str, address: str = "") -> None:
        """Starts the job that writes the works; without an address under one to be replaced."""
        from songclip_desktop.workflow import export_records

        collection, ids = self._page.room.collection, self.works()
        if collection is None:
            return
        self._records.trouble.clear()
        try:
            prepared = export_records.prepare(
                collection, out, form, ids=frozenset(ids), address=address or export_records.ADDRESS
            )
        except SongClipError as error:
            self._records.trouble.show_error(error)
            return
        self._page.room.jobs.start(
            self.tr("导出 {0} 件").format(number(len(ids))),
            partial(_writer(form), prepared),
            self._written,
            on_failure=self._fail,
            page="collection",
            icon="sheet",
        )

    def _written(self, exported: Exported) -> str:
        where = exported.files[0] if len(exported.files) == 1 else exported.files[0].parent
        said = self.tr("已导出 {0} 件：{1}").format(number(exported.records), where)
        if exported.problems:
            left = self.tr("，{0} 处没有写出").format(number(len(exported.problems)))
            said += left
            self.exported.begin(exported)
            if self._records.open is None:
                self._records.enter(self.exported, beside=False)
        else:
            self._page.room.toast(said)
        return said

    def _fail(self, error: SongClipError | JobFailure) -> None:
        if isinstance(error, SongClipError):
            self._records.trouble.show_error(error)
        else:
            self._records.trouble.show_problem(self.tr("没有做成。"), error.what)

    # Back.

    def _ask_table(self) -> None:
        kinds = self.tr("审校表") + " (*.xlsx *.csv *.tsv *.jsonl)"
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("并入别处审校过的表格"), "", kinds
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Compares a table with what stands here, by a job; nothing is written."""
        collection = self._page.room.collection
        if collection is None or self._records.locked:
            return
        from songclip_desktop.workflow import merge

        self._records.trouble.clear()
        self._page.room.jobs.start(
            self.tr("比对「{0}」").format(path.name),
            partial(merge.compare, collection.dir, collection.images.cache_dir, path),
            partial(self._show, path.name, collection.dir),
            on_failure=self._fail,
            page="collection",
            icon="sheet",
        )

    def _show(self, name: str, folder: Path, found: merge.Merge) -> str:
        collection = self._page.room.collection
        if collection is None or collection.dir != folder:
            return ""
        rows = len(found.taken) + len(found.conflicts) + found.same + found.behind
        if not rows and not found.problems:
            self._records.trouble.show_problem(
                self.tr("「{0}」里没有说明。").format(name),
                self.tr("请选从这里导出的 Excel、CSV 或 JSON Lines，其中要有说明一表。"),
            )
            return ""
        self._merge = found
        ids = [one.ours.painting_id for one in found.conflicts]
        works = collection.paintings.records(ids)
        self.merging.begin(name, found, {work.id: work.title for work in works})
        self._records.enter(self.merging, beside=False)
        return self.tr("{0} 条可以并入").format(number(len(found.taken)))

    def _finish(self) -> None:
        from songclip_desktop.workflow import merge

        found, theirs = self._merge, self.merging.theirs
        if found is None:
            return
        reports: list[merge.MergeReport] = []

        def take(collection: object, by: str) -> Changes:
            reports.append(merge.finish(collection, found, by, theirs))  # type: ignore[arg-type]
            return reports[0].changes

        if self._records.write(take, self.merging.problem) is None:
            return
        self._merge = None
        self._records.leave()
        left = len(reports[0].conflicts)
        said = self.tr("已并入 {0} 条说明").format(number(reports[0].merged))
        if left:
            said += self.tr("，{0} 条留这里的").format(number(left))
        self._page.room.toast(said, self._undo)

    def _undo(self) -> None:
        from songclip_desktop.workflow import review

        self._records.write(
            lambda collection, by: review.undo(collection, by).changes, self._records.trouble
        )


def _writer(form: str) -> Callable[[Prepared, Listener], Exported]:
    if form != PDF:
        from songclip_desktop.workflow import export_records

        return export_records.execute
    from songclip_desktop.ui import catalogue_document  # slow to bring in, and seldom wanted

    return catalogue_document.write
