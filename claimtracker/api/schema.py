"""Finishing touches to the OpenAPI schema: every operation says which problems it answers with."""

from typing import Any

from claims.models import Article, Claim, Claimant
from sources.models import Source

# For ENUM_NAME_OVERRIDES, which finds nothing inside a class.
ARTICLE_KINDS = Article.Kind.choices
ATTRIBUTION_KINDS = Claim.Kind.choices
CLAIMANT_KINDS = Claimant.Kind.choices
SOURCE_STATES = Source.State.choices

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for a person."},
        "errors": {
            "type": "object",
            "description": "For wrong input: the name of each field, and what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
ALWAYS = {
    "400": "Wrong input",
    "401": "Token unknown, expired or missing",
    "403": "Not this person's to do",
    "404": "Nothing here, or nothing that you may see",
    "406": "Only JSON is spoken here",
    "409": "The state does not allow it, or somebody was first",
    "429": "Too many requests",
}
WITH_A_BODY = {"413": "Too large", "415": "Only JSON is read here"}
BY_METHOD = {
    "get": {"304": "You have this already"},
    "post": WITH_A_BODY
    | {"412": "Changed since you read it", "422": "Idempotency-Key used for another request"},
    "patch": WITH_A_BODY | {"412": "Changed since you read it", "428": "If-Match is missing"},
    "delete": {"412": "Changed since you read it", "428": "If-Match is missing"},
}
HEADERS = {
    "get": ("If-None-Match", "An ETag that you have: 304 if nothing changed."),
    "post": ("Idempotency-Key", "Sent twice with one key, this is done once (for 24 hours)."),
    "patch": ("If-Match", "The ETag that you read. Required where a row has a version."),
    "delete": ("If-Match", "The ETag that you read. Required where a row has a version."),
}


def finish(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """A postprocessing hook of drf-spectacular."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for path in result["paths"].values():
        for method, operation in path.items():
            if method in BY_METHOD:
                _complete(method, operation)
    for component in result["components"]["schemas"].values():
        # What readers see may also be valid as what the desk sees: exactly one would be false.
        if "oneOf" in component:
            component["anyOf"] = component.pop("oneOf")
        for field in component.get("properties", {}).values():
            # An address that nobody has given is empty, which no URI is.
            if field.get("format") == "uri":
                del field["format"]
    return result


def _complete(method: str, operation: Schema) -> None:
    for status, words in (ALWAYS | BY_METHOD[method]).items():
        operation["responses"].setdefault(status, _answer(status, words))
    # One line beside each address, where the documentation shows them folded.
    operation.setdefault("summary", operation.get("description", "").partition("\n")[0])
    name, description = HEADERS[method]
    operation.setdefault("parameters", []).append(
        {
            "name": name,
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": description,
        }
    )


def _answer(status: str, words: str) -> Schema:
    if status == "304":
        return {"description": words}
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": problem}}
