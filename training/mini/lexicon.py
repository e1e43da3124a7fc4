"""The lexicon of the painted scenes: words for everything a picture can show, in modern, classical and tag form.

Elements come from `words_land` and `words_life`; seasons, hours, weathers, manners and formats are here.
A key is a claim of `captions`: "pine", "season:winter", "time:dusk", "weather:snow", "style:ink", "format:fan".
"""

from __future__ import annotations

from training.mini.words import Mood, Words
from training.mini.words_land import LAND, PLANTS
from training.mini.words_life import ANIMALS, BOATS, BUILT, PEOPLE

ELEMENT_WORDS: dict[str, Words] = {**LAND, **PLANTS, **BUILT, **BOATS, **PEOPLE, **ANIMALS}

MOOD_WORDS: dict[str, Mood] = {
    "season:spring": Mood(
        opening="春天 春日里 春天的景色里 春暖花开 正是春天",
        before="春天的 春日的",
        phrases="春山如笑 春日融融 春光明媚 春和景明",
        rare="韶光荡漾 芳春淑景 阳和布气 青阳启候",
        tags="春天 春景 春山 春",
        short="春 春天 春景 春日 春光 春色 春天的风景",
    ),
    "season:summer": Mood(
        opening="夏天 夏日里 炎热的夏天 盛夏时节 草木茂盛的夏天",
        before="夏天的 夏日的",
        phrases="夏木阴阴 长夏清凉 夏山苍翠 绿阴如盖",
        rare="朱明长日 暑气消尽 夏木千章 炎景方永",
        tags="夏天 夏景 夏山 夏",
        short="夏 夏天 夏景 夏日 乘凉 消夏 绿荫",
    ),
    "season:autumn": Mood(
        opening="秋天 秋日里 深秋时节 秋高气爽 秋意正浓",
        before="秋天的 秋日的 秋色里的",
        phrases="秋山如妆 秋高气爽 秋水长天 秋色满目 万木萧疏",
        rare="金飙荐爽 商意萧辰 清秋寥廓 素秋木落",
        tags="秋天 秋景 秋山 秋",
        short="秋 秋天 秋景 秋色 秋山 秋日 深秋 落叶",
    ),
    "season:winter": Mood(
        opening="冬天 冬日里 寒冷的冬天 严冬时节 天寒地冻",
        before="冬天的 寒冬的 冬日的",
        phrases="冬山如睡 岁寒时节 寒林萧瑟 冬景清寒",
        rare="玄冬凛冽 穷阴凝闭 岁暮天寒 朔气方严",
        tags="冬天 冬景 寒林 冬",
        short="冬 冬天 冬景 寒冬 冬日 寒林 冷 寒山",
    ),
    "time:dawn": Mood(
        opening="清晨 早晨 天刚亮 黎明时分 晨光里",
        before="清晨的 早晨的 晨光里的",
        phrases="晨光熹微 晓色初开 朝霞满天 晓雾初收",
        rare="曙色微茫 东方既白 晨曦始旦 晓霭犹屯",
        tags="清晨 晨曦 朝霞 早晨",
        short="清晨 早晨 晨 黎明 朝霞 晓 天亮",
    ),
    "time:day": Mood(
        opening="白天 晴朗的白天 日间 天色明亮",
        before="白天的 日间的",
        phrases="日丽天清 白日清和 天光明净",
        rare="亭午澄明 昼景清和",
        tags="白天 日景",
        short="白天 白日 日间",
    ),
    "time:dusk": Mood(
        opening="傍晚 黄昏时分 夕阳西下 天快黑了 晚霞满天",
        before="傍晚的 黄昏的 夕阳下的 晚霞中的",
        phrases="夕阳西下 暮色苍茫 斜阳晚照 落霞满天 晚山含紫",
        rare="残照衔山 暝色四合 薄暮冥冥 返景入林 桑榆晚景",
        tags="黄昏 夕阳 暮色 傍晚 晚霞",
        short="黄昏 夕阳 傍晚 晚霞 日暮 暮 落日 暮色 晚",
    ),
    "time:night": Mood(
        opening="夜晚 夜里 深夜 夜色中 月夜",
        before="夜晚的 夜里的 夜色中的 月下的",
        phrases="夜色沉沉 静夜无声 夜凉如水 良夜清幽",
        rare="更阑人静 宵分露重 夜气虚明 玉绳低转",
        tags="夜晚 夜景 月夜 夜",
        short="夜 夜晚 夜景 夜里 黑夜 夜色 晚上",
    ),
    "weather:clear": Mood(
        opening="天气晴朗 晴天 晴空下 天清气朗",
        before="晴天的 晴空下的",
        phrases="天朗气清 晴空万里 晴岚满目",
        rare="霁色澄鲜 晴晖朗照",
        tags="晴天 晴空",
        short="晴 晴天 晴空 好天气",
    ),
    "weather:mist": Mood(
        opening="云雾缭绕 大雾弥漫 雾气蒙蒙 薄雾中 烟雾笼罩",
        before="雾中的 云雾里的 薄雾中的 烟云里的",
        phrases="云烟缭绕 烟霭迷蒙 云气氤氲 雾锁重山",
        rare="岚翠空濛 烟霏霭霭 云根郁郁 渺霭沉沉",
        tags="云雾 烟云 雾 云烟",
        short="雾 云 云雾 烟雾 云海 雾气 烟云 雾中的山 云雾缭绕",
    ),
    "weather:rain": Mood(
        opening="下着雨 雨中 细雨蒙蒙 大雨落下 雨天",
        before="雨中的 雨里的 下雨天的",
        phrases="烟雨迷离 细雨如丝 风雨归来 山雨欲来",
        rare="霖雨霏霏 雨脚如麻 凄其以雨 密雨斜侵",
        tags="雨 雨景 烟雨 下雨",
        short="雨 下雨 雨天 雨中 烟雨 雨景 大雨 细雨",
    ),
    "weather:snow": Mood(
        opening="下雪了 大雪之后 雪地里 白雪覆盖 雪花飘落 雪天",
        before="雪中的 雪地里的 下雪天的 积雪的",
        phrases="白雪皑皑 雪满群山 飞雪漫天 雪后初晴 积雪千山",
        rare="玉尘封径 琼瑶遍野 六出飘零 皓素弥望 雪意荒寒",
        tags="雪景 雪 白雪 下雪",
        short="雪 雪景 下雪 白雪 大雪 雪天 雪地 雪山 飘雪 下雪天",
    ),
    "weather:wind": Mood(
        opening="刮着风 大风吹来 风中 起风了 狂风吹过",
        before="风中的 大风里的 被风吹着的",
        phrases="长风浩荡 风起林动 疾风劲草 风声满耳",
        rare="飘风振谷 商飙怒号 天籁萧飒 林木偃靡",
        tags="大风 风 风动",
        short="风 大风 刮风 风中 狂风 起风",
    ),
    "style:ink": Mood(
        opening="水墨画里 墨色的画面 黑白水墨 一幅水墨画",
        before="水墨的 墨色的",
        phrases="水墨淋漓 墨色苍润 笔墨简淡",
        rare="破墨浑成 墨韵氤氲 惜墨如金",
        tags="水墨 墨笔 水墨画",
        short="水墨 水墨画 墨 黑白画 墨色",
    ),
    "style:pale": Mood(
        opening="淡淡设色 颜色清淡 浅色的画面 一幅淡彩画",
        before="淡彩的 颜色清淡的",
        phrases="浅绛清雅 淡色轻染 设色清淡",
        rare="赭墨相映 敷色澹冶 浅绛微施",
        tags="浅绛 淡彩 设色",
        short="浅绛 淡彩 设色 淡色",
    ),
    "style:bluegreen": Mood(
        opening="青绿山水 颜色青翠 青绿设色 石青石绿的画面",
        before="青绿的 青翠的",
        phrases="青绿重彩 石青石绿 丹青绚烂 设色浓丽",
        rare="金碧辉映 青绿巧整 丹碧焕烂",
        tags="青绿 青绿山水 重彩",
        short="青绿 青绿山水 重彩 绿色的山 彩色",
    ),
    "format:hanging": Mood(
        opening="一幅立轴 竖长的画里 挂轴上",
        before="立轴里的",
        phrases="立轴悬壁 高幅巨制",
        rare="条幅竖制",
        tags="立轴 挂轴",
        short="立轴 挂轴 竖画 竖幅",
    ),
    "format:handscroll": Mood(
        opening="一幅长卷 横长的手卷里 长卷展开",
        before="长卷里的",
        phrases="长卷舒展 手卷横披 卷中景长",
        rare="横卷迤延 尺幅千里",
        tags="手卷 长卷",
        short="手卷 长卷 横卷 横幅",
    ),
    "format:album": Mood(
        opening="一页册页 小幅册页里 方形的小画",
        before="册页里的",
        phrases="册页小景 小幅精工",
        rare="片楮小品 斗方清玩",
        tags="册页 小品",
        short="册页 小品 小画 方形的画",
    ),
    "format:fan": Mood(
        opening="一把团扇 圆形的扇面上 扇面里",
        before="扇面上的 圆扇里的",
        phrases="团扇小景 纨扇圆幅 扇中清景",
        rare="便面团圆 轻纨写景",
        tags="团扇 扇面",
        short="团扇 扇面 扇子 圆形的画 圆扇 圆",
    ),
    "genre:landscape": Mood(
        opening="一幅山水画 风景画里 山水之间",
        before="山水画里的",
        phrases="山水清音 林泉高致 江山胜概",
        rare="烟霞痼疾 林壑窈然 丘壑内营",
        tags="山水 风景 山水画",
        short="山水 山水画 风景 风景画 山水图",
    ),
    "genre:birds_and_flowers": Mood(
        opening="一幅花鸟画 花鸟小景里",
        before="花鸟画里的",
        phrases="花鸟清妍 写生小景 生意盎然",
        rare="徐黄遗法 翎毛花卉 折枝敷艳",
        tags="花鸟 花鸟画 写生",
        short="花鸟 花鸟画 花卉 写生 花和鸟",
    ),
    "genre:figures": Mood(
        opening="一幅人物画 画的是人物",
        before="人物画里的",
        phrases="人物如生 衣纹简劲 神情闲雅",
        rare="铁线描成 传神阿堵 衣带当风",
        tags="人物 人物画",
        short="人物 人物画 画人的画 有人",
    ),
    "genre:map": Mood(
        opening="一幅古地图 舆图上 一张城图",
        before="地图上的",
        phrases="舆图一幅 山川形胜 城郭井然",
        rare="职方旧图 方舆载览 经界分明",
        tags="地图 舆图 城图",
        short="地图 舆图 古地图 城图 图",
    ),
}

