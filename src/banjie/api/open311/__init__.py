"""Open311 GeoReport v2: the interface that apps of many cities speak, over the same intake and queries as `api/v1`.

Sources:

- GeoReport v2, the specification (frozen): https://wiki.open311.org/GeoReport_v2
- service discovery: https://wiki.open311.org/Service_Discovery
- how XML becomes JSON (the Spark convention): https://wiki.open311.org/JSON_and_XML_Conversion
- extensions in use (`page`, `page_size`, `extensions`, `extended_attributes`, `media`):
  https://wiki.open311.org/GeoReport_v2/Extensions
- service request updates, by mySociety: github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec

What is done here and what is left to do otherwise: docs/open311.md. XML is written and never read.
"""
