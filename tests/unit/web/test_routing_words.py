"""The sentence that says why a case goes where it goes."""

from django.utils.translation import override

from banjie.core.routing import Check, Outcome, Routing
from banjie.web.routing_words import why


def test_a_rule_is_named_by_what_it_is_for_and_by_its_code_only_without_that():
    noted = Routing(1, "burning_fields", Outcome.MATCHED, (Check.CATEGORY,), note="秸秆禁烧由乡镇包保")
    with override("zh-hans"):
        assert why(noted) == "符合规则“秸秆禁烧由乡镇包保”：分类。"
        assert why(Routing(1, "lamps", Outcome.MATCHED, (Check.CATEGORY,))) == "符合规则lamps：分类。"
