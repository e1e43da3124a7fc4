"""Words a scene: captions in three registers and short queries, each with the claims it makes about the picture.

A claim is a short key that is true or false of a picture: "pine", "pine@left", "pine#2", "season:winter",
"weather:snow". Because every text carries its claims, training knows which other pictures it also fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from training.mini import lexicon
from training.mini.lexicon import words
from training.mini.scenes import Placed, Scene

REGISTERS = ("modern", "classical", "tags")
MOODS = ("season", "time", "weather", "style", "format", "genre")
LONGEST = 48
SHORT_LONGEST = 8

# Land has no number in Chinese ("一座群山" is wrong), nor have nouns that already name a group.
UNCOUNTED = frozenset(("peaks", "distant_hills", "cliff", "river", "lake", "stream", "shore"))
CHAPTER_KINDS = {
    "life": {**lexicon.PEOPLE, **lexicon.BOATS, **lexicon.ANIMALS},
    "built": lexicon.BUILT,
    "plants": lexicon.PLANTS,
}
GROUP_ENDINGS = frozenset("林塘群阵家叶条丝枝竹山")
FLOCKS = frozenset(("geese", "mandarin_ducks", "fish", "butterfly", "crane", "egret", "magpie"))
# What a viewer names first.
SALIENCE = {
    **dict.fromkeys(lexicon.ANIMALS, 3.0),
    **dict.fromkeys(lexicon.PEOPLE, 3.0),
    **dict.fromkeys(lexicon.BOATS, 3.0),
    **dict.fromkeys(lexicon.BUILT, 2.6),
    **dict.fromkeys(lexicon.PLANTS, 2.2),
    **dict.fromkeys(lexicon.LAND, 1.0),
    "waterfall": 2.5,
    "moon": 2.2,
    "sun": 2.2,
    "rock": 0.8,
    "shore": 0.3,
    "distant_hills": 0.7,
}
# A plain hour or sky is rarely worth a word.
PLAIN = frozenset(("time:day", "weather:clear"))


@dataclass(frozen=True, slots=True)
class Caption:
    """One text about a picture and what it claims."""

    text: str
    register: str
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a caption before the pieces are joined."""

    text: str
    claims: frozenset[str]


def facts(scene: Scene, seen: Sequence[Placed]) -> frozenset[str]:
    """Collects every claim that is true of the picture, from the elements that can be seen in it."""
    found = {f"{name}:{getattr(scene, name)}" for name in MOODS}
    for placed in seen:
        found.add(placed.kind)
        found.update(f"{placed.kind}@{place}" for place in places(placed))
        total = sum(other.count for other in seen if other.kind == placed.kind)
        found.add(f"{placed.kind}#{total if total <= 3 else 'many'}")
        if total >= 3:
            found.add(f"{placed.kind}#many")
    return frozenset(found)


def places(placed: Placed) -> tuple[str, ...]:
    """Says where an element stands: left, right or middle where that is plain, and far or near."""
    side = ()
    if placed.kind not in UNCOUNTED:
        if placed.x <= 0.36:
            side = ("left",)
        elif placed.x >= 0.64:
            side = ("right",)
        elif 0.44 <= placed.x <= 0.56:
            side = ("middle",)
    depth = {"far": ("far",), "near": ("near",)}.get(placed.layer, ())
    return side + depth


def plain_places(placed: Placed, seen: Sequence[Placed]) -> tuple[str, ...]:
    """The places of an element that stands alone of its kind; where there are several, none."""
    alone = sum(other.kind == placed.kind for other in seen) == 1
    return places(placed) if alone else ()


def flat(scene: Scene, seen: Sequence[Placed]) -> tuple[Placed, ...]:
    """The elements as they are worded: on a map nothing is near or far."""
    if scene.genre != "map":
        return tuple(seen)
    return tuple(replace(placed, layer="middle") for placed in seen)


