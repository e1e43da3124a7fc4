"""A museum's collection of as many works as wanted, made quickly: for benchmarks alone.

The rows are written in bulk and not one act at a time, so the history stays empty; everything
else is as the application would have left it.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.paintings import split_of


def words_of(text: str) -> list[str]:
    """What stands between the blanks."""
    return text.split()


PICTURES = 400
SHAPES = ((600, 800), (800, 600), (700, 700), (420, 900), (2400, 300))
ARTISTS = words_of(
    "佚名 范宽 马远 夏圭 郭熙 李唐 刘松年 李成 巨然 董源 米友仁 米芾 赵佶 王希孟 张择端 梁楷 牧溪 崔白 "
    "李公麟 赵伯驹 赵令穰 苏汉臣 林椿 马麟 李嵩 阎次平 萧照 扬无咎 文同 燕文贵 许道宁 王诜 易元吉 黄居寀 "
    "赵昌 李迪 毛益 法常 陈居中 赵孟坚 郑思肖 龚开 钱选 武宗元 高克明 屈鼎 朱锐 阎次于 贾师古 陈容"
)
DYNASTIES = ("五代", "北宋", "南宋", "宋", "金", "辽", "元")
FORMATS = ("立轴", "手卷", "册页", "团扇", "横披", "屏风", "镜片")
MATERIALS = ("绢本设色", "绢本水墨", "纸本设色", "纸本水墨", "绢本青绿")
KINDS = ("painting",) * 90 + ("map",) * 6 + ("photograph",) * 4
STATUSES = ("approved", "approved", "draft", "draft", "rejected")
SUBJECTS = words_of(
    "寒江 雪山 春山 秋林 溪山 烟岫 松壑 竹石 梅花 荷塘 芦汀 柳岸 渔村 江楼 柴门 茅屋 石桥 古寺 关山 栈道 "
    "云峰 平沙 远浦 洞庭 潇湘 西湖 瀑布 层岩 疏林 枯木 寒鸦 水禽 花鸟 草虫 仕女 高士 罗汉 牧牛 骏马 货郎 "
    "婴戏 宫苑 楼阁 舟船 耕织 捕鱼 会琴 听松 观瀑 访友 独钓 行旅 待渡 归牧 夜泊 踏雪 寻梅 策杖 对弈 煮茶"
)
PHRASES = words_of(
    "远处群山起伏 近景坡岸上几株老松 江心一叶扁舟 渔翁披蓑戴笠 水面空阔不见边际 山腰云雾缭绕 "
    "瀑布自崖间垂落 溪水曲折流向画外 板桥上行人策杖而过 茅屋掩映在竹林之中 岸边垂柳随风轻拂 芦苇丛里栖着水鸟 "
    "主峰居中巍然耸立 山石用雨点皴画成 树叶以浓淡墨点出 人物衣纹细劲流畅 左上角留有大片空白 右下有作者款印 "
    "绢色古旧而设色仍鲜 青绿勾金显得富丽 用笔苍劲而墨色淋漓 构图取一角之景 楼台界画工整 童子侍立一旁 "
    "几案上陈设香炉琴书 梅枝横斜花蕊初绽 雪意弥漫天地 月色映照江面 归鸦成群飞过 牧童骑牛吹笛 "
    "商旅驮队缓缓行进 城郭市肆人烟稠密 官道两旁酒旗招展 舟人撑篙逆流而上 山寺钟楼隐约可见 秋叶经霜微红"
)
CLASSICAL = words_of(
    "寒汀雁落 孤棹依岸 层峦叠翠 烟霭微茫 松风满壑 老树槎枒 石径通幽 山光欲滴 水阔天低 渔火星星 "
    "墨法苍润 笔意高古 境界清旷 神韵萧疏 得烟波之趣 有林泉之思 远岫出云 平沙落照 小桥流水 茅茨数椽"
)


def make(folder: Path, works: int, *, seed: int = 7) -> None:
    """Makes the collection `folder`: one picture and two or three captions to a work."""
    collection = Collection.create(folder, name=f"{works} 件")
    with collection:
        pictures = _pictures(collection, folder.parent, seed)
        with collection.transaction():
            _rows(collection, works, pictures, random.Random(seed))
        collection.finding.catch_up()


def _pictures(collection: Collection, scratch: Path, seed: int) -> list[tuple[str, str, int, int]]:
    """Originals that the works share in turn, their thumbnails already made."""
    made = []
    values = np.random.default_rng(seed)
    for number in range(PICTURES):
        width, height = SHAPES[number % len(SHAPES)]
        small = values.integers(60, 220, (max(2, height // 40), width // 40, 3), dtype=np.uint8)
        path = scratch / "picture.jpg"
        Image.fromarray(small).resize((width, height)).save(path, quality=85)
        stored = collection.images.add_file(path)
        made.append((stored.sha256, stored.path, stored.width_px, stored.height_px))
    return made


def _rows(
    collection: Collection,
    works: int,
    pictures: list[tuple[str, str, int, int]],
    chance: random.Random,
) -> None:
    database, pick = collection._database, chance.choice
    at = "2026-01-01T00:00:00.000Z"
    paintings, images, reviewed, captions = [], [], [], []
    for key in range(1, works + 1):
        accession = f"{pick('故书藏馆')}{key // 500 + 1900}.{key % 500:03d}"
        subjects = chance.sample(SUBJECTS, 2)
        paintings.append((
            key, f"{accession}-{key}", f"{subjects[0]}{subjects[1]}图", pick(ARTISTS),
            pick(DYNASTIES), pick(FORMATS), pick(MATERIALS),
            f"{chance.randrange(200, 2000) / 10} × {chance.randrange(200, 1000) / 10} cm",
            pick(KINDS), accession, split_of(collection.id, accession), 0,
            json.dumps({"钤印": "".join(chance.sample("乾隆御览之宝石渠继鉴", 4))}, ensure_ascii=False),
            at, at,
        ))  # fmt: skip
        images.append((key, *pictures[key % len(pictures)]))
        for kind in ("modern", "classical", "tags")[: chance.choice((0, 2, 3, 3, 3))]:
            number = len(reviewed) + 1
            reviewed.append((number,))
            text = _text(kind, chance)
            captions.append((number, key, kind, pick(STATUSES), text, text, at))
    many = database._connection.executemany
    columns = (
        "id, accession, title, artist, dynasty, format, material, dimensions, work_kind,"
        " group_key, split, local_only, extra, created_at, updated_at"
    )
    many(f"INSERT INTO painting ({columns}) VALUES ({','.join('?' * 15)})", paintings)
    many(
        "INSERT INTO image (painting_id, sha256, path, referenced, width_px, height_px, is_primary)"
        " VALUES (?, ?, ?, 0, ?, ?, 1)",
        images,
    )
    many("INSERT INTO reviewed (id, kind) VALUES (?, 'caption')", reviewed)
    many(
        "INSERT INTO caption (id, painting_id, kind, status, text, draft_text, origin, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 'remote', ?)",
        captions,
    )


def _text(kind: str, chance: random.Random) -> str:
    if kind == "modern":
        return "，".join(chance.sample(PHRASES, 8)) + "。"
    if kind == "classical":
        return "，".join(chance.sample(CLASSICAL, 6)) + "。"
    return "、".join(chance.sample(SUBJECTS, 8))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
