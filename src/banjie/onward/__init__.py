"""Cases sent on to other Open311 servers, and how they fare there.

A unit of ours stands for an endpoint: what is given to the unit is sent there, and what happens there comes back as
the unit's own doing. `reading`, `documents`, `likeness`, `matching`, `meaning`, `finding` and `intervals` are pure.

Sources: GeoReport v2 (https://wiki.open311.org/GeoReport_v2), service discovery
(https://wiki.open311.org/Service_Discovery), and mySociety's extension for updates
(https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec).
"""
