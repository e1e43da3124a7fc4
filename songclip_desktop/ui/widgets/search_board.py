"""The board of rankings, filled from a search: words, movement and thumbnails of each hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QPixmap

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails, thumbnail_key
from songclip_desktop.ui.widgets.hit_row import STRIP_RATIO, HitContent
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.rank_board import SHOWN, BoardHit, RankBoard
from songclip_desktop.workflow.search import Hit, SearchResult, TextHit

DEPTH = 1000  # ranks known of the other column
SIZE_PX, STRIP_SIZE_PX = 192, 768


class SearchBoard(RankBoard):
    """Shows the best eight of each column of a SearchResult. Main thread."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Begins empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._awaited: dict[str, list[tuple[str, int, Image, int]]] = {}
        thumbnails.arrived.connect(self._came)

    @staticmethod
    def hits_shown(result: SearchResult) -> list[Hit | TextHit]:
        """The hits of both columns that have a row on the board."""
        return [*(result.zero_shot or ())[:SHOWN], *(result.finetuned or ())[:SHOWN]]

    def show_result(
        self, result: SearchResult, works: Mapping[int, Painting], run_words: str
    ) -> None:
        """`works`: the paintings of the hits, by id; `run_words`: which training the right is."""
        self.set_heads((self.tr("零样本"), self.tr("底本，未训练")), (self.tr("微调"), run_words))
        both = result.zero_shot is not None and result.finetuned is not None
        columns = (
            ("zero_shot", result.zero_shot, False),
            ("finetuned", result.finetuned, both),
        )
        rows = {
            name: None
            if hits is None
            else [self._row(hit, works, mirrored=name == "zero_shot", moved=moved)
                  for hit in hits[:SHOWN]]
            for name, hits, moved in columns
        }  # fmt: skip
        self.show_hits(rows["zero_shot"], rows["finetuned"])
        self._awaited.clear()
        for name, hits, _moved in columns:
            self._hang(name, hits or (), works)

    def rank_words(self, column: str, hit: Hit | TextHit) -> str:
        """Where a hit stands in its column, how near it is, and where the other has it."""
        name, other = (
            (self.tr("微调"), self.tr("零样本"))
            if column == "finetuned"
            else (self.tr("零样本"), self.tr("微调"))
        )
        words = self.tr("{column}第 {rank}，相似 {score}").format(
            column=name, rank=hit.rank, score=score_text(hit.score)
        )
        if hit.other_rank is not None:
            words += self.tr("；{column}第 {rank}").format(column=other, rank=hit.other_rank)
        return words

    def _row(
        self, hit: Hit | TextHit, works: Mapping[int, Painting], *, mirrored: bool, moved: bool
    ) -> BoardHit:
        words, token = self._movement(hit) if moved else ("", "ink_3")
        score = score_text(hit.score)
        if isinstance(hit, TextHit):
            detail = f"{kind_word(hit.kind)}　{hit.accession or hit.source or ''}　{score}"
            content = HitContent("", detail, words, token, sentence=hit.text)
            return BoardHit(hit.id, hit.rank, hit.other_rank, content)
        work = works.get(hit.painting_id)
        title = (work.title if work else "") or hit.accession
        parts = (score, hit.accession) if mirrored else (hit.accession, score)
        content = HitContent(title, "　".join(parts), words, token, window=hit.window)
        return BoardHit(hit.painting_id, hit.rank, hit.other_rank, content)

    def _movement(self, hit: Hit | TextHit) -> tuple[str, str]:
        """How far a hit of the finetuned column came, and the colour of that."""
        other = hit.other_rank
        if other is None:
            return self.tr("↑ 原 {rank} 外").format(rank=DEPTH), "azurite"
        if other > SHOWN:
            return self.tr("↑ 原 {rank}").format(rank=other), "azurite"
        if other == hit.rank:
            return "=", "ink_3"
        up = other > hit.rank
        return f"{'↑' if up else '↓'} {abs(other - hit.rank)}", "azurite" if up else "ochre"

    def _hang(
        self, column: str, hits: Sequence[Hit | TextHit], works: Mapping[int, Painting]
    ) -> None:
        """Asks for each row's thumbnail; what is not there yet comes through `_came`."""
        for row, hit in enumerate(hits[:SHOWN]):
            work = works.get(hit.painting_id or 0)
            if isinstance(hit, TextHit) or work is None or work.image is None:
                continue
            image = work.image
            size_px = STRIP_SIZE_PX if image.width_px > STRIP_RATIO * image.height_px else SIZE_PX
            picture = self._thumbnails.get(image, size_px)
            if picture is not None:
                self.set_picture(column, row, picture)
            else:
                waiting = self._awaited.setdefault(thumbnail_key(image, size_px), [])
                waiting.append((column, row, image, size_px))

    def _came(self, key: str) -> None:
        for column, row, image, size_px in self._awaited.pop(key, []):
            self.set_picture(column, row, self._thumbnails.get(image, size_px) or QPixmap())


def score_text(score: float) -> str:
    """A cosine to three places, with a true minus sign."""
    return f"{score:.3f}".replace("-", "−")
