"""Asking an endpoint what it takes: discovery where there is one, services, their definitions, updates."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from banjie.catalogue import queries as catalogue
from banjie.catalogue.tree import CategoryNode
from banjie.onward import documents, matching
from banjie.onward.actions import Refused
from banjie.onward.calling import Failed, Server, in_path
from banjie.onward.documents import Attribute, Service
from banjie.onward.models import Endpoint, Mapped, Offered
from banjie.onward.servers import server_of
from banjie.platform.actors import Actor

MOST_DEFINITIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """What it said. `elsewhere`: an address that its discovery names in place of ours; empty where it does not."""

    services: int
    gone: int
    definitions_failed: int
    has_updates: bool
    elsewhere: str


def ask_services(*, endpoint_id: int, by: Actor, at: datetime) -> Answered:
    """Asks, and writes down what is offered; nothing is written where the list cannot be had.

    Categories without a service are given the one that is most like them. Raises Refused: unknown; Failed.
    """
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None:
        raise Refused("unknown")
    server = server_of(endpoint)
    try:
        services = server.get("services", documents.services, keyed=False)
    except Failed as failed:
        Endpoint.objects.filter(pk=endpoint_id).update(note=failed.note, said=failed.said[:500])
        raise
    definitions, failures = _definitions(server, services)
    has_updates = _has_updates(server, at)
    elsewhere = _elsewhere(server)
    with transaction.atomic():
        held = Endpoint.objects.select_for_update().get(pk=endpoint_id)
        gone = _keep(held, services, definitions)
        held.services_at, held.has_updates, held.note, held.said = at, has_updates, "", ""
        held.failures, held.resume_at, held.heard_at = 0, None, at
        held.save()
        _suggest(held)
    return Answered(len(services), gone, failures, has_updates, elsewhere)


def _definitions(server: Server, services: list[Service]) -> tuple[dict[str, list[Attribute]], int]:
    """Those that could be had, and how many could not; after three failures in a row no more is asked."""
    found: dict[str, list[Attribute]] = {}
    failed = in_a_row = 0
    for service in [each for each in services if each.has_definition][:MOST_DEFINITIONS]:
        if in_a_row >= 3:
            failed += 1
            continue
        try:
            found[service.code] = server.get(f"services/{in_path(service.code)}", documents.definition, keyed=False)
            in_a_row = 0
        except Failed:
            failed, in_a_row = failed + 1, in_a_row + 1
    return found, failed


def _has_updates(server: Server, at: datetime) -> bool:
    """Whether it has the extension for updates: by asking for those of the last minute."""
    query = [("start_date", stamp(at - timedelta(minutes=1))), ("end_date", stamp(at))]
    try:
        server.get("servicerequestupdates", documents.updates, query)
    except Failed:
        return False
    return True


def _elsewhere(server: Server) -> str:
    """What its discovery says of where version 2 is, if that is not where we call."""
    parts = urlsplit(server.url)
    base = server.url.removesuffix("/v2")
    for where in dict.fromkeys((base, f"{parts.scheme}://{parts.netloc}")):
        try:
            found = server.discovery(f"{where}/discovery.{server.format}", documents.endpoints)
        except Failed:
            continue
        addresses = [url.rstrip("/") for url, _formats in found]
        return "" if not addresses or server.url in addresses else addresses[0]
    return ""


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _keep(endpoint: Endpoint, services: list[Service], definitions: dict[str, list[Attribute]]) -> int:
    """Writes the services down; a definition that could not be had stays as it was. Returns how many are gone."""
    codes = {each.code for each in services}
    for each in services:
        values = {name: value for name, value in asdict(each).items() if name != "code"}
        if each.code in definitions:
            values["attributes"] = [asdict(attribute) for attribute in definitions[each.code]]
        elif not each.has_definition:
            values["attributes"] = []
        Offered.objects.update_or_create(endpoint=endpoint, code=each.code, defaults=values | {"gone": False})
    return Offered.objects.filter(endpoint=endpoint, gone=False).exclude(code__in=codes).update(gone=True)


def _suggest(endpoint: Endpoint) -> None:
    """A first mapping by likeness of names, of what nobody has mapped; people look at it before it is used."""
    offered = [service_of(row) for row in Offered.objects.filter(endpoint=endpoint, gone=False).order_by("id")]
    attributes = {row.code: attributes_of(row) for row in Offered.objects.filter(endpoint=endpoint).order_by("id")}
    known = set(Mapped.objects.filter(endpoint=endpoint).values_list("category", flat=True))
    made = []
    for node in catalogue.current().nodes.values():
        if node.is_leaf and node.active and node.code not in known and node.kind != "dispute":
            code = matching.service_for([node.name, node.entry.name_en], offered)
            if code:
                sources = matching.sources_for(attributes[code], node.questions)
                made.append(_mapped(endpoint, node, code, sources))
    Mapped.objects.bulk_create(made)


def _mapped(endpoint: Endpoint, node: CategoryNode, code: str, sources: dict[str, matching.Source]) -> Mapped:
    stored = {key: source.stored() for key, source in sources.items()}
    return Mapped(endpoint=endpoint, category=node.code, service_code=code, sources=stored)


def service_of(row: Offered) -> Service:
    return Service(row.code, row.name, row.description, row.group, row.type, row.has_definition)


def attributes_of(row: Offered) -> list[Attribute]:
    return [Attribute(**each | {"values": tuple(map(tuple, each["values"]))}) for each in row.attributes]
