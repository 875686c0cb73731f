"""The case itself: a lean row that lists read, and its long text beside it."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from banjie.cases.models.constraints import together
from banjie.platform.fields import LtreeField


class Kind(models.TextChoices):
    REPORT = "report", _("Report")
    REQUEST = "request", _("Request")
    ENQUIRY = "enquiry", _("Enquiry")
    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Suggestion")
    DISPUTE = "dispute", _("Dispute")


class Level(models.TextChoices):
    GENERAL = "general", _("General")
    ELEVATED = "elevated", _("Elevated")
    URGENT = "urgent", _("Urgent")
    CRITICAL = "critical", _("Critical")


class Channel(models.TextChoices):
    HOTLINE = "hotline", _("Hotline")
    COUNTER = "counter", _("Service counter")
    WEB = "web", _("Web")
    FIELD = "field", _("Field worker")
    WECHAT = "wechat", _("WeChat")
    EMAIL = "email", _("E-mail")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    API = "api", _("Other system")
    SMS = "sms", _("Text message")


class Identity(models.TextChoices):
    """How the reporter wishes to be known: openly, only where needed, or not at all."""

    OPEN = "open", _("Open")
    CONFIDENTIAL = "confidential", _("Confidential")
    ANONYMOUS = "anonymous", _("Anonymous")


# What somebody still has to do something about: the open cases, and those that await their follow-up call.
LIVE = models.Q(is_open=True) | models.Q(state="closed")

# What anybody may know of, as far as the row says (see cases/visibility.py).
PUBLIC = models.Q(public=True, about_unit_path="") & ~models.Q(kind="dispute")


class Case(models.Model):
    """A matter on its way. Written by `cases.actions` and nothing else.

    Paths and the catalogue's release are those that held when the case was made. `entries` is the length of
    its timeline and `head` the digest of the last entry; together they are also its version.
    """

    number = models.CharField(max_length=24, unique=True)
    tracking_code = models.CharField(max_length=16, unique=True)
    submission_key = models.CharField(max_length=120, null=True, editable=False)

    process = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    previous_state = models.CharField(max_length=40, default="")
    is_open = models.BooleanField(default=True)

    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=12, choices=Level, default=Level.GENERAL)
    channel = models.CharField(max_length=12, choices=Channel)
    identity = models.CharField(max_length=12, choices=Identity, default=Identity.OPEN)
    public = models.BooleanField(default=False)
    title = models.CharField(max_length=200)

    catalogue_release = models.PositiveIntegerField(default=0)
    category = models.ForeignKey("catalogue.Category", models.PROTECT, null=True, db_index=False, related_name="+")
    category_path = LtreeField(default="")
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, db_index=False, related_name="+")
    area_path = LtreeField(default="")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    cell = models.BigIntegerField(null=True)
    place_text = models.CharField(max_length=200, default="")

    centre = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, db_index=False, related_name="+")
    lead_unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, db_index=False, related_name="+")
    lead_unit_path = LtreeField(default="")
    handler = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, db_index=False, related_name="+")
    about_unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, db_index=False, related_name="+")
    about_unit_path = LtreeField(default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="merged")

    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)

    clocks = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    next_alarm_at = models.DateTimeField(null=True)
    closed_late = models.BooleanField(null=True)

    extension_pending = models.BooleanField(default=False, db_default=False)
    oversight_due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)
    reopens = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Keys of the alarms already raised, so that nobody is told twice (see core.clocks.ladder).
    told = models.JSONField(default=list, db_default=models.Value([], output_field=models.JSONField()))
    reminders = models.PositiveSmallIntegerField(default=0, db_default=0)
    rated_solved = models.BooleanField(null=True)

    entries = models.PositiveIntegerField(default=0)
    head = models.BinaryField(default=b"")

    class Meta:
        db_table = "case"
        constraints = [
            models.UniqueConstraint(
                fields=["submission_key"],
                condition=models.Q(submission_key__isnull=False),
                name="case_submission_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True) | models.Q(closed_at__isnull=False), name="case_ended_has_moment"
            ),
            together("case_point_is_whole", "longitude", "latitude"),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="case_point_on_earth",
            ),
        ]
        # The hot set is small: what is open. Closed cases pile up by the million outside these indexes.
        indexes = [
            # With everything that decides in whose worklist a case stands, so that counting them reads this alone.
            models.Index(
                fields=["state", "due_at", "id"],
                include=[
                    "area_path",
                    "lead_unit_path",
                    "about_unit_path",
                    "extension_pending",
                    "oversight_due_at",
                ],
                condition=LIVE,
                name="case_live",
            ),
            models.Index(fields=["latitude", "longitude"], condition=models.Q(is_open=True), name="case_open_place"),
            models.Index(
                fields=["lead_unit", "state", "due_at"], condition=models.Q(is_open=True), name="case_open_unit"
            ),
            models.Index(fields=["handler", "due_at"], condition=models.Q(is_open=True), name="case_open_handler"),
            models.Index(fields=["due_at"], condition=models.Q(is_open=True), name="case_open_due"),
            models.Index(fields=["next_alarm_at"], condition=models.Q(next_alarm_at__isnull=False), name="case_alarm"),
            models.Index(
                fields=["oversight_due_at"],
                condition=models.Q(oversight_due_at__isnull=False),
                name="case_oversight",
            ),
            models.Index(
                fields=["due_at", "id"], condition=models.Q(extension_pending=True), name="case_extension_asked"
            ),
            models.Index(fields=["closed_at"], condition=models.Q(state="closed"), name="case_to_follow_up"),
            # What ended in a stretch of time, and what a later reopening has wiped that off from.
            models.Index(fields=["closed_at"], condition=models.Q(closed_at__isnull=False), name="case_ended"),
            models.Index(fields=["reopened_at"], condition=models.Q(reopened_at__isnull=False), name="case_reopened"),
            GistIndex(fields=["area_path"], condition=models.Q(is_open=True), name="case_open_area"),
            models.Index(fields=["-received_at", "-id"], name="case_newest"),
            # A state that few cases are in, the newest first: without it all that are newer are walked through.
            models.Index(fields=["state", "-received_at", "-id"], condition=LIVE, name="case_live_newest"),
            # What presses is rare, and asked for by itself: whoever sees little would walk far to find any.
            models.Index(
                fields=["level", "-received_at", "-id"],
                condition=models.Q(level__in=("urgent", "critical")),
                name="case_pressing_newest",
            ),
            # Few cases are public, and strangers ask for them.
            models.Index(fields=["-received_at", "-id"], condition=PUBLIC, name="case_public_newest"),
            models.Index(fields=["lead_unit", "-received_at"], name="case_unit_newest"),
            models.Index(fields=["category", "-received_at"], name="case_category_newest"),
            models.Index(fields=["area", "-received_at"], name="case_area_newest"),
            # A cell of any resolution is a stretch of the finest ones, so that one index finds them all.
            models.Index(fields=["cell"], condition=models.Q(cell__isnull=False), name="case_by_cell"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseText(models.Model):
    """What was said, apart from the row that lists read, with its search index."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="text")
    body = models.TextField()
    answers = models.JSONField(default=dict)
    search = SearchVectorField()

    class Meta:
        db_table = "case_text"
        indexes = [GinIndex(fields=["search"], name="case_text_search")]

    def __str__(self) -> str:
        return self.body[:40]


class Contact(models.Model):
    """How the reporter of one case can be reached: encrypted, masked, and erased on schedule.

    Belongs to this case alone; nothing in it can be compared with another case's (DESIGN section 2).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="contact")
    sealed = models.BinaryField(null=True)
    erase_on = models.DateField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_contact"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="contact_sealed_or_erased",
            )
        ]
        indexes = [
            models.Index(fields=["erase_on"], condition=models.Q(erased_at__isnull=True), name="contact_to_erase")
        ]

    def __str__(self) -> str:
        return f"contact of {self.case_id}"
