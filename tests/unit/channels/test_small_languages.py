"""What machines and people write in short: mappings, codes, verdicts, signatures, steps of a conversation."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.channels import verdicts
from banjie.channels.codes import codes_in, without
from banjie.channels.hook_in import mapping
from banjie.channels.hook_in.documents import NotADocument, document_of
from banjie.channels.hook_in.mapping import Fault
from banjie.channels.sms import fields
from banjie.channels.sms.gateway import filled
from banjie.channels.verdicts import Verdict
from banjie.channels.wechat import sealing, wire
from banjie.channels.wechat.conversation import Draft, Heard, Say, Step, turn
from banjie.channels.wechat.sealing import NotSealed

KEY, APPID = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx5823bf96d3bd56c7"
EXAMPLE = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbU"
    "Ah0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6N"
    "PhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C"
    "0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("1 5", Verdict(True, 5)),
            ("15", Verdict(True, 5)),
            ("１，４。", Verdict(True, 4)),
            ("“2 1”", Verdict(False, 1)),
            ("1", Verdict(True, None)),
            ("2。", Verdict(False, None)),
            ("已解决", Verdict(True, None)),
            ("没有解决！", Verdict(False, None)),
            ("Yes", Verdict(True, None)),
            ("3", None),
            ("1 6", None),
            ("12 号楼的灯", None),
            ("1楼漏水", None),
            ("", None),
            ("还是不亮", None),
            ("150", None),
            ("1" * 500, None),
        ],
    )
    def test_two_figures_or_words_for_the_first(self, text, verdict):
        assert verdicts.read(text, "verdict") == verdict

    @pytest.mark.parametrize(("asked", "solved"), [("how_solved", True), ("how_unsolved", False)])
    def test_the_second_figure_by_itself_once_it_was_asked_for(self, asked, solved):
        assert verdicts.read(" 4分 ", asked) == Verdict(solved, 4)

    @given(st.text(max_size=40))
    def test_nothing_is_taken_for_a_verdict_that_has_other_words(self, text):
        found = verdicts.read(text + "路灯", "verdict")
        assert found is None


class TestCodes:
    @pytest.mark.parametrize(
        "text", ["7K3M-9QPX-2VTD", "查询码:7k3m-9qpx-2vtd。", "我的7K3M 9QPX 2VTD", "７Ｋ３Ｍ－９ＱＰＸ－２ＶＴＤ"]
    )
    def test_found_as_people_write_them(self, text):
        assert [each.upper().replace(" ", "-") for each in codes_in(text)] == ["7K3M-9QPX-2VTD"]
        assert "9QPX" not in without(text).upper()

    @pytest.mark.parametrize("text", ["19900000001", "2026-03-02", "a7K3M-9QPX-2VTD", "7K3M-9QPX-2VTD-7K3M", "路灯"])
    def test_what_is_none(self, text):
        assert codes_in(text) == []


class TestMapping:
    def of(self, fields, document, **more):
        given_mapping = {"fields": {"body": {"value": "x"}} | fields} | more
        assert mapping.faults_of(given_mapping) == []
        return mapping.applied(given_mapping, document)

    def test_paths_tables_texts_and_constants(self):
        document = {"a": {"b": [{"c": 1.0}, {"c": "zwei"}]}, "on": True, "t": 1772415000, "ms": 1772415000000}
        found = self.of(
            {
                "title": {"text": "{a.b[1].c} und {a.b[0].c}{nichts}"},
                "category": {"path": "on", "table": {"true": "A"}, "otherwise": "B"},
                "note": {"path": "nichts", "otherwise": "leer"},
                "received_at": {"path": "t"},
                "answers.x": {"path": "a.b[0].c"},
                "contact.phone": {"path": "a.b[9].c"},
            },
            document,
        )
        assert found.values == {
            "body": "x", "title": "zwei und 1", "category": "A", "note": "leer",
            "received_at": "2026-03-02T01:30:00+00:00", "answers": {"x": 1.0},
        }  # fmt: skip
        assert self.of({"received_at": {"path": "ms"}}, document).values["received_at"] == "2026-03-02T01:30:00+00:00"

    @pytest.mark.parametrize(
        ("rule", "value", "fault"),
        [
            ({"longitude": {"path": "v"}}, "x", Fault("longitude", "not_a_number")),
            ({"longitude": {"path": "v"}}, [1], Fault("longitude", "not_a_number")),
            ({"received_at": {"path": "v"}}, "gestern", Fault("received_at", "not_a_moment")),
            ({"received_at": {"path": "v"}}, "2026-03-02T01:30:00", Fault("received_at", "zone_missing")),
            ({"received_at": {"path": "v"}}, 1e300, Fault("received_at", "not_a_moment")),
            ({"title": {"path": "v", "required": True}}, "", Fault("title", "missing")),
        ],
    )
    def test_what_does_not_fit_is_named(self, rule, value, fault):
        assert self.of(rule, {"v": value}).faults == (fault,)

    @pytest.mark.parametrize(
        "wrong",
        [
            None,
            [],
            {},
            {"fields": {}},
            {"fields": {"body": {"path": "a", "value": 1}}},
            {"fields": {"body": {"path": "a..b"}}},
            {"fields": {"body": {"text": "{a[}"}}},
            {"fields": {"body": {"path": "__class__", "evil": 1}}},
            {"fields": {"body": {"value": "x"}, "identity": {"value": "open"}}},
            {"fields": {"body": {"value": "x"}}, "key": ""},
            {"fields": {"body": {"value": "x"}}, "only_if": {"path": "a"}},
            {"fields": {"body": {"value": "x"}}, "extra": 1},
            {"fields": {"body": {"value": "x"}}, "files": {}},
            {"fields": {"body": {"path": "a", "table": []}}},
        ],
    )
    def test_what_is_no_mapping(self, wrong):
        assert mapping.faults_of(wrong)

    @given(JSON, JSON)
    def test_any_document_by_any_mapping_comes_to_something(self, given_mapping, document):
        if not mapping.faults_of(given_mapping):
            mapping.applied(given_mapping, document)
        self.of({"title": {"path": "a.b[0]"}, "longitude": {"path": "x"}, "latitude": {"path": "y"}}, document)

    @given(st.binary(max_size=200))
    def test_any_body_is_a_document_or_is_said_to_be_none(self, body):
        try:
            document_of(body)
        except NotADocument:
            return


class TestTemplates:
    @given(st.text(max_size=40), st.text(max_size=40))
    def test_what_is_put_in_stays_where_it_is_put(self, to, text):
        made = filled({"a": "{to}", "b": ["-{text}-{to}-"], "n": 1, "c": "{unknown}"}, {"to": to, "text": text})
        assert made == {"a": to, "b": [f"-{text}-{to}-"], "n": 1, "c": "{unknown}"}
        assert json.loads(json.dumps(made)) == made


class TestShortWords:
    @pytest.mark.parametrize("text", ["退订", " T ", "td。", "STOP", "Unsubscribe"])
    def test_that_end_messages(self, text):
        assert fields.wants(text) is False

    @pytest.mark.parametrize("text", ["退订不了怎么办", "Tree fell", "", "路灯"])
    def test_and_others(self, text):
        assert fields.wants(text) is None


class TestSealing:
    @given(st.text(max_size=300))
    def test_what_is_sealed_opens(self, text):
        text = text.encode("utf-8", "replace").decode()
        sealed = sealing.sealed(text, encoding_key=KEY, appid=APPID)
        assert sealing.opened(sealed, encoding_key=KEY, appid=APPID) == text
        with pytest.raises(NotSealed):
            sealing.opened(sealed, encoding_key=KEY, appid="wxother")

    @given(st.text(max_size=200) | st.binary(max_size=96).map(lambda raw: base64.b64encode(raw).decode()))
    def test_nothing_else_opens_and_nothing_raises_otherwise(self, text):
        try:
            sealing.opened(text, encoding_key=KEY, appid=APPID)
        except NotSealed:
            return
        raise AssertionError(text)

    def test_a_signature_is_the_digest_of_the_sorted_parts(self):
        assert sealing.signature("b", "a") == "da23614e02469a0d7c7bd1bdab5c9c474b1904dc"

    def test_the_example_that_wechat_gives_opens(self):
        """From the sample code that WeChat publishes for the secure mode (WXBizMsgCrypt, 2014)."""
        parts = ("spamtest", "1409735669", "1320562132", EXAMPLE)
        assert sealing.signature(*parts) == "5d197aaffba7e9b25a30732f161a50dee96bd5fa"
        told = wire.callback_of(
            wire.fields_of(sealing.opened(EXAMPLE, encoding_key=KEY, appid="wx2c2769f8efd9abc2").encode())
        )
        assert (told.kind, told.values["Content"], told.at) == ("text", "abcdteT", 1409735668)

    @given(st.binary(max_size=300))
    def test_any_bytes_as_a_callback(self, body):
        try:
            wire.fields_of(body)
        except wire.NotACallback:
            return

    @pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32", "utf-7"])
    def test_entities_do_not_hide_in_another_coding(self, coding):
        bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><xml><FromUserName>&a;</FromUserName></xml>'
        raw = bomb.replace("?>", f' encoding="{coding}"?>', 1).encode(coding)
        with pytest.raises(wire.NotACallback):
            wire.fields_of(raw)


class TestConversation:
    @given(
        st.lists(
            st.builds(
                Heard, text=st.sampled_from(["", "0", "1", "取消", "路灯不亮三天", "桥头", "hi"]) | st.text(max_size=30)
            )
            | st.builds(Heard, media=st.text("abc", min_size=1, max_size=3))
            | st.builds(Heard, longitude=st.floats(-180, 180), latitude=st.floats(-90, 90), place=st.text(max_size=300))
            | st.builds(Heard, pressed=st.sampled_from(["report", "track", "other"])),
            max_size=15,
        )
    )
    def test_it_never_hands_in_without_a_text_and_always_says_something(self, heard):
        draft = None
        for each in heard:
            moved = turn(draft, each)
            assert moved.submit == (moved.say is Say.NOTHING)
            if moved.submit:
                assert draft is not None
                assert draft.step is Step.CONFIRM
                assert draft.text
            if moved.say is Say.ASK_CONFIRM:
                assert len(moved.details) == 3
            draft = moved.draft
            assert draft is None or Draft.of(json.loads(json.dumps(draft.wire()))) == draft