PLACES = {
    "left": ("左边", "左侧", "画面左边", "画的左面", "左半边"),
    "right": ("右边", "右侧", "画面右边", "画的右面", "右半边"),
    "middle": ("中间", "画面中间", "中央", "画面正中"),
    "far": ("远处", "远方", "背景里", "后面"),
    "near": ("近处", "前面", "前景里", "眼前"),
}
CLASSICAL_PLACES = {
    "left": ("左有", "左偏"),
    "right": ("右有", "右偏"),
    "middle": ("中有", "当中"),
    "far": ("远有", "遥见"),
    "near": ("近有", "前临"),
}
MODERN_NUMBERS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七"}
CLASSICAL_NUMBERS = {1: ("孤", "一"), 2: ("双", "两"), 3: ("三", "数")}
MANY_MODERN = ("几", "好几", "许多")
MANY_CLASSICAL = ("数", "群", "众")


def words(key: str, register: str) -> tuple[str, ...]:
    """Gives the words of one column for an element or a mood.

    Args:
        key: an element ("pine") or a mood ("season:winter").
        register: the name of a column of `Words` or `Mood` ("nouns", "opening", "tags", "rare" …).

    Raises:
        KeyError: neither the key nor the column is known.
    """
    entry = ELEMENT_WORDS.get(key) or MOOD_WORDS[key]
    return entry.lists[register]


def all_words() -> tuple[str, ...]:
    """Gives every word and phrase of the lexicon once, in a stable order."""
    found: dict[str, None] = {}
    for entry in (*ELEMENT_WORDS.values(), *MOOD_WORDS.values()):
        for column in entry.lists.values():
            found.update(dict.fromkeys(column))
    return tuple(found)
