"""How soon, and how well, articles answer a question.

    BANJIE_DATA=/tmp/demo banjie demo --load-only
    python bench/search_articles.py --data /tmp/demo --articles 5000

In the installation of the demo, within one transaction that is given up in the end. First how well: questions asked as
residents ask and not as offices write, and how often the right article of the demo comes first, or among three; and how
often something is offered for matters that no article answers. Then as many made articles beside them as are asked for:
how long a process takes to read them at its first question, and again after one changed, and the time of a search, of
what is offered while a report is typed, and of the page.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

# Asked as people ask, not as offices write; each with the beginning of the question that answers it.
ASKED: Final = (
    ("身份证找不到了想重新办一个", "身份证丢了"),
    ("补一张身份证多少钱", "身份证丢了"),
    ("我是外地来打工的，想办个居住证", "居住证怎么办"),
    ("刚生了孩子，户口去哪里上", "新生儿怎么上户口"),
    ("想把户口从老家迁过来", "户口从外地迁到"),
    ("驾照还有一个月就过期了", "驾驶证快到期"),
    ("社保卡掉了，医院看病怎么办", "社保卡丢了"),
    ("农村养老保险一年交多少合适", "城乡居民养老保险"),
    ("我爸下个月60岁，退休金怎么申请", "到了退休年龄"),
    ("公司把我辞了，能领失业金不", "失业金怎么领"),
    ("在工地干了三个月，老板不给钱", "老板拖欠工资"),
    ("上班路上在厂门口摔断了腿，算工伤吧", "工伤认定"),
    ("今年合作医疗没交上，还能补吗", "城乡居民医保什么时候缴费"),
    ("老人去省城看病，医保能不能直接报", "到外地住院"),
    ("我妈有高血压，买药能不能报销", "高血压、糖尿病"),
    ("我在县城租房，公积金能取出来付房租吗", "公积金怎么提取"),
    ("夫妻俩公积金贷款能贷多少", "公积金贷款最多"),
    ("家里困难没有房子，想申请公租房", "公租房怎么申请"),
    ("退租了房东扣着押金不给", "房东不退押金"),
    ("买的二手房怎么过户", "房产证"),
    ("哪天开始送暖气", "今年什么时候开始供暖"),
    ("交了热费家里才15度", "家里暖气不热"),
    ("房子空着，今年不想交暖气费", "房子没人住"),
    ("早上起来水龙头没水了", "停水了"),
    ("自来水是黄的，一股味道", "自来水发黄"),
    ("这个月水费比平时多了一倍", "水费突然变多"),
    ("我们这一片突然没电了", "停电了找谁"),
    ("厨房里有煤气味，怕是漏了", "闻到燃气味"),
    ("报修的路灯几天能来修", "路灯坏了多久"),
    ("工地半夜还在打桩，让不让人睡觉", "夜里施工太吵"),
    ("楼下跳广场舞的音响太响", "楼上邻居太吵"),
    ("物业啥也不管还催物业费", "物业费可以不交吗"),
    ("老楼想装电梯，一楼不同意", "老旧小区加装电梯"),
    ("家里没有收入，想吃低保", "低保怎么申请"),
    ("奶奶今年82，有没有高龄补贴", "80岁以上老人"),
    ("领结婚证要不要带户口本", "结婚登记要带什么"),
    ("孩子九月上一年级，怎么报名", "小学一年级报名"),
    ("想开个小吃店，执照怎么办", "办营业执照"),
    ("健身房跑路了，卡里还有两千块", "预付卡店铺关门"),
    ("老家房子太旧，想拆了重盖", "农村建房怎么申请"),
    ("柳林赶集的时候车停哪", "柳林镇赶集日"),
    ("我爸66了坐公交要不要钱", "老年人坐公交"),
    ("打官司请不起律师", "法律援助怎么申请"),
    ("有车把消防通道堵死了", "小汽车停在消防通道"),
    ("老人想打流感针去哪", "打流感疫苗"),
    ("they did not empty my garbage on tuesday", "When are the bins"),
    ("the lamp on our street is dark", "A street light is out"),
    ("i want to build a fence behind the house", "Do I need a permit"),
    ("my water bill doubled this month", "Why is my water bill"),
    ("the people next door play loud music at night", "When may my neighbours"),
)
# What is raised and answered by no article: nothing is to be offered for it.
RAISED: Final = (
    "小区门口的井盖坏了，骑车差点摔倒，请尽快来修。",
    "主街路灯不亮三天了，晚上看不见路。",
    "河里飘着死鱼，水发黑，味道很大，已经两天了。",
    "幼儿园门口车太多，放学时孩子过马路很危险，希望设个红绿灯。",
    "隔壁养鸡场的臭味太大，窗户都不敢开。",
    "健身广场的单杠松动了，老人锻炼危险。",
    "公交3路总是不按点，等了四十分钟。",
    "外卖店油烟直接排到楼上，家里全是油味。",
    "村口的桥栏杆断了一截，夜里没有灯，怕有人掉下去。",
    "快递放在超市不送上门，打电话还态度不好。",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    from bench.installation import open_installation

    open_installation(options.data)
    from django.db import transaction

    with transaction.atomic():
        _how_well()
        made = _fill(options.articles)
        _how_soon(made, options.rounds)
        transaction.set_rollback(True)


def _how_well() -> None:
    from banjie.knowledge import queries
    from banjie.knowledge.queries import Typed, Wanted

    first = among = offered = 0
    for asked, right in ASKED:
        language = "en" if asked.isascii() else "zh-hans"
        lines, _more = queries.public_list(Wanted(q=asked), language=language, today=_today())
        places = [place for place, line in enumerate(lines) if line.question.startswith(right)]
        first += places[:1] == [0]
        among += bool(places and places[0] < 3)
        found = queries.offered(Typed(asked, "enquiry"), language=language, today=_today())
        offered += any(each.line.question.startswith(right) for each in found)
        if places[:1] != [0]:
            print(f"  {asked} → {[line.question for line in lines[:3]]}")
    print(f"of {len(ASKED)} questions: {first} found first, {among} among three, {offered} offered to an enquiry")
    for kind in ("report", "enquiry"):
        wrong = [
            (raised, [each.line.question for each in found])
            for raised in RAISED
            if (found := queries.offered(Typed(raised, kind), language="zh-hans", today=_today()))
        ]
        print(f"of {len(RAISED)} matters that none answers, raised as {kind}: {len(wrong)} were offered something")
        for raised, found in wrong:
            print(f"  {raised} → {found}")


def _fill(count: int) -> int:
    from banjie.cases.acting import AS_SYSTEM
    from banjie.catalogue import queries as catalogue
    from banjie.knowledge import bringing
    from banjie.knowledge.bringing import Ready
    from banjie.knowledge.content import ArticleWords
    from banjie.organisations import queries as organisations
    from banjie.platform import clock

    lot = random.Random(7)
    leaves = [node for node in catalogue.current().nodes.values() if node.is_leaf and node.active]
    units = [unit for unit in organisations.units_index() if unit.active and unit.area_path == "QH"]
    begun, at = perf_counter(), clock.now()
    made = []
    for _number in range(count):
        one, other, unit = lot.choice(leaves), lot.choice(leaves), lot.choice(units)
        about = lot.sample(one.entry.description.replace("，", "、").split("、"), k=1)[0]
        words = ArticleWords(
            question=f"{one.name}{about}{lot.choice(_ASKING)}"[:200],
            answer="\n".join(
                f"{lot.choice(leaves).name}的，到{lot.choice(units).name}办理，{lot.randint(1, 60)}个工作日内答复。"
                for _line in range(lot.randint(3, 9))
            ),
            asked_as=(f"{other.name}和{one.name}{lot.choice(_ASKING)}",),
            categories=(one.code,),
            unit=unit.id,
        )
        made.append(Ready(words, at))
    ids = bringing.bring_in(made, written=AS_SYSTEM, published=AS_SYSTEM)
    print(f"{count:,} made articles brought in: {perf_counter() - begun:.1f} s")
    return ids[0]


_ASKING: Final = ("怎么办理？", "要带什么材料？", "多久能办好？", "找哪个部门？", "要多少钱？", "可以在手机上办吗？")


def _how_soon(made: int, rounds: int) -> None:
    from django.test import Client

    from banjie.cases.acting import AS_SYSTEM
    from banjie.knowledge import actions, queries
    from banjie.knowledge.queries import Typed, Wanted
    from banjie.knowledge.shelf import shelf
    from banjie.platform import clock

    _timed_once("a process reads them all at its first question", shelf)
    actions.confirm(made, by=AS_SYSTEM, at=clock.now())
    _timed_once("and again after one article changed", shelf)
    asked = [question for question, _right in ASKED] * rounds
    raised = list(RAISED) * rounds * 5
    common: dict[str, Any] = {"language": "zh-hans", "today": _today()}
    _timed("a search (queries.public_list)", asked, lambda q: queries.public_list(Wanted(q=q), **common))
    _timed("offered while typing (queries.offered)", asked, lambda q: queries.offered(Typed(q, "enquiry"), **common))
    _timed("the same of a long report", raised, lambda text: queries.offered(Typed(text * 8, "report"), **common))
    browser = Client()
    _timed("the page of a search, whole", asked, lambda q: browser.get("/knowledge/", {"q": q}))
    _timed("the list of everything", ["x"] * 40, lambda _q: browser.get("/knowledge/"))


def _timed(what: str, given: Sequence[str], act: Callable[[str], object]) -> None:
    for each in given[:20]:
        act(each)
    times = []
    for each in given:
        begun = perf_counter()
        act(each)
        times.append((perf_counter() - begun) * 1000)
    print(f"{what:48} median {median(times):6.2f} ms   p95 {quantiles(times, n=20)[-1]:6.2f} ms")


def _timed_once(what: str, act: Callable[[], object]) -> None:
    begun = perf_counter()
    act()
    print(f"{what:48} {perf_counter() - begun:6.2f} s")


def _today() -> Any:
    from banjie.knowledge.days import local_day
    from banjie.platform import clock

    return local_day(clock.now())


if __name__ == "__main__":
    main()
