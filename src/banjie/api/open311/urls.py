"""The addresses of Open311. Whatever is not among them is answered as an error of the specification, not as a page."""

from django.urls import re_path

from banjie.api.open311 import asking, discovery, services, taking_in, updates
from banjie.api.open311.door import address, nowhere

_FORMAT = r"\.(?P<extension>[A-Za-z0-9]{1,10})$"

urlpatterns = [
    re_path(rf"^(?:v2/)?discovery{_FORMAT}", address(get=discovery.discovered)),
    re_path(rf"^v2/services{_FORMAT}", address(get=services.listed)),
    re_path(rf"^v2/services/(?P<service_code>[^/]{{1,80}}){_FORMAT}", address(get=services.defined)),
    re_path(rf"^v2/requests{_FORMAT}", address(get=asking.listed, post=taking_in.taken_in)),
    re_path(rf"^v2/requests/(?P<request_id>[^/]{{1,80}}){_FORMAT}", address(get=asking.one)),
    re_path(rf"^v2/tokens/(?P<token>[^/]{{1,80}}){_FORMAT}", address(get=asking.of_token)),
    re_path(rf"^v2/servicerequestupdates{_FORMAT}", address(get=updates.listed, post=updates.added)),
    re_path(r"", nowhere),
]
