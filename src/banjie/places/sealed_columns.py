"""What `places` keeps in binary columns; none of it is sealed (see `platform.sealing`)."""

from banjie.places.models import AreaBoundary, ImportFile
from banjie.platform.sealing import holds_no_secret

holds_no_secret(AreaBoundary, "wkb", holds="shape of an area")
holds_no_secret(ImportFile, "content", holds="boundaries, two days long")
