"""Catalogue facts for painted scenes: titles in the manner of 「寒江独钓图」, material, size.

Titles name what is visible. No person is named who does not exist: works are 佚名 or of the 画院.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from training.mini import captions, lexicon
from training.mini.scenes import Placed, Scene

SUBJECTS = {
    "fisherman": "独钓 垂纶 渔父",
    "scholar": "高士 观景 行吟",
    "woodcutter": "樵归 负薪",
    "rider": "行旅 骑行",
    "ox_boy": "归牧 牧牛",
    "qin_player": "抚琴 鸣琴",
    "monk": "僧归 行僧",
    "porter": "荷担 货郎",
    "crane": "鸣鹤 仙鹤",
    "geese": "落雁 归雁",
    "mandarin_ducks": "鸳鸯",
    "egret": "白鹭",
    "magpie": "喜鹊",
    "butterfly": "蝴蝶 戏蝶",
    "fish": "游鱼 鱼藻",
    "deer": "群鹿 野鹿",
    "quail": "鹌鹑",
    "skiff": "泛舟 归舟",
    "sail": "归帆 风帆",
    "ferry": "待渡 晚渡",
    "painted_boat": "画舫 游船",
    "bridge": "溪桥 石桥",
    "pagoda": "塔影 古塔",
    "temple": "山寺 萧寺",
    "mill": "水磨",
    "tower": "楼阁",
    "palace": "宫苑 殿阁",
    "pavilion": "草亭 水亭",
    "city_gate": "城关 城阙",
    "hut": "草堂 村居",
    "wall": "城郭",
    "waterfall": "飞瀑 观瀑",
    "moon": "月色",
}
PLANT_LEADS = {
    "pine": "松下",
    "willow": "柳岸",
    "plum": "梅花",
    "bamboo": "竹石",
    "orchid": "幽兰",
    "lotus": "荷塘",
    "chrysanthemum": "秋菊",
    "maple": "霜林",
    "reeds": "芦汀",
    "peach": "桃花",
    "banana": "蕉荫",
    "peony": "牡丹",
}
SKY_LEADS = {
    "weather:snow": "雪",
    "weather:rain": "雨",
    "weather:mist": "烟",
    "time:night": "月夜",
    "time:dusk": "晚",
    "time:dawn": "晓",
    "season:spring": "春",
    "season:summer": "夏",
    "season:autumn": "秋",
    "season:winter": "寒",
}
LAND_LEADS = (
    ("river", "江"),
    ("stream", "溪"),
    ("lake", "湖"),
    ("peaks", "山"),
    ("cliff", "崖"),
    ("distant_hills", "山"),
    ("shore", "汀"),
)
FORMAT_NAMES = {"hanging": "立轴", "handscroll": "手卷", "album": "册页", "fan": "团扇"}
MATERIALS = {"ink": "绢本水墨", "pale": "绢本设色", "bluegreen": "绢本青绿"}
# Height in centimetres, from … to, by format.
HEIGHTS_CM = {"hanging": (90, 170), "handscroll": (24, 36), "album": (22, 34), "fan": (23, 28)}
DYNASTIES = ("北宋", "南宋", "南宋", "宋")
ARTISTS = ("佚名", "佚名", "佚名", "画院")


def title(scene: Scene, seen: Sequence[Placed], rng: Random) -> str:
    """Names a work after what is visible in it."""
    kinds = [placed.kind for placed in seen]
    if scene.domain == "map":
        water = "江" if "river" in kinds else "湖" if "lake" in kinds else "山"
        place = "城" if "wall" in kinds or "city_gate" in kinds else "乡"
        return water + place + rng.choice(("形胜图", "舆图", "全图"))
    named = [kind for kind in SUBJECTS if kind in kinds]
    leads = [_sky_lead(scene, kinds, rng)]
    plants = [PLANT_LEADS[kind] for kind in kinds if kind in PLANT_LEADS]
    if plants and (scene.genre == "birds_and_flowers" or rng.random() < 0.3):
        leads = plants
    subject = rng.choice(SUBJECTS[named[0]].split()) if named else "小景"
    ending = "今景" if scene.domain == "photograph" else "图"
    return leads[0] + subject + ending


def _sky_lead(scene: Scene, kinds: Sequence[str], rng: Random) -> str:
    keys = captions.moods(scene, rng, ("weather", "time", "season"))
    keys.sort(key=lambda key: list(lexicon.MOOD_WORDS).index(key), reverse=True)
    sky = SKY_LEADS.get(keys[0], "") if keys else ""
    if len(sky) == 2:
        return sky
    return sky + next((land for kind, land in LAND_LEADS if kind in kinds), "景")


def facts_of(scene: Scene, seen: Sequence[Placed], rng: Random) -> dict[str, str]:
    """Draws the catalogue facts of a work as the register's columns hold them, size in centimetres."""
    low, high = HEIGHTS_CM[scene.format]
    height_cm = rng.uniform(low, high)
    size = f"{height_cm:.1f} × {height_cm * scene.aspect:.1f} cm"
    row = {
        "名称": title(scene, seen, rng),
        "作者": rng.choice(ARTISTS),
        "年代": rng.choice(DYNASTIES),
        "形制": FORMAT_NAMES[scene.format],
        "质地": MATERIALS[scene.style],
        "尺寸": size,
        "类别": "painting",
    }
    if scene.domain == "map":
        return {**row, "作者": "佚名", "形制": "舆图", "质地": "纸本", "类别": "map"}
    if scene.domain == "photograph":
        now = {"作者": "佚名", "年代": "当代", "形制": "照片", "质地": "数码影像", "尺寸": ""}
        return {**row, **now, "类别": "photograph"}
    return row
