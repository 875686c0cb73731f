"""The little language of templates: which expressions may stand in a tag, and which fields they name.

Parsed by Jinja itself, then held against a short list of what a form needs. Everything else (calls, macros, imports,
assignments) is refused, so that no template can reach beyond the values that it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from banjie.platform.documents.filling.faults import FaultCode
from banjie.platform.documents.filling.shapes import Field, Shape, ShapeKind, nearest

LOOP: Final[Field] = Field(fields={each: Field() for each in ("index", "index0", "first", "last", "length")})
_TESTS: Final = frozenset({"defined", "none"})
_PLAIN: Final = (nodes.Const, nodes.TemplateData)
_COMPOUND: Final = (nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault within one tag."""

    code: FaultCode
    what: str
    instead: str = ""


class _Wrong(Exception):
    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Opened:
    """What a `for` brings into its body."""

    name: str
    each: Field


def printed(expression: str, scope: Shape, environment: Environment, used: set[str]) -> Complaint | None:
    """What is wrong with `{{ expression }}`, or None. Adds the fields of the outermost scope to `used`."""
    try:
        found = _field(_parsed(f"{{{{ {expression} }}}}", expression, environment), scope, environment, used)
        if found.kind is ShapeKind.LIST:
            raise _Wrong(Complaint(FaultCode.NEEDS_A_LOOP, expression.strip()))
    except _Wrong as wrong:
        return wrong.complaint
    return None


def condition(expression: str, scope: Shape, environment: Environment, used: set[str]) -> Complaint | None:
    """What is wrong with `{% if expression %}`, or None."""
    try:
        _field(_parsed(f"{{{{ {expression} }}}}", expression, environment), scope, environment, used)
    except _Wrong as wrong:
        return wrong.complaint
    return None


def loop(
    statement: str, scope: Shape, environment: Environment, used: set[str]
) -> tuple[Opened | None, Complaint | None]:
    """What `{% for … %}` brings in, and what is wrong with it."""
    try:
        tree = environment.parse(f"{{% for {statement} %}}{{% endfor %}}")
    except TemplateSyntaxError:
        return None, Complaint(FaultCode.SYNTAX, f"for {statement}")
    node = tree.body[0]
    assert isinstance(node, nodes.For)  # it begins with one
    if not isinstance(node.target, nodes.Name) or node.recursive or node.test is not None:
        return None, Complaint(FaultCode.NOT_ALLOWED, f"for {statement}")
    try:
        over = _field(node.iter, scope, environment, used)
        if over.kind is not ShapeKind.LIST:
            raise _Wrong(Complaint(FaultCode.NOT_A_LIST, statement.partition(" in ")[2].strip()))
    except _Wrong as wrong:
        return Opened(node.target.name, Field()), wrong.complaint
    return Opened(node.target.name, Field(fields=over.fields)), None


def _parsed(tag: str, expression: str, environment: Environment) -> nodes.Node:
    try:
        output = environment.parse(tag).body
    except TemplateSyntaxError as error:
        raise _Wrong(Complaint(FaultCode.SYNTAX, expression.strip())) from error
    if len(output) != 1 or not isinstance(output[0], nodes.Output) or len(output[0].nodes) != 1:
        raise _Wrong(Complaint(FaultCode.SYNTAX, expression.strip()))
    return output[0].nodes[0]


def _field(node: nodes.Node, scope: Shape, environment: Environment, used: set[str]) -> Field:
    match node:
        case nodes.Name(name=name):
            used.add(name)
            return _named(name, name, scope)
        case nodes.Getattr(node=inner, attr=name):
            owner = _field(inner, scope, environment, used)
            return _named(name, f"{_path(inner)}.{name}", owner.fields if owner.kind is ShapeKind.VALUE else {})
        case nodes.Filter(name=name, node=inner):
            return _filtered(node, name, inner, scope, environment, used)
        case nodes.Test(name=name) if name not in _TESTS:
            raise _Wrong(Complaint(FaultCode.NOT_ALLOWED, f"is {name}"))
        case _ if isinstance(node, (*_PLAIN, *_COMPOUND, nodes.Test)):
            for child in node.iter_child_nodes():
                _field(child, scope, environment, used)
            return Field()
        case _:
            raise _Wrong(Complaint(FaultCode.NOT_ALLOWED, type(node).__name__.lower()))


def _named(name: str, path: str, known: Mapping[str, Field]) -> Field:
    if name not in known:
        raise _Wrong(Complaint(FaultCode.UNKNOWN_FIELD, path, nearest(name, known)))
    return known[name]


def _filtered(
    node: nodes.Node,
    name: str,
    inner: nodes.Expr | None,
    scope: Shape,
    environment: Environment,
    used: set[str],
) -> Field:
    if name not in environment.filters:
        raise _Wrong(Complaint(FaultCode.UNKNOWN_FILTER, name, nearest(name, environment.filters)))
    for child in node.iter_child_nodes():
        if child is not inner:
            _field(child, scope, environment, used)
    if inner is not None:
        _field(inner, scope, environment, used)
    return Field()


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=inner, attr=name):
            return f"{_path(inner)}.{name}"
        case _:
            return "…"
