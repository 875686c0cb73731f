"""Templates of this jurisdiction: uploaded when they hold, and put back to what is shipped."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from banjie.cases.acting import Acting
from banjie.mediation.documents.forms import Form, registry
from banjie.mediation.documents.making import faults_of
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import FormTemplate
from banjie.organisations.permissions import Permission
from banjie.platform import files
from banjie.platform.documents.filling import FaultCode, TemplateBroken, TemplateFault
from banjie.platform.files import FileKind


def upload_template(
    form_key: str, *, content: bytes, name: str, by: Acting, at: datetime, bilingual: bool = False
) -> int:
    """The template in force from now on. Returns its version. Documents made before keep theirs.

    Raises TemplateBroken with every fault of the file, FileRefused for a file that does more than hold text.
    """
    form = _kept_form(form_key, bilingual, by)
    prepared = files.prepare(content, name=name)
    if prepared.kind is not FileKind.DOCX:
        raise TemplateBroken([TemplateFault(FaultCode.NOT_A_DOCUMENT, prepared.kind.name)])
    if faults := faults_of(form, prepared.content):
        raise TemplateBroken(faults)
    kept = files.keep(prepared)
    return _set(form, bilingual, digest=kept.digest, name=kept.name, by=by, at=at)


def restore_template(form_key: str, *, by: Acting, at: datetime, version: int = 0, bilingual: bool = False) -> int:
    """Back to an earlier version, 0 for the one that is shipped. It becomes a new version, which is returned.

    Raises BadEntry for a version that there is none of.
    """
    form = _kept_form(form_key, bilingual, by)
    known = FormTemplate.objects.filter(form=form.key, bilingual=bilingual, version=version).first()
    if version and known is None:
        raise BadEntry("version_unknown", "version")
    digest, name = (known.digest, known.name) if known is not None else ("", "")
    return _set(form, bilingual, digest=digest, name=name, by=by, at=at)


@transaction.atomic
def _set(form: Form, bilingual: bool, *, digest: str, name: str, by: Acting, at: datetime) -> int:
    versions = FormTemplate.objects.filter(form=form.key, bilingual=bilingual)
    latest = versions.select_for_update().order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return latest.version
    version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    values = {"digest": digest, "name": name, "set_at": at, "set_by": by.actor.id}
    FormTemplate.objects.create(form=form.key, bilingual=bilingual, version=version, **values)
    return version


def _kept_form(key: str, bilingual: bool, by: Acting) -> Form:
    if by.viewer is not None and not by.viewer.may(Permission.MEDIATION_EDIT):
        raise DisputeNotFound(0)
    form = registry().forms.get(key)
    if form is None or (bilingual and not form.bilingual):
        raise BadEntry("form_unknown", "form")
    return form
