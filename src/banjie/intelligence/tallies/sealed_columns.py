"""What the tallies keep in binary (see `platform.sealing`)."""

from banjie.intelligence.tallies.models import GramCounts
from banjie.platform.sealing import holds_no_secret

holds_no_secret(GramCounts, "content", holds="counts of hashed pairs of characters over many texts together")
