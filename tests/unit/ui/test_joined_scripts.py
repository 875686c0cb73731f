"""Modules joined into one file mean what they meant apart; what the linker does not read it refuses."""

import pytest

from banjie.ui.joined_scripts import NotJoinable, joined, members

WORDS = """\
/* Words of the page. */
const shown = {};

export function say(key) {
  return shown[key] ?? key;
}
"""


def join(**texts: str) -> str:
    return joined("root.js", {f"{name}.js": text for name, text in texts.items()}.__getitem__)


def test_what_is_imported_runs_first_and_once_and_hands_over_only_what_it_exports() -> None:
    toasts = 'import { say } from "./words.js";\n\nconst shown = say("a");\nexport const stays = 6;\n'
    text = join(root='import "./toasts.js";\nimport "./words.js";\n', toasts=toasts, words=WORDS)
    assert text == (
        "const $words = (() => {\nconst shown = {};\n\nfunction say(key) {\n  return shown[key] ?? key;\n}\n"
        "return { say };\n})();\n"
        'const $toasts = (() => {\nconst { say } = $words;\nconst shown = say("a");\nconst stays = 6;\n'
        "return { stays };\n})();\n"
        "const $$say = $words.say;\nconst $$stays = $toasts.stays;\nexport { $$say as say, $$stays as stays };\n"
    )


def test_what_runs_for_its_effect_alone_keeps_its_place() -> None:
    texts = {"root.js": 'import "./b.js";\nimport "./a.js";\nc();\n', "a.js": "a();\n", "b.js": "b();\n"}
    assert members("root.js", texts.__getitem__) == ("b.js", "a.js", "root.js")
    assert joined("root.js", texts.__getitem__).startswith(
        "(() => {\nb();\n})();\n(() => {\na();\n})();\n(() => {\nc();\n})();\n"
    )


def test_comments_go_and_what_only_looks_like_one_stays() -> None:
    text = join(root='// one\n/*\n * two\n */\nsee("// no", `/* no */`); // beside\n  /** three */\n')
    assert text.startswith('(() => {\nsee("// no", `/* no */`); // beside\n})();\n')


@pytest.mark.parametrize(
    "text",
    [
        "import words from './words.js';",
        'import { say as tell } from "./words.js";',
        'import * as words from "./words.js";',
        'import {\n  say,\n} from "./words.js";',
        'import { say } from "../words.js";',
        'const later = () => import("./words.js");',
        "const here = import.meta.url;",
        "export default 1;",
        "export let changing = 1;",
        'export { say } from "./words.js";',
        "export { late };",
        "  export const indented = 1;",
        "await something();",
        "const got = await something();",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(NotJoinable, match=r"^root\.js: "):
        join(root=text + "\n", words=WORDS)


@pytest.mark.parametrize("text", ["const long = `\n// not a comment\n`;\n", 'const long = "a\\\n// not a comment";\n'])
def test_a_string_in_which_a_comment_might_seem_to_stand_is_refused(text: str) -> None:
    with pytest.raises(NotJoinable, match="several lines"):
        join(root=text)


def test_waiting_inside_a_function_is_no_matter() -> None:
    assert "await ask()" in join(root="on(async () => { await ask(); });\n")
    assert "await ask()" in join(root="async function go() {\n  await ask();\n}\n")


def test_a_name_that_nobody_exports_is_refused() -> None:
    with pytest.raises(NotJoinable, match=r"root\.js imports tell, which words\.js does not export"):
        join(root='import { tell } from "./words.js";\ntell();\n', words=WORDS)


def test_a_name_that_two_export_is_refused() -> None:
    with pytest.raises(NotJoinable, match=r"words\.js and other\.js both export say"):
        join(root='import "./other.js";\nimport "./words.js";\n', words=WORDS, other="export const say = 1;\n")


def test_a_circle_is_refused() -> None:
    with pytest.raises(NotJoinable, match=r"root\.js imports itself by way of a\.js"):
        join(root='import "./a.js";\n', a='import "./root.js";\n')
