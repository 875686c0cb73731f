"""The page of a dispute's papers, as values for its template."""

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.mediation.documents.forms import registry
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.documents import Papers, papers_of
from banjie.web.mediation.documents.forms import FileForm

_SHOWN_BINDINGS: Final = 5


def page(file: DisputeFile, file_form: FileForm | None = None) -> dict[str, Any]:
    papers = papers_of(file)
    language = get_language() or ""
    lacking = [each.name(language) for each in registry().slots if each.key in papers.missing]
    return {
        "slots": _slots(papers, language),
        "lacking": lacking,
        "bindings": papers.bindings[:_SHOWN_BINDINGS],
        "file_form": file_form or FileForm(file),
        "groups": _groups(file, language),
        "columns": [
            {"label": _("Paper")},
            {"label": _("Number")},
            {"label": _("Dated"), "kind": "narrow"},
            {"label": _("For")},
            {"label": _("Actions"), "hidden_label": True},
        ],
    }


def _slots(papers: Papers, language: str) -> list[dict[str, Any]]:
    """The places of the file that hold something, in their order, with what they hold."""
    found = []
    for slot in registry().slots:
        made = [each for each in papers.documents if each.form.slot == slot.key]
        brought = [each for each in papers.papers if each.slot == slot.key]
        if made or brought:
            names = [each.form.name(language) for each in made]
            found.append({"name": slot.name(language), "made": list(zip(made, names, strict=True)), "brought": brought})
    return found


def _groups(file: DisputeFile, language: str) -> list[dict[str, Any]]:
    """The forms that can be made, by where they stand in the file."""
    forms = [each for each in registry().forms.values() if each.slot and (file.sees_words or not each.words)]
    return [
        {
            "name": slot.name(language),
            "forms": [{"key": each.key, "name": each.name(language)} for each in forms if each.slot == slot.key],
        }
        for slot in registry().slots
        if any(each.slot == slot.key for each in forms)
    ]
