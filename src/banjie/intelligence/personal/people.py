"""Names of persons: by a title, after words that introduce somebody, or before their number. Pure.

A title of an office (局长, 主任) marks somebody in office, which is said differently from a private person. Names alone
are not looked for: in Chinese they cannot be told from words without reading the whole sentence.
"""

import re
from collections.abc import Iterator
from typing import Final

from banjie.intelligence.personal.marks import Kind, Mark

# The surnames that nine in ten people have. Those of the second line are words, too, and count only where no word
# runs into them.
_PLAIN: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁宋唐韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "石廖贾夏韦付邹孟熊秦邱尹薛闫阎雷侯龙史陶黎贺顾毛郝龚邵覃武戴莫孔汤温康施牛樊葛邢齐乔庞颜庄聂鲁岳翟殷詹欧耿"
    "焦左柳祁舒阮纪梅童凌毕裴柯卜霍涂苗俞洪项柴鲍卓"
)
_WORDS_TOO: Final = "何高许方任金江白钱严程安常于文尚管车万段关申季章解向华左谢成"
_DOUBLE: Final = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木"
_SURNAME: Final = rf"(?:{_DOUBLE}|[{_PLAIN}{_WORDS_TOO}])"
# What no given name holds, as it makes words with what stands before a title.
_GIVEN: Final = (
    r"[^\W\da-z_的了是在和与有不都也就还被把对让找向说要去来到个们这那位名等多上下里外前后边末围每各某些两几"
    r"校院社区村镇乡县市局委办街路楼栋号室店厂司场门口班级科庄寨屯沟岗坪坡营铺窑堡坝塘桥县段块条者员长]"
)
_PRIVATE: Final = (
    "先生|女士|小姐|太太|夫人|师傅|大爷|大妈|大娘|大叔|大伯|大姐|大哥|大婶|阿姨|叔叔|伯伯|爷爷|奶奶|婆婆|老太|"
    "老师|医生|大夫|护士|教练|同学|同志|老板娘?|总?经理|律师|会计|店长|教授"
)
_OFFICES: Final = (
    "副?(?:局长|县长|市长|镇长|乡长|区长|省长|村长|主任|书记|科长|处长|所长|队长|院长|校长|站长|股长|厅长|部长|秘书长?|"
    "常委|委员(?!会)|庭长|审判长|主席|组长|干事|支队长|大队长|中队长|镇委)|支书|警官|法官|检察官|书记员|总书记|网格员|专干|巡长|社长"
)
_TITLED: Final = re.compile(
    rf"(?P<surname>{_SURNAME})(?P<given>某{{1,2}}|{_GIVEN}{{0,2}}?)(?:(?P<private>{_PRIVATE})|(?P<office>{_OFFICES}))"
)
_SOMEBODY: Final = re.compile(rf"(?P<surname>{_SURNAME})某(?:某|[甲乙丙丁])?")
_INTRODUCED: Final = re.compile(
    r"(?:我叫|我是|本人|姓名|名叫|名字[叫是]|联系人|当事人|户主|业主|租客|房东|村民|居民|举报人|投诉人|申请人|来电人|反映人|"
    r"收件人|被告|原告|法人(?:代表)?|负责人|患者|死者|学生|儿子|女儿|丈夫|妻子|老公|老婆|父亲|母亲|邻居|司机|老板|房主|屋主)"
    rf"(?:叫|是|为|名叫|[:(\"“])?(?P<own>(?:{_DOUBLE}|[{_PLAIN}]){_GIVEN}{{1,2}})"
    r"(?=[,。;、:()!?\n \"”于在住因说与和等家的向称把将不没已要被打又也都]|$|电话|手机|身份|联系|反映|一家)"
)
_NUMBERED: Final = re.compile(
    rf"(?<![^\W\da-z_])(?P<own>{_SURNAME}{_GIVEN}{{1,2}})[,:;( ]{{0,2}}"
    r"(?:的?(?:联系)?(?:电话|手机)号?码?|身份证号?码?)?[是为:, ]{0,3}(?=\+?\d{11})"
)
_LONG: Final = re.compile(r"\d{11}")
_NEIGHBOUR: Final = re.compile(
    rf"(?:邻居|村民|租客|房东|业主|住户|对门|楼上|楼下)(?P<own>[老小][{_PLAIN}])(?=[,。;:!? 家的说把在天总每]|$)"
)
_ENGLISH: Final = re.compile(r"(?<![a-z])(?P<title>mr|mrs|ms|miss|mayor|sheriff|officer|councillor|director)\.? ")
_ENGLISH_NAME: Final = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?")
_IN_OFFICE: Final = frozenset({"mayor", "sheriff", "officer", "councillor", "director"})
# After these a surname that is a word, too, is a surname.
_LEADS: Final = frozenset("姓叫找给请是的位由跟让问向对名和与及被主户人长")
# Where one of these stands before it, the surname is the end of a word all the same.
_ENDS_WORD: Final = {"任": "主责信担", "于": "由对位", "方": "对我", "谢": "感多", "关": "有", "解": "和", "常": "日"}
# 向 is a surname of few and the word for "to" of all.
_AFTER_TO: Final = re.compile(r"先生|女士|书记|[^\W\da-z_]{1,2}(?:先生|女士)|某")
_WORD: Final = re.compile(r"[^\W\da-z_]")
# Words that begin like names.
_LIKE_NAMES: Final = """
    张贴 张罗 马上 马路 石头 石材 白天 黄色 黄金 温馨 温度 施工 施行 康复 康养 曾经 曾多 毛病 雷电 陆续 田地 田间 林地
    林业 林木 龙头 顾客 顾虑 武装 武术 孔洞 史上 夏天 夏季 秦淮 苗圃 苗木 温泉 童年 左右 庄稼 庄园 项目 周末 周边 周围
    周年 余款 余额 梅雨 柳树 杨树 汤圆 乔木 车辆 纪委 纪检 纪律 毕业 施救 洪水 余地 范围 余生 顾问 石子 石块 高中 高级
    小学 中学 大学 阮囊 朱红 项目部 韩国 陈旧 陈述 严重 唐朝 宋朝 汪洋 丁字 丁点 凌晨 凌乱 齐全 齐心 康庄 舒服 舒适
    金额 安全 安装 安排 方便 方面 任何 许多 许可 常年 常常 程序 程度 文明 文化 管理 管道 单位 关于 关心 关注 万元 解决
    谢谢 解释 申请 申报 尚未 章程 向来 华丽 车位 车库 孙子 孙女 马桶 苏州 郑州 徐州 柳州 温州 贺州 陶瓷 毛坯 黎明 鲁莽
"""
_NOT_NAMES: Final = frozenset(_LIKE_NAMES.split())
_NOT_GIVEN: Final = re.compile(
    r"小学|中学|大学|家庭|学校|公司|中|年级|数学|语文|英语|体育|物业|项目|商家|水电|房东|家里|开发"
)


