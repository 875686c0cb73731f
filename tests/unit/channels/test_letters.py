"""Letters as the world writes them: whatever comes, they are read or said to be unreadable, and never anything else."""

import base64
import time
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.channels import tags
from banjie.channels.mail_in import texts
from banjie.channels.mail_in.charsets import decode
from banjie.channels.mail_in.reading import key_of, read_letter, shown
from banjie.channels.message import Message, NotTaken, Reason

HEAD = b"From: Zhang <zhang@example.cn>\r\nTo: matters@county.example.cn\r\nMessage-ID: <1@example.cn>\r\n"


def plain(head: bytes, body: bytes) -> bytes:
    return HEAD + head + b"\r\n" + body


def read(raw: bytes) -> Message:
    found = read_letter(raw)
    assert isinstance(found, Message), found
    return found


class TestCharsets:
    @pytest.mark.parametrize("written", ["gb18030", "gbk", "gb2312", "utf-8", "big5", "utf-16", "hz"])
    def test_what_fits_its_label(self, written):
        text = "路灯不亮三天了"
        if written == "big5":
            text = "路燈不亮三天了"
        kind = f"Content-Type: text/plain; charset={written}\r\nContent-Transfer-Encoding: base64\r\n".encode()
        assert read(plain(kind, base64.b64encode(text.encode(written)))).body == text

    @pytest.mark.parametrize(
        ("label", "written"),
        [
            ("utf-8", "gb18030"),
            ("us-ascii", "gb18030"),
            ("us-ascii", "utf-8"),
            ("gb2312", "utf-8"),
            ("iso-8859-1", "utf-8"),
            ("x-nonsense", "gb18030"),
            ("rot13", "utf-8"),
            ("base64", "utf-8"),
            ("", "gb18030"),
        ],
    )
    def test_what_has_the_wrong_label(self, label, written):
        text = "西乡主街路灯不亮三天了，晚上看不见路。"
        kind = f'Content-Type: text/plain; charset="{label}"\r\nContent-Transfer-Encoding: 8bit\r\n'.encode()
        assert read(plain(kind, text.encode(written))).body == text

    def test_rare_characters_of_gb18030_in_what_calls_itself_gb2312(self):
        assert decode("𠮷野家旁边㐂".encode("gb18030"), "gb2312") == "𠮷野家旁边㐂"

    @given(st.binary(max_size=400), st.text(max_size=20))
    def test_any_bytes_under_any_label_are_some_text(self, content, label):
        assert isinstance(decode(content, label), str)


class TestHeaders:
    @pytest.mark.parametrize(
        ("raw", "subject"),
        [
            (b"=?utf-8?b?6Lev54Gv5LiN5Lqu?=", "路灯不亮"),
            (b"=?gb2312?B?" + base64.b64encode("路灯不亮".encode("gb2312")) + b"?=", "路灯不亮"),
            ("路灯不亮".encode("gb18030"), "路灯不亮"),
            ("路灯不亮".encode(), "路灯不亮"),
            (b"=?utf-8?b?6Lev54G?= =?utf-8?b?v5LiN5Lqu?=", None),
            (b"=?nonsense?q?abc?=", "abc"),
            (b"Re: =?utf-8?q?a?= Fwd: x", None),
            (b"", ""),
        ],
    )
    def test_subjects_however_they_are_coded(self, raw, subject):
        found = read(plain(b"Subject: " + raw + b"\r\n", b"hello there"))
        assert subject is None or found.title == subject
        assert "\n" not in found.title

    def test_again_and_again_is_left_out(self):
        assert read(plain("Subject: Re: 回复：答复: Fwd: 路灯\r\n".encode(), b"x")).title == "路灯"

    def test_no_line_of_a_header_gets_into_another(self):
        raw = plain(b"Subject: a =?utf-8?q?b=0D=0ABcc=3A_victim=40example.org?=\r\n", b"x")
        assert read(raw).title == "a b Bcc: victim@example.org"

    @pytest.mark.parametrize(
        "sender",
        [
            b"nobody",
            b"",
            b"<>",
            b"a@b@c",
            b'"a" <x>',
            b"=?utf-8?q?=00?= <a@b>",
            b"\xff\xfe <z@example.cn>",
            b"," * 5_000,
        ],
    )
    def test_senders_that_are_none_are_not_answered(self, sender):
        found = read_letter(b"From: " + sender + b"\r\nSubject: x\r\n\r\nbody text")
        assert isinstance(found, Message)
        if found.address:
            assert found.address.count("@") == 1
        else:
            assert not found.answerable

    def test_whoever_wants_answers_elsewhere_gets_them_there(self):
        assert read(plain(b"Reply-To: li@example.cn\r\n", b"x")).address == "li@example.cn"


