"""What can be looked for: words, a picture, a part of one, a work, or a sum of these."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from songclip_desktop.drafting import prompts
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.retrieval import arithmetic
from songclip_desktop.retrieval.generations import Generation, Window
from songclip_desktop.workflow.index import Column
from songclip_desktop.workflow.searchable import Contents


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to look by.

    Attributes:
        source: a file; the bytes of one, from the clipboard say; or the id of an image of the
            collection.
        box: the part of it that is meant, as fractions of the upright picture; None for all.
    """

    source: Path | bytes | int
    box: Window | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        said: how the result names it.
        terms: weight and words, or weight and picture; a single one of weight 1 is no sum.
        without: the work that is not looked for, being what others are to be like.
    """

    said: str
    terms: tuple[tuple[float, str | Picture], ...]
    without: int | None = None

    @property
    def words(self) -> str:
        """What keywords can be looked for by: the words that are not taken away."""
        return " ".join(each for weight, each in self.terms if isinstance(each, str) and weight > 0)


Given = str | Path | Picture | Query


def words(text: str, *, plain: bool = False) -> Query:
    """A query of words, or a sum of them: `2*雪 + 舟 - 人`.

    Args:
        text: as typed.
        plain: takes it as it is, also where it looks like a sum.
    """
    said = text.strip()
    terms = (arithmetic.Term(1.0, said),) if plain and said else arithmetic.parse(text)
    return Query(said, tuple((term.weight, term.text) for term in terms))


def like(contents: Contents, painting_id: int, box: Window | None = None) -> Query:
    """More like a work, or like a part of its primary image; the work itself is left out.

    Raises:
        SongClipError: `image_missing`: it is gone, or has no picture.
    """
    work = contents.work.get(painting_id)
    if work is None or work.image is None:
        raise _no_picture(str(painting_id))
    said = say("像《{title}》的", "Like {title}", title=work.title or work.accession)
    return Query(said, ((1.0, Picture(work.image.id, box)),), painting_id)


def of(given: Given) -> Query:
    """Whatever was given as a query. Any thread.

    Raises:
        SongClipError: `query_empty`, `image_missing`.
    """
    if isinstance(given, str):
        query = words(given)
    elif isinstance(given, Query):
        query = given
    else:
        picture = given if isinstance(given, Picture) else Picture(given)
        said = str(picture.source) if isinstance(picture.source, Path) else ""
        query = Query(said or say("一张图片", "a picture"), ((1.0, picture),))
    if not query.terms:
        raise SongClipError(
            "query_empty",
            say("检索词是空的。", "The query is empty."),
            say(
                "请输入想找的内容，例如“雪中垂钓的老人”。",
                "Type what you look for, for instance 雪中垂钓的老人.",
            ),
        )
    for _, each in query.terms:
        source = each.source if isinstance(each, Picture) else None
        if isinstance(source, Path) and not source.is_file():
            raise _no_picture(str(source))
    return query


def vector(
    query: Query,
    contents: Contents,
    column: Column,
    generation: Generation,
    engine: Engine,
    listener: Listener | None = None,
    *,
    templates: bool = False,
) -> np.ndarray:
    """The unit vector of a query by one column's model: float32 [D]. Any thread but the drawing one.

    A picture of the collection that is indexed as it is meant is not encoded again.

    Args:
        query: what is looked for.
        contents: where its pictures lie.
        column: whose model and adapter encode it.
        generation: the vectors of that column.
        engine: whose encoder is asked.
        listener: may stop it.
        templates: sets words into several sentences, whose vectors are averaged.

    Raises:
        SongClipError: `image_missing`; `query_cancels_out`; what the engine reports.
        Stopped: the listener asked for it.
    """
    rows = _rows(query, contents, column, generation, engine, listener, templates)
    weights = [weight for weight, _ in query.terms]
    found = arithmetic.combine(weights, np.stack([rows[place] for place in range(len(weights))]))
    if found is None:
        raise SongClipError(
            "query_cancels_out",
            say("加的和减的互相抵消了，没有可找的。", "What is added and taken away cancels out."),
            say("请改一改其中的词或权重。", "Change a word or a weight."),
        )
    return found


def _rows(
    query: Query,
    contents: Contents,
    column: Column,
    generation: Generation,
    engine: Engine,
    listener: Listener | None,
    templates: bool,
) -> dict[int, np.ndarray]:
    """The vector of each term, by its place."""
    rows: dict[int, np.ndarray] = {}
    texts: list[tuple[int, str]] = []
    pictures: list[tuple[int, Picture]] = []
    for place, (_, each) in enumerate(query.terms):
        if isinstance(each, str):
            texts.append((place, each))
        elif (kept := _kept(each, generation, contents)) is not None:
            rows[place] = kept
        else:
            pictures.append((place, each))
    if texts or pictures:
        with files([picture for _, picture in pictures], contents) as found:
            encoded = engine.encoder.encode(
                texts=[text for _, text in texts],
                images=found,
                boxes=[picture.box or () for _, picture in pictures],
                model=column.model.path,
                adapter=column.adapter,
                templates=prompts.templates() if templates and texts else None,
                listener=listener,
            )
        places = [place for place, _ in (*texts, *pictures)]
        rows.update(zip(places, encoded, strict=True))
    return rows


def _kept(picture: Picture, generation: Generation, contents: Contents) -> np.ndarray | None:
    """The row of a whole picture of the collection, where it is indexed as it now is."""
    if not isinstance(picture.source, int) or picture.box is not None:
        return None
    id = str(picture.source)
    if generation.sources.images.get(id) != contents.image_hashes.get(id, ""):
        return None
    rows = np.flatnonzero(generation.images.ids == picture.source)
    return generation.images.row(int(rows[0])) if len(rows) else None


@contextmanager
def files(pictures: Sequence[Picture], contents: Contents) -> Iterator[list[Path]]:
    """A file for each picture; what came as bytes lies in one of its own for the time being.

    Any thread.

    Raises:
        SongClipError: `image_missing`.
    """
    with tempfile.TemporaryDirectory(prefix="songclip-") as folder:
        found: list[Path] = []
        for number, picture in enumerate(pictures):
            source = picture.source
            if isinstance(source, bytes):
                file = Path(folder) / f"{number}"
                file.write_bytes(source)
            elif isinstance(source, int):
                file = contents.paths.get(source, Path(os.devnull))
            else:
                file = source
            if not file.is_file():
                raise _no_picture(str(source) if isinstance(source, Path) else file.name)
            found.append(file)
        yield found


def _no_picture(name: str) -> SongClipError:
    return SongClipError(
        "image_missing",
        say("找不到图片 {path}。", "There is no picture {path}.", path=name),
        say("请选择另一张图片。", "Choose another picture."),
    )