def choose(seen: Sequence[Placed], most: int, rng: Random) -> list[Placed]:
    """Draws up to `most` elements of different kinds, those a viewer names first more often."""
    left = list({placed.kind: placed for placed in seen}.values())
    chosen: list[Placed] = []
    while left and len(chosen) < most:
        weights = [SALIENCE[placed.kind] for placed in left]
        chosen.append(left.pop(rng.choices(range(len(left)), weights)[0]))
    return chosen


def moods(scene: Scene, rng: Random, among: Iterable[str] = MOODS) -> list[str]:
    """Lists the scene's moods worth a word, in random order: plain hours and skies hardly ever."""
    if scene.genre == "map":
        return ["genre:map"]
    keys = [f"{name}:{getattr(scene, name)}" for name in among]
    if scene.weather == "snow":
        keys = [key for key in keys if key != "season:winter" or rng.random() < 0.4]
    rarely = {"genre": 0.3, "format": 0.5, "style": 0.6}
    keys = [key for key in keys if key not in PLAIN or rng.random() < 0.12]
    keys = [key for key in keys if rng.random() < rarely.get(key.partition(":")[0], 1.0)]
    rng.shuffle(keys)
    return keys


def describe(
    scene: Scene, seen: Sequence[Placed], register: str, rng: Random, *, thorough: bool = False
) -> Caption:
    """Words the scene in one register: "modern", "classical", "tags", or "short" for a query.

    Args:
        scene: the scene, for its moods and its domain (the museum's classical words are rarer).
        seen: the elements that can be seen; at least one.
        register: which way of wording.
        rng: the words drawn depend on it alone.
        thorough: names as much as there is room for, as a catalogue does.

    Returns:
        A text of at most 48 characters (8 for a short query) and its claims, all true.
    """
    seen = flat(scene, seen)
    if register == "short":
        return short(scene, seen, rng)
    make: Callable[..., Caption]
    make, told = {
        "modern": (modern, (1, 1, 2)),
        "classical": (classical, (1, 2, 2)),
        "tags": (tags, (2, 3)),
    }[register]
    told = (2, 2, 3) if thorough else told
    first = rng.choice((4, 5, 5) if thorough else (3, 3, 4, 4, 5))
    for most in (first, 4, 3, 2, 1):
        caption = make(scene, seen, most, told, rng)
        if len(caption.text) <= LONGEST:
            return caption
    return tags(scene, seen, 1, told, rng)


# Modern ------------------------------------------------------------


def number(placed: Placed, seen: Sequence[Placed], rng: Random) -> tuple[str, str]:
    """Gives a modern number with its measure word for an element, and the claim it makes."""
    kind = placed.kind
    count = sum(other.count for other in seen if other.kind == kind)
    measure = rng.choice(words(kind, "measure"))
    if count == 2 and kind in FLOCKS and rng.random() < 0.4:
        return rng.choice(("一对", "一双")), f"{kind}#2"
    if count > 2 and kind in FLOCKS and rng.random() < 0.5:
        return rng.choice(
            ("一群", "一行") if kind == "geese" else ("一群", "成群的")
        ), f"{kind}#many"
    if count <= 3:
        return lexicon.MODERN_NUMBERS[count] + measure, f"{kind}#{count}"
    return rng.choice(lexicon.MANY_MODERN) + measure, f"{kind}#many"


def thing(placed: Placed, seen: Sequence[Placed], rng: Random, *, counted: float = 0.75) -> Part:
    """Names an element in modern words, mostly with its number: 「一只小船」."""
    noun = rng.choice(words(placed.kind, "nouns"))
    bare = placed.kind in UNCOUNTED or noun[-1] in GROUP_ENDINGS
    if bare or rng.random() > counted:
        return Part(noun, frozenset((placed.kind,)))
    amount, claim = number(placed, seen, rng)
    return Part(amount + noun, frozenset((placed.kind, claim)))