class TestParts:
    def whole(self, *parts, kind="mixed", **headers) -> bytes:
        made = MIMEMultipart(kind)
        made["From"], made["To"], made["Message-ID"] = "zhang@example.cn", "matters@county.example.cn", "<1@x>"
        for name, value in headers.items():
            made[name] = value
        for part in parts:
            made.attach(part)
        return made.as_bytes()

    def test_of_two_forms_the_plain_one(self):
        raw = self.whole(MIMEText("<p>HTML</p>", "html"), MIMEText("plain", "plain"), kind="alternative")
        assert read(raw).body == "plain"

    def test_html_only(self):
        html = (
            "<html><head><style>p{}</style><title>t</title></head><body><p>路灯<b>不亮</b></p><br>桥头&nbsp;&amp;"
            "<script>alert(1)</script><img src='http://track.example/x.gif'>"
            "<div style='display:none'>hidden</div></body>"
        )
        assert read(self.whole(MIMEText(html, "html"))).body == "路灯不亮\n\n桥头 &"

    @pytest.mark.parametrize(
        "html",
        [
            "<p>unclosed <b>and <i>deep",
            "<" * 10_000,
            "<div>" * 20_000 + "x",
            "&#xD800;&#0;&bogus;",
            "<!--",
            "<![CDATA[",
        ],
    )
    def test_broken_html_is_read_as_far_as_it_goes(self, html):
        assert isinstance(texts.from_html(html), str)

    def test_a_letter_in_a_letter_comes_with_its_words_and_files(self):
        inner = EmailMessage()
        inner["From"], inner["Subject"] = "li@example.cn", "原来的事"
        inner.set_content("井盖松动")
        inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="图.pdf")
        found = read(self.whole(MIMEText("请处理"), MIMEMessage(inner)))
        assert "请处理" in found.body
        assert "li@example.cn · 原来的事" in found.body
        assert "井盖松动" in found.body
        assert [each.name for each in found.files] == ["图.pdf"]

    def test_letters_nested_beyond_reason(self):
        made = EmailMessage()
        made.set_content("in the middle")
        for _ in range(60):
            made = _around(made)
        made["From"] = "zhang@example.cn"
        assert isinstance(read_letter(made.as_bytes()), Message | NotTaken)

    def test_multiparts_nested_by_hand_a_thousand_deep(self):
        raw = HEAD + b"MIME-Version: 1.0\r\n"
        for depth in range(1_500):
            raw += f'Content-Type: multipart/mixed; boundary="b{depth}"\r\n\r\n--b{depth}\r\n'.encode()
        assert isinstance(read_letter(raw + b"\r\nx"), Message | NotTaken)

    def test_files_by_their_names_in_any_coding(self):
        part = MIMEApplication(b"%PDF-1.4 x", "pdf")
        part.add_header("Content-Disposition", "attachment", filename=("gb18030", "", "合同.pdf"))
        other = MIMEApplication(b"abc")
        other.add_header("Content-Disposition", 'attachment; filename="=?utf-8?b?5ZCI5ZCMLnBkZg==?="')
        assert [each.name for each in read(self.whole(MIMEText("x"), part, other)).files] == ["合同.pdf", "合同.pdf"]

    def test_winmail_is_named_as_not_kept(self):
        part = MIMEApplication(b'x\x9f>"', "ms-tnef", name="winmail.dat")
        found = read(self.whole(MIMEText("见附件"), part))
        assert (found.unkept, found.files) == (["winmail.dat"], [])

    def test_a_logo_in_the_signature_is_no_photo_and_a_photo_is(self):
        from email.mime.image import MIMEImage

        logo, photo = MIMEImage(b"\x89PNG" + b"x" * 100, "png"), MIMEImage(b"\x89PNG" + b"x" * 9_000, "png")
        assert len(read(self.whole(MIMEText("x"), logo, photo, kind="related")).files) == 1

    def test_an_invitation_without_words_and_one_with(self):
        invitation = MIMEText("BEGIN:VCALENDAR\r\nEND:VCALENDAR", "calendar")
        assert read_letter(self.whole(invitation)).reason is Reason.INVITATION
        assert read(self.whole(MIMEText("请来开会谈路灯"), invitation)).body == "请来开会谈路灯"

    def test_no_text_part_but_a_file(self):
        found = read(self.whole(MIMEApplication(b"%PDF-1.4", "pdf", name="a.pdf"), Subject="见附件"))
        assert (found.body, found.title, len(found.files)) == ("", "见附件", 1)

    def test_base64_that_is_none_and_codings_that_nobody_knows(self):
        for coding in (b"base64", b"x-uuencode", b"nonsense", b"quoted-printable"):
            raw = plain(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: " + coding + b"\r\n", b"%%%=ZZ=\xff\n")
            assert isinstance(read_letter(raw), Message)


def _around(inner: EmailMessage) -> EmailMessage:
    made = EmailMessage()
    made.set_content("outer")
    made.add_attachment(inner)
    return made


class TestQuotes:
    @pytest.mark.parametrize(
        "quoted",
        [
            "> 已收到\n> 请稍候",
            "-----原始邮件-----\n发件人: x\n已收到",
            "------------------ 原始邮件 ------------------\n发件人: x",
            "-----Original Message-----\nFrom: x",
            "在 2026年3月2日，办结 <matters@county.example.cn> 写道：\n已收到",
            "办结 <matters@county.example.cn> 于2026年3月2日周一 10:00写道：\n> x",
            "On Mon, Mar 2, 2026 at 10:00 AM Banjie <m@x.cn> wrote:\n> x",
            "On Mon, Mar 2, 2026 at 10:00 AM Banjie\n<m@x.cn> wrote:\n> x",
            "2026-03-02 10:00:00，办结 写道：\nx",
            "From: Banjie\nSent: Monday\nTo: x",
            "发件人： 办结\n发送时间： 2026年3月2日\n收件人： x",
            "________________________________\nVon: x",
            "-- \n张三\n13900000000",
            "发自我的iPhone",
        ],
    )
    def test_only_what_somebody_wrote_themselves_is_left(self, quoted):
        assert texts.own_words(f"就在桥头。\n\n{quoted}") == "就在桥头。"

    def test_words_that_only_look_so_stay(self):
        text = "在2026年3月我写道路灯不亮。\nFrom: 桥头到桥尾都不亮\n请看"
        assert texts.own_words(text) == text

    def test_quotes_of_html(self):
        html = '<div>第三盏</div><div class="gmail_quote">On … wrote:<blockquote>已收到</blockquote></div>'
        assert texts.own_words(texts.from_html(html)) == "第三盏"

    @given(st.text(max_size=500))
    def test_nothing_is_invented(self, text):
        left = "".join(texts.own_words(text).split())
        position = 0
        whole = "".join(text.split())
        for sign in left:
            position = whole.index(sign, position) + 1


class TestNothingRaises:
    @given(st.binary(max_size=2_000))
    def test_any_bytes(self, raw):
        assert isinstance(read_letter(raw), Message | NotTaken)
        assert isinstance(shown(raw), Message | NotTaken)
        assert isinstance(key_of(raw), str)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["From", "Subject", "Content-Type", "Content-Disposition", "References", "To", "Date"]),
                st.text(max_size=80).map(lambda text: text.replace("\n", " ").replace("\r", " ")),
            ),
            max_size=12,
        ),
        st.binary(max_size=500),
    )
    def test_any_headers(self, given_headers, body):
        head = "".join(f"{name}: {value}\r\n" for name, value in given_headers).encode("utf-8", "surrogatepass")
        found = read_letter(HEAD + head + b"\r\n" + body)
        if isinstance(found, Message):
            for text in (found.body, found.title, found.address, found.name):
                text.encode()
                assert "\x00" not in text

    @pytest.mark.parametrize(
        "raw",
        [
            HEAD + b"Subject: " + b"=?utf-8?q?" + b"a" * 200_000 + b"?=\r\n\r\nx",
            HEAD + b"References: " + b"<" * 100_000 + b"\r\n\r\nx",
            HEAD + b"To: " + b"a@b.cn, " * 20_000 + b"\r\n\r\nx",
            HEAD + b"Subject: " + b"re:" * 50_000 + b"\r\n\r\nx",
            HEAD + b"\r\n" + b"On " + b"x " * 200_000 + b"wrote:",
            HEAD + b"\r\n" + b"-" * 400_000,
            HEAD + b"\r\n" + ("在" * 200_000).encode(),
            HEAD + b"\r\n" + b"> \n" * 200_000,
            HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 5_000,
            HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a " * 200_000,
            HEAD + b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 50_000,
            HEAD + b"\r\n" + b"7K3M-" * 100_000,
        ],
    )
    def test_what_is_made_to_take_long_does_not(self, raw):
        began = time.monotonic()
        assert isinstance(read_letter(raw), Message | NotTaken)
        assert time.monotonic() - began < 5


class TestSigns:
    def test_a_sign_is_found_where_programs_leave_it(self, settings):
        sign = tags.sign_of(42)
        for text in (
            tags.message_id(42, "r7", "county.example.cn"),
            tags.message_id(42, "r7", "county.example.cn").upper(),
            f"<x@y> {tags.message_id(42, 'e3', 'county.example.cn')}",
            tags.address_with(sign, "matters@county.example.cn"),
        ):
            assert tags.thread_in("", text) == 42

    def test_one_of_an_older_key_holds_while_that_is_kept(self, settings):
        old = tags.message_id(42, "r7", "x.cn")
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
        assert tags.thread_in(old) == 42
        settings.SECRET_KEY_FALLBACKS = []
        assert tags.thread_in(old) is None

    @given(
        st.integers(min_value=0, max_value=2**70), st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=16)
    )
    def test_no_other_is_taken(self, thread_id, mac):
        text = f"<bj{thread_id}-{mac}.r1@x.cn>"
        found = tags.thread_in(text)
        assert found is None or tags.sign_of(found) in text
