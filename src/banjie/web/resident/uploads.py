"""Files that come with a resident's matter: the good ones are kept, and each other one is named with why."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from banjie.cases import actions, wording
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CommandRefused
from banjie.platform import clock, files
from banjie.web import messages

MOST = 6


class FilesField(forms.FileField):
    """Any number of files; Django's own field takes one, while a picker of several hands over a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(each) for each in data] if data else super().clean(None, initial)


def keep_files(request: HttpRequest, case_id: int) -> None:
    """Attaches what was uploaded; a bad file never costs the matter itself."""
    for upload in [*request.FILES.getlist("photos"), *request.FILES.getlist("files")][:MOST]:
        try:
            actions.attach(case_id, content=upload.read(), name=upload.name or "", by=AS_REPORTER, at=clock.now())
        except files.FileRefused as error:
            messages.problem(request, _("%(name)s was not added.") % {"name": upload.name}, error)
        except CommandRefused as error:
            messages.problem(request, wording.REFUSALS[error.refusal.code])
        except (files.StorageFull, files.StorageUnavailable):
            messages.problem(request, _("Your matter is in. The photos could not be kept; add them later."))
            return
