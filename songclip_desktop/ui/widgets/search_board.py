"""The board of rankings, filled from a search: words, movement and thumbnails of each hit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QPixmap

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails, thumbnail_key
from songclip_desktop.ui.widgets.hit_row import STRIP_RATIO, HitContent
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.rank_board import COLUMNS, MOST, SHOWN, BoardHit, RankBoard
from songclip_desktop.workflow.search import Hit, SearchResult, TextHit

DEPTH = 1000  # ranks known of the other column
SIZE_PX, STRIP_SIZE_PX = 192, 768


class SearchBoard(RankBoard):
    """Shows a SearchResult: eight of each column at once, the next ones by scrolling. Main thread.

    Attributes:
        only_moved: leaves out what stands at the same rank on both sides.
        names: what the sides are called where ranks are told in words.
        images: pictures of works beside their primary ones, by id, where a hit is one of them.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Begins empty."""
        super().__init__()
        self.only_moved = False
        self.names: tuple[str, str] = ("", "")
        self.images: dict[int, Image] = {}
        self._thumbnails = thumbnails
        self._works: Mapping[int, Painting] = {}
        self._hits: dict[str, list[Hit | TextHit]] = {name: [] for name in COLUMNS}
        self._hung: set[tuple[str, int]] = set()
        self._awaited: dict[str, list[tuple[str, int, Image, int]]] = {}
        thumbnails.arrived.connect(self._came)
        self.looked.connect(self._hang)

    def hits_of(self, result: SearchResult) -> dict[str, list[Hit | TextHit] | None]:
        """The hits of both columns that get a row."""
        columns = {"zero_shot": result.zero_shot, "finetuned": result.finetuned}
        leaves_out = self.only_moved and None not in columns.values()
        return {
            name: None
            if hits is None
            else [hit for hit in hits if not leaves_out or hit.other_rank != hit.rank][:MOST]
            for name, hits in columns.items()
        }

    def show_result(
        self, result: SearchResult, works: Mapping[int, Painting], expected: int | None = None
    ) -> None:
        """`works`: the paintings of the hits, by id; `expected`: the one that was meant."""
        both = result.zero_shot is not None and result.finetuned is not None
        shown = self.hits_of(result)
        self._works = works
        self._hits = {name: [] for name in COLUMNS}  # while rows come and go
        self._hung.clear()
        self._awaited.clear()
        rows = {
            name: None
            if hits is None
            else [self._row(hit, expected, mirrored=name == COLUMNS[0], moved=both) for hit in hits]
            for name, hits in shown.items()
        }
        self.show_hits(rows["zero_shot"], rows["finetuned"])
        self._hits = {name: hits or [] for name, hits in shown.items()}
        self._hang(0, SHOWN)

    def hit(self, column: str, row: int) -> Hit | TextHit | None:
        """What a row shows."""
        hits = self._hits[column]
        return hits[row] if 0 <= row < len(hits) else None

    def row_of(self, column: str, painting_id: int) -> int | None:
        """Where a work stands among the rows of a column."""
        works = [hit.painting_id for hit in self._hits[column]]
        return works.index(painting_id) if painting_id in works else None

    def rank_words(self, column: str, hit: Hit | TextHit) -> str:
        """Where a hit stands in its column, how near it is, and where the other has it."""
        own, other = self.names if column == COLUMNS[0] else self.names[::-1]
        words = self.tr("{column}第 {rank}，相似 {score}").format(
            column=own, rank=hit.rank, score=score_text(hit.score)
        )
        if hit.other_rank is not None:
            words += self.tr("；{column}第 {rank}").format(column=other, rank=hit.other_rank)
        return words

    def _row(
        self, hit: Hit | TextHit, expected: int | None, *, mirrored: bool, moved: bool
    ) -> BoardHit:
        words, token = self._movement(hit) if moved and not mirrored else ("", "ink_3")
        score = score_text(hit.score)
        if isinstance(hit, TextHit):
            detail = f"{kind_word(hit.kind)}　{hit.accession or hit.source or ''}　{score}"
            content = HitContent("", detail, words, token, sentence=hit.text)
            return BoardHit(hit.id, hit.rank, hit.other_rank, content)
        work = self._works.get(hit.painting_id)
        title = (work.title if work else "") or hit.accession
        parts = (score, hit.accession) if mirrored else (hit.accession, score)
        right = self.tr("这句说的就是它") if hit.painting_id == expected else ""
        content = HitContent(
            title, "　".join(parts), words, token, window=hit.window, right=right
        )  # fmt: skip
        return BoardHit(hit.painting_id, hit.rank, hit.other_rank, content)

    def _movement(self, hit: Hit | TextHit) -> tuple[str, str]:
        """How far a hit of the right column came, and the colour of that."""
        other = hit.other_rank
        if other is None:
            return self.tr("↑ 原 {rank} 外").format(rank=DEPTH), "azurite"
        if other == hit.rank:
            return "=", "ink_3"
        if other > SHOWN >= hit.rank:
            return self.tr("↑ 原 {rank}").format(rank=other), "azurite"
        up = other > hit.rank
        return f"{'↑' if up else '↓'} {abs(other - hit.rank)}", "azurite" if up else "ochre"

    def _hang(self, first: int, after: int) -> None:
        """Asks for the thumbnails of rows that are seen; the top ones come first."""
        for name, hits in self._hits.items():
            for row in range(min(after, len(hits)) - 1, first - 1, -1):
                if (name, row) not in self._hung:
                    self._hung.add((name, row))
                    self._hang_one(name, row, hits[row])

    def _hang_one(self, column: str, row: int, hit: Hit | TextHit) -> None:
        image = self._image(hit)
        if image is None:
            return
        size_px = STRIP_SIZE_PX if image.width_px > STRIP_RATIO * image.height_px else SIZE_PX
        picture = self._thumbnails.get(image, size_px)
        if picture is not None:
            self.set_picture(column, row, picture)
        else:
            waiting = self._awaited.setdefault(thumbnail_key(image, size_px), [])
            waiting.append((column, row, image, size_px))

    def _image(self, hit: Hit | TextHit) -> Image | None:
        """The picture that was found; for a text none is hung."""
        work = self._works.get(hit.painting_id or 0)
        if isinstance(hit, TextHit) or work is None:
            return None
        return self.picture_of(work, hit)

    def picture_of(self, work: Painting, hit: Hit | TextHit) -> Image | None:
        """Which picture of a work a hit is about; the primary one where it does not say."""
        return self.images.get(getattr(hit, "image_id", 0), work.image)

    def _came(self, key: str) -> None:
        for column, row, image, size_px in self._awaited.pop(key, []):
            self.set_picture(column, row, self._thumbnails.get(image, size_px) or QPixmap())


def score_text(score: float) -> str:
    """A cosine to three places, with a true minus sign."""
    return f"{score:.3f}".replace("-", "−")
