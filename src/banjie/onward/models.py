"""Endpoints, what they offer, how we map to it, and what was sent there. Private to the capability."""

from django.db import models

# What ends a link or keeps it waiting is worded in `wording.py`.


class Format(models.TextChoices):
    JSON = "json", "JSON"
    XML = "xml", "XML"


class Endpoint(models.Model):
    """Another Open311 server, and the unit of ours that stands for it. The key is sealed.

    `client` is the system by which it hands matters in to us, so that nothing goes round in a circle. `failures` counts
    in a row; until `resume_at` it is left alone. `lists_all` says that its list shows every request at once.
    """

    name = models.CharField(max_length=80, unique=True)
    url = models.CharField(max_length=400)
    jurisdiction_id = models.CharField(max_length=80, default="", blank=True)
    api_key = models.BinaryField(null=True)
    format = models.CharField(max_length=4, choices=Format, default=Format.JSON)
    unit = models.OneToOneField("organisations.Unit", models.PROTECT, related_name="+")
    client = models.ForeignKey("organisations.Client", models.PROTECT, null=True, blank=True, related_name="+")
    tells_contact = models.BooleanField(default=False, db_default=False)
    takes_updates = models.BooleanField(default=False, db_default=False)
    lists_all = models.BooleanField(default=True, db_default=True)
    declined_words = models.CharField(max_length=400, default="", blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    services_at = models.DateTimeField(null=True)
    has_updates = models.BooleanField(default=False, db_default=False)
    updates_until = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    resume_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=20, default="", db_default="")
    said = models.CharField(max_length=500, default="", db_default="")

    class Meta:
        db_table = "onward_endpoint"

    def __str__(self) -> str:
        return self.name


class Offered(models.Model):
    """A service of an endpoint. `attributes` as its definition had them; `gone` once it is no longer listed."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="services", db_index=False)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    description = models.TextField(default="")
    group = models.CharField(max_length=200, default="")
    type = models.CharField(max_length=20, default="realtime")
    has_definition = models.BooleanField(default=False)
    attributes = models.JSONField(default=list)
    gone = models.BooleanField(default=False)

    class Meta:
        db_table = "onward_service"
        constraints = [models.UniqueConstraint(fields=["endpoint", "code"], name="service_once_an_endpoint")]

    def __str__(self) -> str:
        return self.code


class Mapped(models.Model):
    """Which service stands for a category of ours, and whence its attributes come."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="mapped", db_index=False)
    category = models.CharField(max_length=60)
    service_code = models.CharField(max_length=200)
    sources = models.JSONField(default=dict)

    class Meta:
        db_table = "onward_mapping"
        constraints = [models.UniqueConstraint(fields=["endpoint", "category"], name="category_once_an_endpoint")]

    def __str__(self) -> str:
        return f"{self.category} → {self.service_code}"


class State(models.TextChoices):
    """`sending`: the message left, and what became of it is not written down; `looking`: its receipt is lost;
    `contested`: it is closed there, and what was said of it was not accepted here, which they are to be told.
    """

    WAITING = "waiting", "waiting"
    SENDING = "sending", "sending"
    LOOKING = "looking", "looking"
    UNSURE = "unsure", "unsure"
    REFUSED = "refused", "refused"
    TOKEN = "token", "token"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    CONTESTED = "contested", "contested"


class Link(models.Model):
    """A case at an endpoint: from the wish to send it until it is followed no more (`ended_at`).

    `since` is when the unit was given the case, so that what was ended by hand does not begin anew by itself; `owed`
    is what the unit has still to do here, once the case allows it. `contested_at` is when what they said was last not
    accepted here and they were told.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="links", db_index=False)
    leads = models.BooleanField()
    since = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    service_code = models.CharField(max_length=200, default="", db_default="")
    sent_at = models.DateTimeField(null=True)
    remote_id = models.CharField(max_length=200, default="", db_default="")
    token = models.CharField(max_length=200, default="", db_default="")
    received_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    remote_status = models.CharField(max_length=60, default="", db_default="")
    remote_state = models.CharField(max_length=60, default="", db_default="")
    remote_notes = models.TextField(default="", db_default="")
    remote_closed_at = models.DateTimeField(null=True)
    contested_at = models.DateTimeField(null=True)
    seen_updates = models.JSONField(default=list)
    owed = models.CharField(max_length=12, default="", db_default="")
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    looks = models.PositiveIntegerField(default=0, db_default=0)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    note = models.CharField(max_length=30, default="", db_default="")
    said = models.CharField(max_length=500, default="", db_default="")
    told_over = models.BooleanField(default=False, db_default=False)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, default="", db_default="")
    ended_reason = models.CharField(max_length=500, default="", db_default="")

    class Meta:
        db_table = "onward_link"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "endpoint"], condition=models.Q(ended_at__isnull=True), name="case_once_at_an_endpoint"
            ),
            models.UniqueConstraint(
                fields=["endpoint", "remote_id"],
                condition=~models.Q(remote_id="") & models.Q(ended_at__isnull=True),
                name="request_for_one_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_at"], condition=models.Q(ended_at__isnull=True), name="onward_link_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} at {self.endpoint_id}"


class Agreement(models.Model):
    """The reporter of a case agreed that their contact goes along; who wrote that down, and how it is known."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+")
    how = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "onward_agreement"

    def __str__(self) -> str:
        return str(self.case_id)
