"""What every page of the catalogue shows around its content, and how a page makes an edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.catalogue import actions, queries
from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.differences import count, differences
from banjie.catalogue.editing import Edit, EditRefused
from banjie.catalogue.problems import BadContent, ContentProblem
from banjie.catalogue.refusals import Refused
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web.catalogue.access import actor_of
from banjie.web.catalogue.wording import edit_refused_text, problem_text, refusal_text
from banjie.web.staff import StaffRequest


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor has before them: the draft where there is one, else the release in force."""

    catalogue: Catalogue
    draft: queries.Draft | None

    @property
    def revision(self) -> int:
        """What an edit names as the state it was made on; 0 where there is no draft."""
        return self.draft.revision if self.draft is not None else 0


def desk() -> Desk:
    draft, catalogue = queries.draft_or_release()
    return Desk(catalogue, draft)


def page(
    request: StaffRequest,
    template: str,
    at: Desk,
    context: Mapping[str, Any],
    *,
    section: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page in the workbench's frame, with the draft's banner. `section` is the tab it belongs to."""
    around = {
        "tabs": _tabs(section),
        "draft": at.draft,
        "draft_changes": _change_count(at),
        "catalogue": at.catalogue,
        "revision": at.revision,
        "may_edit": request.viewer.may(Permission.CATALOGUE_EDIT),
        "may_publish": request.viewer.may(Permission.CATALOGUE_PUBLISH),
    }
    return render(request, f"catalogue/{template}.html", {**around, **context}, status=status)


def revision_of(request: HttpRequest) -> int:
    """The revision that a form was made on. What is no number can be no draft's."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def edit_with(request: StaffRequest, edit: Edit, form: Form) -> queries.Draft | None:
    """Makes the edit of a form, or puts what is wrong beside the fields it is about and returns None."""
    try:
        return actions.change_draft(edit=edit, revision=revision_of(request), by=actor_of(request), at=clock.now())
    except Refused as refused:
        form.add_error(None, refusal_text(refused))
    except EditRefused as refused:
        form.add_error(None, edit_refused_text(refused))
    except BadContent as bad:
        for problem in bad.problems:
            field = problem.at.field.partition(".")[0]
            form.add_error(field if field in form.fields else None, problem_text(problem))
    return None


def edit_by_button(request: StaffRequest, edit: Edit, done: str) -> bool:
    """Makes the edit of a button and says so, or why not."""
    try:
        actions.change_draft(edit=edit, revision=revision_of(request), by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refusal_text(refused))
    except EditRefused as refused:
        messages.error(request, edit_refused_text(refused))
    except BadContent as bad:
        messages.error(request, " ".join(problem_text(problem) for problem in bad.problems))
    else:
        messages.success(request, done)
        return True
    return False


def english() -> bool:
    return (get_language() or "").startswith("en")


def language() -> str:
    return get_language() or "zh-hans"


def problem_rows(problems: Iterable[ContentProblem]) -> list[dict[str, Any]]:
    """Faults before warnings, each with its sentence and the page on which it is mended."""
    return [
        {"text": problem_text(each), "key": each.at.key, "warning": each.warning, "url": _where(each)}
        for each in sorted(problems, key=lambda problem: problem.warning)
    ]


def _where(problem: ContentProblem) -> str:
    at = problem.at
    code = at.key.partition(".")[0]
    match at.sheet:
        case "categories" if at.key:
            return reverse("catalogue:category", args=[at.key])
        case "questions":
            return reverse("catalogue:category", args=[code])
        case "targets":
            return (
                reverse("catalogue:limits") if code in ("", "*") else reverse("catalogue:category-limits", args=[code])
            )
        case "rules":
            return reverse("catalogue:rule", args=[at.key])
    return ""


def _tabs(section: str) -> list[dict[str, Any]]:
    words = {
        "categories": _("Categories"),
        "limits": _("Default time limits"),
        "rules": _("Routing rules"),
        "try": _("Try a case"),
        "releases": _("Releases"),
    }
    urls = {"categories": "overview"}
    return [
        {"label": label, "url": reverse(f"catalogue:{urls.get(key, key)}"), "current": key == section}
        for key, label in words.items()
    ]


def _change_count(at: Desk) -> int:
    if at.draft is None:
        return 0
    return sum(count(differences(queries.current().content, at.draft.content)).values())
