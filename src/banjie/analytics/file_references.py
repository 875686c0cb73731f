"""`analytics` names no file: reports are kept as values (see `platform.files.references`)."""

from banjie.analytics.models import Report
from banjie.platform.files.references import names_none

names_none(Report, "digest", holds="digest of what was made")