def clause(placed: Placed, seen: Sequence[Placed], rng: Random) -> Part:
    """Words one element as a modern clause, with its place where that is plain."""
    kind, spots = placed.kind, plain_places(placed, seen)
    named = thing(placed, seen, rng)
    draw = rng.random()
    if not spots or draw < 0.22:
        if draw < 0.11 or not spots:
            return Part(rng.choice(words(kind, "clauses")), frozenset((kind,)))
        return Part("有" + named.text, named.claims)
    spot = rng.choice(spots)
    where = rng.choice(lexicon.PLACES[spot])
    claims = named.claims | {f"{kind}@{spot}"}
    if draw < 0.75:
        return Part(where + rng.choice(words(kind, "verb")) + named.text, claims)
    return Part(named.text + "在" + where, claims)


def listing(parts: Sequence[Part]) -> str:
    """Joins names as a modern list: A、B和C."""
    texts = [part.text for part in parts]
    return "、".join(texts[:-1]) + "和" + texts[-1] if len(texts) > 1 else texts[0]


def modern(
    scene: Scene, seen: Sequence[Placed], most: int, told: Sequence[int], rng: Random
) -> Caption:
    """Words the scene in one or two modern sentences, with as many moods as drawn from `told`."""
    chosen = choose(seen, most, rng)
    keys = moods(scene, rng)[: rng.choice(told)]
    form = rng.choice(("clauses", "clauses", "clauses", "list", "picture", "before", "late"))
    named = [thing(placed, seen, rng) for placed in chosen]
    claimed = set(keys)
    opening = "，".join(rng.choice(words(key, "opening")) for key in keys)
    if form == "list":
        parts = named
        shows = rng.choice(("画中有", "画面上有", "有", "可以看到"))
        text = f"{opening}，{shows}{listing(named)}。"
    elif form == "picture":
        parts = named
        before = rng.choice(words(keys[0], "before")) if keys else ""
        claimed = set(keys[:1])
        this = rng.choice(("一幅", "这是一幅", "这幅"))
        shows = rng.choice(("画着", "画的是", "画了"))
        text = f"{this}{before}画，{shows}{listing(named)}。"
    elif form == "before" and keys:
        claimed = set(keys[:1])
        first = rng.choice(words(chosen[0].kind, "nouns"))
        parts = [clause(placed, seen, rng) for placed in chosen[1:]]
        lead = rng.choice(words(keys[0], "before")) + first
        text = "，".join([lead, *(part.text for part in parts)]) + "。"
        parts.append(Part(first, frozenset((chosen[0].kind,))))
    else:
        parts = [clause(placed, seen, rng) for placed in chosen]
        texts = [part.text for part in parts]
        texts = [*texts, opening] if form == "late" else [opening, *texts]
        stop = rng.choice((len(texts), 2)) if len(texts) > 3 else len(texts)
        text = "。".join("，".join(t) for t in (texts[:stop], texts[stop:]) if t) + "。"
    claims = claimed.union(*(part.claims for part in parts))
    return Caption(text.removeprefix("，"), "modern", frozenset(claims))


# Classical ------------------------------------------------------------


def phrase(placed: Placed, seen: Sequence[Placed], rare: float, rng: Random) -> Part:
    """Words one element as a classical phrase of four characters; `rare` is the chance of a rare one."""
    kind = placed.kind
    if rng.random() < rare:
        return Part(rng.choice(words(kind, "rare")), frozenset((kind,)))
    draw, spots = rng.random(), plain_places(placed, seen)
    if draw < 0.5 or kind in UNCOUNTED:
        return Part(rng.choice(words(kind, "phrases")), frozenset((kind,)))
    count = sum(other.count for other in seen if other.kind == kind)
    claim = f"{kind}#{count}" if count < 3 else f"{kind}#many"
    amount = rng.choice(lexicon.CLASSICAL_NUMBERS.get(count, lexicon.MANY_CLASSICAL))
    if count == 3:
        claim = f"{kind}#3" if amount == "三" else f"{kind}#many"
    head = rng.choice(words(kind, "head"))
    if draw < 0.75 or not spots:
        return Part(amount + head + rng.choice(words(kind, "acts")), frozenset((kind, claim)))
    spot = rng.choice(spots)
    text = rng.choice(lexicon.CLASSICAL_PLACES[spot]) + amount + head
    return Part(text, frozenset((kind, claim, f"{kind}@{spot}")))


