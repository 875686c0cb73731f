"""Endpoints, what came in by them, and the threads by which one goes on. Private to the capability."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an endpoint is."""

    MAIL = "mail", _("Mailbox")
    HOOK = "hook", _("Web hook")
    SMS = "sms", _("Text messages")
    WECHAT = "wechat", _("WeChat official account")
    CALLS = "calls", _("Call centre")


class Endpoint(models.Model):
    """A mailbox, a number, an account, a system's hook. What is secret of it is sealed.

    `ref` never changes; `token_digest` is of the secret part of its address, where it has one. `cursor` is how far
    it was read. `failures` counts in a row.
    """

    ref = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80, unique=True)
    client = models.ForeignKey("organisations.Client", models.PROTECT, null=True, related_name="+")
    area_path = models.CharField(max_length=400, default="", blank=True)
    settings = models.JSONField(default=dict)
    secrets = models.BinaryField(null=True)
    token_digest = models.BinaryField(max_length=32, null=True, unique=True)
    token_hint = models.CharField(max_length=8, default="", blank=True)
    cursor = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=120, default="", db_default="")

    class Meta:
        db_table = "channel_endpoint"

    def __str__(self) -> str:
        return self.name


class Thread(models.Model):
    """How the reporter of one case goes on by the channel by which they came: sealed, erased with the contact.

    `window` is a keyed digest of the address and a day, kept only while an answer is awaited: by it an answer
    without any other sign finds its case. `asked` says what was asked.
    """

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    erase_on = models.DateField()
    window = models.BinaryField(max_length=32, null=True)
    window_until = models.DateTimeField(null=True)
    asked = models.CharField(max_length=12, default="", db_default="")
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "channel_thread"
        constraints = [models.UniqueConstraint(fields=["endpoint", "case"], name="thread_once_a_case")]
        indexes = [
            models.Index(fields=["window"], condition=models.Q(window__isnull=False), name="thread_window"),
            models.Index(fields=["erase_on"], condition=models.Q(sealed__isnull=False), name="thread_to_erase"),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.case_id}"


class State(models.TextChoices):
    """What became of a message."""

    RECEIVED = "received", _("Received")
    TAKEN = "taken", _("Became a case")
    ADDED = "added", _("Added to a case")
    HEARD = "heard", _("Part of a conversation")
    SET_ASIDE = "set_aside", _("Set aside")
    DISMISSED = "dismissed", _("Dismissed")
    PASSED_OVER = "passed_over", _("Passed over")
    FAILED = "failed", _("Failed, tried again")


# What still has to be dealt with keeps what was said; everything else keeps only that it came.
UNDER_WAY = (State.RECEIVED, State.FAILED)


class Inbound(models.Model):
    """A message as it came, sealed, until it is dealt with. The key makes sure that it is dealt with once.

    `generation` counts where a key means the same message only for a while. `receipt`: "due", "sent", or "" where
    there is none to send.
    """

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="+", db_index=False)
    key = models.BinaryField(max_length=32)
    generation = models.PositiveIntegerField(default=0, db_default=0)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    reason = models.CharField(max_length=24, default="", db_default="")
    detail = models.CharField(max_length=200, default="", db_default="")
    sealed = models.BinaryField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="+", db_index=False)
    receipt = models.CharField(max_length=8, default="", db_default="")
    handled_by = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, default="", db_default="")

    class Meta:
        db_table = "channel_inbound"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "key", "generation"], name="inbound_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=("taken", "added")) | models.Q(case__isnull=False),
                name="inbound_taken_has_case",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("received", "failed")) | models.Q(sealed__isnull=False),
                name="inbound_waiting_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(state="set_aside"), name="inbound_set_aside"),
            models.Index(
                fields=["next_at"], condition=models.Q(state__in=("received", "failed")), name="inbound_under_way"
            ),
            models.Index(fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="inbound_ended"),
            models.Index(
                fields=["thread", "received_at"], condition=models.Q(thread__isnull=False), name="inbound_of_thread"
            ),
            models.Index(fields=["endpoint", "-received_at"], name="inbound_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Device(models.Model):
    """Something that reports by a hook and has one open case at a time; only a keyed digest of what it is called."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()
    untold = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "channel_device"
        constraints = [models.UniqueConstraint(fields=["endpoint", "digest"], name="device_once")]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.case_id}"


class Part(models.Model):
    """A part of a long text message, until the others are there."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    number = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "channel_part"
        constraints = [models.UniqueConstraint(fields=["endpoint", "digest", "number"], name="part_once")]
        indexes = [models.Index(fields=["received_at"], name="part_oldest")]

    def __str__(self) -> str:
        return f"{self.number}/{self.total}"


class Stopped(models.Model):
    """A number that wants no more text messages: a keyed digest, which leads to no case and to no number."""

    digest = models.BinaryField(max_length=32, unique=True)
    since = models.DateTimeField()

    class Meta:
        db_table = "channel_stopped"

    def __str__(self) -> str:
        return f"{self.since:%F}"


class Telling(models.Model):
    """A matter that is just being told in a conversation, message by message; gone once it is in, or after an hour."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    key = models.CharField(max_length=40)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "channel_telling"
        constraints = [models.UniqueConstraint(fields=["endpoint", "digest"], name="telling_once")]
        indexes = [models.Index(fields=["at"], name="telling_oldest")]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.at:%F}"


class Call(models.Model):
    """A call by its id at the call centre: the case that was made of it, and a link to its recording, sealed."""

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    recording = models.BinaryField(null=True)

    class Meta:
        db_table = "channel_call"
        constraints = [models.UniqueConstraint(fields=["endpoint", "digest"], name="call_once")]
        indexes = [models.Index(fields=["at"], condition=models.Q(case__isnull=True), name="call_without_case")]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.at:%F}"


class Phone(models.Model):
    """A browser whose holder wishes to hear of one case: how it is reached, sealed; nothing else is known of it.

    `digest` is keyed and of this case alone. `next_at`: when it is told of the news of `news_at`; empty once it is.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    language = models.CharField(max_length=20)
    since = models.DateTimeField()
    news_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "channel_phone"
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="phone_once_a_case")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="phone_to_tell")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.since:%F}"
