"""What documents say of people and committees, in Chinese and, where a form has it, in English. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from banjie.mediation.details import Details

_PLACES: Final = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方")
_SEXES: Final[Mapping[str, str]] = MappingProxyType({"female": "女", "male": "男"})
_PAPERS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "identity_card": ("公民身份号码", "identity card"),
        "passport": ("护照号码", "passport"),
        "credit_code": ("统一社会信用代码", "credit code"),
        "other": ("证件号码", "paper"),
        "": ("证件号码", "paper"),
    }
)
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "representative": "委托代理人",
        "elected": "推选的代表人",
        "guardian": "监护人",
        "lawyer": "委托律师",
        "interpreter": "翻译",
        "helper": "陪同人员",
    }
)
AUTHORITIES: Final[Mapping[str, str]] = MappingProxyType(
    {"": "", "general": "一般授权", "special": "特别授权", "by_law": "法定"}
)
ENDINGS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "no_agreement": ("在调解期限内未达成协议", "no agreement was reached in the time"),
        "refused": ("当事人一方不愿调解", "a party did not wish mediation"),
        "consent_withdrawn": ("当事人一方不愿继续调解", "a party no longer wished mediation"),
        "absent": ("当事人一方未到场", "a party did not appear"),
        "not_mediable": ("依法不适用调解", "the matter may not be mediated by law"),
        "other_way": ("当事人一方选择其他合法途径", "a party took another lawful way"),
        "agreed": ("达成协议", "agreement was reached"),
    }
)
_WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "court": ("向人民法院提起诉讼", "bring an action in the People's Court"),
        "arbitration": ("依法或者按照约定申请仲裁", "ask for arbitration, where it was agreed or the law gives it"),
        "administrative": ("向有关行政机关申请处理", "turn to the authority in charge"),
        "legal_aid": ("申请法律援助", "ask for legal aid"),
    }
)
SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {"application": "当事人申请", "offer": "人民调解委员会主动调解", "entrusted": "委派、委托移送"}
)


def ways(legal_aid: str) -> Sequence[tuple[str, str]]:
    """Where the parties can turn, with the number of legal aid; "" where there is none to call."""
    called = (f"拨打{legal_aid}申请免费法律援助", f"ask for legal aid: {legal_aid}, free of charge")
    known = {**_WAYS, "legal_aid": called} if legal_aid else _WAYS
    return tuple(known.values())


def place(letter: str) -> tuple[str, str]:
    """甲方 for side A, and its English."""
    return _PLACES[ord(letter) - ord("A")], f"Party {letter}"


def described(details: Details, *, organisation: bool, beside: str = "") -> str:
    """A party in a sentence, as agreements name it; what is not known is left out."""
    paper = f"{_PAPERS[details.paper_kind][0]}{details.paper_number}" if details.paper_number else ""
    phone = f"联系电话{details.phone}" if details.phone else ""
    if organisation:
        home = f"住所{details.address}" if details.address else ""
        head = f"法定代表人或负责人{details.headed_by}" if details.headed_by else ""
        parts = [details.name, paper, home, head, phone]
    else:
        home = f"住{details.address}" if details.address else ""
        born = f"{details.born}出生" if details.born else ""
        parts = [
            details.name,
            _SEXES.get(details.sex, ""),
            born,
            details.people,
            details.occupation,
            home,
            paper,
            phone,
        ]
    return "，".join(part for part in [*parts, beside] if part) + "。"


def described_en(details: Details) -> str:
    """The same in English, as far as it can be without translating what somebody wrote."""
    paper = f"{_PAPERS[details.paper_kind][1]} {details.paper_number}" if details.paper_number else ""
    parts = [details.name, details.address, paper, f"telephone {details.phone}" if details.phone else ""]
    return ", ".join(part for part in parts if part)


def record(details: Details, *, letter: str, organisation: bool, beside: str) -> dict[str, Any]:
    """A party as a line of a form (`record.party` of forms.toml)."""
    zh, en = place(letter)
    return {
        "place": zh,
        "place_en": en,
        "name": details.name,
        "described": described(details, organisation=organisation, beside=beside),
        "described_en": described_en(details),
        "sex": _SEXES.get(details.sex, ""),
        "born": details.born,
        "people": details.people,
        "occupation": details.occupation,
        "paper": details.paper_number,
        "headed_by": details.headed_by,
        "phone": details.phone,
        "address": details.address,
        "represented_by": beside,
        "organisation": organisation,
    }


def companion(name: str, role: str, authority: str) -> str:
    """委托代理人王强（特别授权）."""
    said = AUTHORITIES[authority]
    return f"{ROLES[role]}{name}" + (f"（{said}）" if said and authority != "by_law" else "")


def titled(first: Sequence[str], second: Sequence[str], kind: str) -> str:
    """张三与李四等2人物业纠纷案, as covers name a file."""
    return f"{_few(first)}与{_few(second)}{kind}" if first and second else f"{_few([*first, *second])}{kind}"


def _few(names: Sequence[str]) -> str:
    return names[0] + (f"等{len(names)}人" if len(names) > 1 else "") if names else ""
