"""A search for one's own matters while it is under way, and what it found until it is fetched or runs out."""

from django.db import models


class OwnSearch(models.Model):
    """Known by the keyed digest of a token that only whoever proved an address holds; gone within the hour.

    `sealed` is the address until `found_at`, then the tracking codes that were found, and never both.
    """

    token_digest = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_own_search"
        indexes = [models.Index(fields=["asked_at"], name="own_search_oldest")]

    def __str__(self) -> str:
        return f"search {self.pk}"
