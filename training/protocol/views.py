"""What the engine can be asked to show: why something was found, and where everything lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

AtlasMethod = Literal["tsne", "umap"]


@dataclass(frozen=True)
class Explain:
    """Why a query and a picture are as near as they are.

    The query is the sum of `texts` and then `pictures`, each times its weight of `weights` (1 where
    that is empty), of length 1 again. `boxes` and `templates` are as `Encode`'s. With `window`
    (left, top, right, bottom as fractions of the upright picture) only that part of `image` is
    looked at.

    Writes `out`, an `.npz`: relevance float32 [H, W], 0 to 1 with 1 at its highest, or 0 throughout
    where nothing speaks for the query; attention float32 [layers, heads, H, W], what the class
    token takes from each patch, and rollout float32 [H, W], the same through all layers. Row 0 is
    the top; a patch covers an equal share of the picture (or the window), which the model sees
    squashed to a square. A ResNet has no class token: attention is [0, 0, H, W], rollout [0, 0].

    Result: maps (`out`), score (cosine), characters [{of, text, start, end, effect}]: the parts of
    `texts` (a Chinese character, a word of letters or digits, a sign), of which text, where they
    stand in it, and by how much the score falls when the part is left out.
    """

    verb: ClassVar[str] = "explain"
    model: str
    image: str
    out: str
    texts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    boxes: tuple[tuple[float, ...], ...] = ()
    weights: tuple[float, ...] = ()
    templates: str | None = None
    adapter: str | None = None
    window: tuple[float, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """The pictures and texts of one generation laid out in the plane, alike ones close together.

    `vectors` is the generation's folder; of a picture its whole is taken, not its windows. `method`
    is "tsne" or "umap". `like` is the file of another map with the same pictures and texts or some
    of them: this one begins with its places, and is turned so that the two can be laid side by
    side. The same request gives the same map.

    Writes `out`, an `.npz`: image_ids int64 [N], images float32 [N, 2], text_ids int64 [M], texts
    float32 [M, 2]; the middle is 0, the middle distance from it 0.5, and y grows upwards.

    Result: atlas (`out`), images, texts, seconds.
    """

    verb: ClassVar[str] = "atlas"
    vectors: str
    out: str
    method: str
    like: str | None = None
    seed: int = 0