def classical(
    scene: Scene, seen: Sequence[Placed], most: int, told: Sequence[int], rng: Random
) -> Caption:
    """Words the scene in classical phrases of four characters; the museum's words are rarer."""
    rare = 0.25 if scene.domain in ("museum", "map") else 0.0
    parts = [phrase(placed, seen, rare, rng) for placed in choose(seen, most, rng)]
    keys = moods(scene, rng)[: rng.choice(told)]
    for key in keys:
        column = "rare" if rng.random() < rare else "phrases"
        part = Part(rng.choice(words(key, column)), frozenset((key,)))
        late = key.startswith(("style", "format"))
        parts.insert(len(parts) if late else 0, part)
    stop = 2 if len(parts) > 3 else len(parts)
    texts = [part.text for part in parts]
    text = "。".join("，".join(t) for t in (texts[:stop], texts[stop:]) if t) + "。"
    return Caption(text, "classical", frozenset().union(*(part.claims for part in parts)))


# Tags and short queries ------------------------------------------------------------


def tags(
    scene: Scene, seen: Sequence[Placed], most: int, told: Sequence[int], rng: Random
) -> Caption:
    """Lists keywords for the scene, parted by full-width commas."""
    chosen = choose(seen, most + 1, rng)
    found = {rng.choice(words(placed.kind, "tags")): placed.kind for placed in chosen}
    for key in moods(scene, rng)[: rng.choice(told)]:
        found.setdefault(rng.choice(words(key, "tags")), key)
    texts = list(found)
    if rng.random() < 0.5:
        rng.shuffle(texts)
    return Caption("，".join(texts), "tags", frozenset(found.values()))


def short(scene: Scene, seen: Sequence[Placed], rng: Random) -> Caption:
    """Words one thing in the scene as a visitor types it: one to eight characters."""
    for _ in range(20):
        part = _short_part(scene, seen, rng)
        if len(part.text) <= SHORT_LONGEST:
            return Caption(part.text, "short", part.claims)
    placed = choose(seen, 1, rng)[0]
    return Caption(words(placed.kind, "short")[0], "short", frozenset((placed.kind,)))


def _short_part(scene: Scene, seen: Sequence[Placed], rng: Random) -> Part:
    chosen = choose(seen, 2, rng)
    first, keys = chosen[0], moods(scene, rng)
    draw = rng.random()
    if draw < 0.10 and keys:
        return Part(rng.choice(words(keys[0], "short")), frozenset(keys[:1]))
    if draw < 0.36 and keys:
        noun = rng.choice(words(first.kind, rng.choice(("nouns", "short"))))
        before = rng.choice(words(keys[0], "before"))
        text = (before.removesuffix("的") if rng.random() < 0.5 else before) + noun
        return Part(text, frozenset((keys[0], first.kind)))
    if draw < 0.52 and len(chosen) > 1:
        columns = ("tags", "short", "nouns")
        pair = [rng.choice(words(placed.kind, rng.choice(columns))) for placed in chosen]
        text = rng.choice(("和", "与", "、", "", " ")).join(pair)
        return Part(text, frozenset(placed.kind for placed in chosen))
    if draw < 0.62:
        return thing(first, seen, rng, counted=1.0)
    if draw < 0.72:
        return clause(first, seen, rng)
    column = "clauses" if draw < 0.78 else "short"
    return Part(rng.choice(words(first.kind, column)), frozenset((first.kind,)))
