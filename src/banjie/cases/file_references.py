"""Where `cases` names files of the store (see `platform.files.references`)."""

from banjie.cases.models import Attachment
from banjie.platform.files.references import names_files

names_files(Attachment, "digest")
