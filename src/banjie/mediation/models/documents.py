"""The papers of a dispute: made from templates, or brought in; and the templates of this jurisdiction."""

from django.db import models

from .disputes import Dispute
from .numbering import NumberCount
from .parties import Party, Side


class FormTemplate(models.Model):
    """A template as somebody uploaded it, or the decision to go back to the one that is shipped (`digest` is "").

    The highest version of a form is in force. Rows are never changed: documents name the version they were made by.
    """

    form = models.CharField(max_length=40)
    bilingual = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="")
    name = models.CharField(max_length=200, default="")
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "mediation_form_template"
        constraints = [
            models.UniqueConstraint(fields=["form", "bilingual", "version"], name="form_template_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.version}"


class DisputeDocument(models.Model):
    """A document made from a form. Never changed; a newer one may take its place (`superseded_by`).

    `template_version` is 0 for the template that is shipped. `values_digest` is of everything that was filled in, so
    that two documents can be told to say the same. `side` is set where it was made apart with one side, or is meant
    for one party: nobody else's copy of the file has it. `typed` seals what a person wrote over what was gathered.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="documents")
    form = models.CharField(max_length=40)
    bilingual = models.BooleanField(default=False)
    number = models.CharField(max_length=80, default="")
    count_of = models.ForeignKey(NumberCount, models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField(null=True)
    dated = models.DateField()
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    template_version = models.PositiveIntegerField(default=0)
    values_digest = models.CharField(max_length=64)
    typed = models.BinaryField(null=True)
    docx = models.CharField(max_length=64)
    pdf = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="supersedes")

    class Meta:
        db_table = "dispute_document"
        ordering = ["id"]
        constraints = [
            # A document and those it takes the place of share their number; of those in force each has its own.
            models.UniqueConstraint(
                fields=["count_of", "count"],
                condition=models.Q(superseded_by__isnull=True),
                name="document_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.form}"


class DisputePaper(models.Model):
    """A paper that was brought in: an identity paper, an authorisation, a document with its signatures.

    `copy_of` names the document that this is the signed copy of: it stands in the file instead of it.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="papers")
    slot = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    dated = models.DateField()
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    copy_of = models.ForeignKey(DisputeDocument, models.PROTECT, null=True, related_name="copies")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_paper"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.slot}"


class FileBinding(models.Model):
    """A whole file being put together by a job, or put together. `side` is whose copy, null the mediators' own.

    `done` of `pages` tells how far it is; `fault` is a code where it came to nothing, `about` what it names.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="bindings")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=80, default="")
    # What cover and explanation are to say, until they say it.
    sealed = models.BinaryField(null=True)
    pages = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    pdf = models.CharField(max_length=64, default="")
    fault = models.CharField(max_length=40, default="")
    about = models.CharField(max_length=200, default="")
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_file_binding"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.pk}"
