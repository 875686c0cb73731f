"""What became of a dispute, from the words of a register. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# How it ended, by the keys of `models.Ending`; OPEN where it had not ended when the register was written.
OPEN: Final = "open"
AGREED: Final = "agreed"
NO_AGREEMENT: Final = "no_agreement"
OUTCOMES: Final = (
    AGREED,
    NO_AGREEMENT,
    "refused",
    "consent_withdrawn",
    "absent",
    "not_mediable",
    "other_way",
    OPEN,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`form` is "written", "oral" or ""; `performed` "kept", "partly", "broken" or ""; `confirmed` by a court."""

    ending: str
    form: str = ""
    performed: str = ""
    confirmed: bool = False


_LONGEST: Final = 200
# In this order: 调解未成功，转法院 is no agreement, whatever comes after it; 达成协议，已撤诉 is one.
_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        OPEN,
        re.compile(
            r"正在|调解中|处理中|办理中|进行中|未结案?$|待调解|待处理|尚未结|跟进中|\bpending\b|\bopen\b|in progress"
        ),
    ),
    ("not_mediable", re.compile(r"不予受理|不属于?(?:人民)?调解|不在.{0,6}范围|not mediable|不可调解")),
    ("refused", re.compile(r"(?:拒绝|不同意|不愿意?|不接受|不肯)(?:进行|参加)?(?:人民)?调解|不愿.{0,4}调|refused")),
    ("absent", re.compile(r"未到场|不到场|缺席|未到$|没来|联系不上|失联|absent|did not appear")),
    (
        NO_AGREEMENT,
        re.compile(
            r"未(?:能)?(?:达成|调成|成功|成|果|解决|调解成功|化解|调解好|谈成)|不(?:成功?|果)|没有?(?:达成|调成|成功|谈成|解决|调好)|"
            r"无法(?:达成|调解|协商)|失败|破裂|终止调解|调解终止|不成$|no agreement|failed|unsuccessful"
        ),
    ),
    ("consent_withdrawn", re.compile(r"撤回|撤销(?:申请|调解)|撤案|放弃调解|withdrawn")),
    (
        AGREED,
        re.compile(
            r"成功|达成|已?调成|协议|口头|化解|和解|调解好|已解决|已调解|调结|谅解|息诉|握手言和|言归于好|重归于好|和好|"
            r"履行完毕|已履行|当场履行|即时履行|agree|settled|success|^(?:是|已结|已结案|办结|已办结|结案|成|√|完成|y|yes)$"
        ),
    ),
    (
        "other_way",
        re.compile(
            r"法院|起诉|诉讼|仲裁|移送|移交|转(?:交|办|送|至|公安|派出所|有关)|司法途径|法律途径|走法律|报案|court|arbitration"
        ),
    ),
    (NO_AGREEMENT, re.compile(r"^(?:否|×|x|n|no)$")),
)
_ORAL: Final = re.compile(r"口头|oral")
_WRITTEN: Final = re.compile(r"书面|协议书|签订|签署|签了|written")
_BROKEN: Final = re.compile(r"未履行|拒不履行|不履行|没有履行|反悔|毁约|broken")
_PARTLY: Final = re.compile(r"部分履行|分期履行|履行中|正在履行|partly")
_KEPT: Final = re.compile(
    r"(?:已|当场|即时|全部|全额)(?:经)?(?:履行|兑现|付清|支付|给付)|履行完毕|兑现|付清|kept|performed"
)
_NOT_CONFIRMED: Final = re.compile(r"(?:未|不|没有?|无需|不予)(?:申请|需要|需)?(?:进行)?司法确认|不予确认")
_CONFIRMED: Final = re.compile(r"司法确认|确认有效|confirmed")


def outcome_of(text: str) -> Outcome | None:
    """The outcome that words tell; None where they tell none, so that somebody has to say what they mean."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().lower()
    ending = next((code for code, pattern in _RULES if pattern.search(plain)), None)
    if ending is None:
        return None
    if ending != AGREED:
        return Outcome(ending)
    return Outcome(ending, _form(plain), _performed(plain), _confirmed(plain))


def _form(text: str) -> str:
    if _ORAL.search(text):
        return "oral"
    return "written" if _WRITTEN.search(text) else ""


def _performed(text: str) -> str:
    for code, pattern in (("broken", _BROKEN), ("partly", _PARTLY), ("kept", _KEPT)):
        if pattern.search(text):
            return code
    return ""


def _confirmed(text: str) -> bool:
    return _CONFIRMED.search(text) is not None and _NOT_CONFIRMED.search(text) is None
