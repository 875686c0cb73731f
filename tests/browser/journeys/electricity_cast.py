"""Who takes part in the dispute about electricity, and what must stay with one side."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.journeys.electricity_hands import Calendar, come_in

RESIDENTS, COMPANY = "齐国栋等四十八户业主", "馨宁物业服务有限公司"
ELECTED, AGENT = "齐国栋", "柴立新"
UNITS = {"mediation_brook": "溪村调解委员会", "mediation_west": "西乡调解委员会", "west_centre": "西乡综治中心"}
MEDIATORS = {"village": "何春生", "township": "贺兰", "second": "郭明", "township_head": "罗建国"}
CAME = {RESIDENTS: ELECTED, COMPANY: AGENT}
# What the company says when it is heard alone. None of it may reach the residents.
SECRET = "收费率不到六成，底线是退一万二"
CONFIDED = "先退九千元，请勿告知业主"
BODY = "翰墨苑小区四十八户业主反映：物业公司按合表电价每度加收两角多，我们拒缴多收的电费，请求调解。"


@dataclass
class Walk:
    """Who takes part, with the desk or the telephone of each."""

    case_id: int
    calendar: Calendar
    village: Page
    head: Page
    second: Page
    township: Page
    residents: Page
    company: Page
    code_a: str = ""
    code_b: str = ""

    def path(self, rest: str = "") -> str:
        return f"/work/mediation/{self.case_id}/{rest}"

    def residents_come_in(self, desk: Page) -> None:
        come_in(self.residents, desk, self.case_id, f"{ELECTED} 甲方1", self.code_a)

    def company_comes_in(self, desk: Page) -> None:
        come_in(self.company, desk, self.case_id, f"{AGENT} 乙方1", self.code_b)