def people(written: str, text: str) -> Iterator[Mark]:
    """Marks of a text as it was written and folded; they may overlap."""
    for found in _TITLED.finditer(text):
        if _is_somebody(text, found) and not _NOT_GIVEN.search(found["given"]):
            yield Mark(Kind.OFFICIAL if found["office"] else Kind.NAME, *found.span())
    if "某" in text:
        yield from (Mark(Kind.NAME, *found.span()) for found in _SOMEBODY.finditer(text) if _is_somebody(text, found))
    for pattern in (_INTRODUCED, _NUMBERED, _NEIGHBOUR) if _LONG.search(text) else (_INTRODUCED, _NEIGHBOUR):
        for found in pattern.finditer(text):
            own = found["own"]
            if own[:2] not in _NOT_NAMES and own not in _NOT_NAMES:
                yield Mark(Kind.NAME, *found.span("own"))
    yield from _english(written, text)


def _is_somebody(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a surname is one, by what stands round it."""
    surname, start = found["surname"], found.start()
    if surname == "向" and not _AFTER_TO.match(text, start + 1):
        return False
    if text[start : start + 2] in _NOT_NAMES:
        return False
    before = text[start - 1] if start else " "
    if surname not in _WORDS_TOO or not _WORD.match(before):
        return True
    return before in _LEADS and before not in _ENDS_WORD.get(surname, "")


def _english(written: str, text: str) -> Iterator[Mark]:
    for found in _ENGLISH.finditer(text):
        name = _ENGLISH_NAME.match(written, found.end())
        if name is not None:
            office = found["title"] in _IN_OFFICE and written[found.start()].isupper()
            if office or found["title"] not in _IN_OFFICE:
                yield Mark(Kind.OFFICIAL if office else Kind.NAME, found.start(), name.end())
