"""What the shelf keeps in binary (see `platform.sealing`)."""

from banjie.intelligence.shelf.models import TextModel
from banjie.platform.sealing import holds_no_secret

holds_no_secret(TextModel, "content", holds="weights of hashed pieces of words, and names of categories")
