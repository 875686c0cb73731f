"""The tags: what they escape, what they refuse, what they promise to a screen reader."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from django.template import Context, Template
from django.utils import translation

from banjie.ui.inline import UnknownTone

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
NASTY = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _render(source: str, **context: object) -> Tag:
    html = Template("{% load ui %}" + source).render(Context({"now": NOW, **context}))
    element = BeautifulSoup(html, "html.parser").find(True)
    assert isinstance(element, Tag)
    return element


@pytest.mark.parametrize(
    "source",
    [
        '{% button x title=x kind="primary" icon="check" %}',
        "{% badge x %}",
        '{% lamp "good" x %}',
        '{% icon "x" label=x %}',
        "{% fact label=x %}{{ x }}{% endfact %}",
        "{% callout title=x %}{{ x }}{% endcallout %}",
        "{% timeline_entry title=x who=x at=now %}{{ x }}{% endtimeline_entry %}",
        "{% field label=x for_id=x hint=x error=x %}{{ x }}{% endfield %}",
        "{% empty title=x text=x %}{% endempty %}",
        "{% dialog id='d' title=x %}{{ x }}{% enddialog %}",
        "{% menu label=x %}{{ x }}{% endmenu %}",
        "{% disclosure summary=x %}{{ x }}{% enddisclosure %}",
    ],
)
def test_words_from_outside_never_become_markup(source: str) -> None:
    html = Template("{% load ui %}" + source).render(Context({"now": NOW, "x": NASTY}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_inline_map_features_cannot_close_their_script() -> None:
    source = '{% map id="m" label="x" features=features %}{% endmap %}'
    html = Template("{% load ui %}" + source).render(Context({"features": {"features": [{"title": "</script>"}]}}))
    assert html.count("</script>") == 1


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(UnknownTone):
        _render('{% badge "x" tone="red" %}')


def test_unknown_arguments_become_attributes_and_false_ones_vanish() -> None:
    element = _render('{% button "Go" hx_post="/x/" hx_target="#y" disabled=False autofocus=True %}')
    assert element["hx-post"] == "/x/"
    assert element["hx-target"] == "#y"
    assert "disabled" not in element.attrs
    assert element.has_attr("autofocus")


def test_a_primary_button_submits_and_others_do_not() -> None:
    assert _render('{% button "Go" kind="primary" %}')["type"] == "submit"
    assert _render('{% button "Go" %}')["type"] == "button"


def test_a_button_with_href_is_a_link() -> None:
    assert _render('{% button "Go" href="/x/" %}').name == "a"


def test_a_button_that_cannot_be_used_says_why() -> None:
    html = Template('{% load ui %}{% button "Close" reason="No answer yet." %}').render(Context())
    page = BeautifulSoup(html, "html.parser")
    button = page.select_one("button")
    assert button["aria-disabled"] == "true"
    assert page.select_one(f"#{button['aria-describedby']}").text == "No answer yet."


def test_an_icon_alone_is_still_spoken() -> None:
    button = _render('{% button "More" icon="ellipsis" icon_only=True %}')
    assert button["aria-label"] == "More"
    assert button.text.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "tone", "words"),
    [
        ("due=later", "good", "3 h left"),
        ("due=later warn_at=earlier", "warn", "3 h left"),
        ("due=later warn_at=later", "good", "3 h left"),
        ("due=earlier", "danger", "2 h over"),
        ("due=earlier paused=True", "neutral", "paused"),
        ("due=later done_at=now", "good", "in time"),
        ("due=earlier done_at=now", "danger", "2 h over"),
    ],
)
def test_a_deadline_tells_its_state_by_tone_and_words(arguments: str, tone: str, words: str) -> None:
    later, earlier = NOW + timedelta(hours=3), NOW - timedelta(hours=2)
    element = _render(f"{{% deadline {arguments} %}}", later=later, earlier=earlier)
    assert f"deadline-{tone}" in element["class"]
    assert element.text.strip() == words


def test_only_a_running_deadline_is_kept_current() -> None:
    later = NOW + timedelta(hours=3)
    assert _render("{% deadline later %}", later=later).has_attr("data-deadline")
    assert not _render("{% deadline later paused=True %}", later=later).has_attr("data-deadline")


def test_times_that_are_not_known_show_nothing() -> None:
    html = Template("{% load ui %}{% deadline none %}{% relative_time none %}").render(Context({"none": None}))
    assert html == ""


def test_a_relative_time_carries_the_exact_one() -> None:
    element = _render("{% relative_time at %}", at=NOW - timedelta(minutes=3))
    assert element.text == "3 min ago"
    assert element["datetime"] == "2026-11-22T06:27:00+00:00"
    assert element["title"].startswith("2026-11-22 ")
