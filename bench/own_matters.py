"""Times opening contacts one after the other: `python bench/own_matters.py [--contacts 100000]`. Needs no installation.

It is what “my matters” costs (ADR 16), but for reading the rows, which is small beside it.
"""

import argparse
import os
import tempfile
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    count = parser.parse_args().contacts
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    os.environ.setdefault("BANJIE_DATA", tempfile.mkdtemp())
    import django

    django.setup()
    import orjson

    from banjie.cases.contacts import binding
    from banjie.platform import crypto
    from banjie.platform.proving.addresses import Channel, read

    sealed = [
        (n, crypto.encrypt_json({"name": "某某", "phone": f"199{n:08d}"}, bound_to=binding(n))) for n in range(count)
    ]
    ring = crypto.keyring()
    found, began = 0, time.perf_counter()
    for case_id, token in sealed:
        text = ring.decrypt(token, bound_to=binding(case_id))
        if "0077" in text.lower():
            found += read(orjson.loads(text)["phone"]) == (Channel.TEXT, "19900000077")
    took = time.perf_counter() - began
    print(f"{count:,} contacts opened in {took:.2f} s: {count / took:,.0f} a second, {found} found")


if __name__ == "__main__":
    main()
