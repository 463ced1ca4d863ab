"""How what is done to a claim at the desk is undone: by verbs again, which may be refused."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import Claim

Fields = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to send: the address of a verb, and its fields."""

    url: str
    fields: Fields = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


Undo = tuple[Step, ...]


def undo_of(verb: str, before: Claim, by: User) -> Undo:
    """What leads back to `before`, a claim as it stood until this person used the verb."""
    return UNDO[verb](before, by) if verb in UNDO else ()


def undo_of_edit(before: Claim, old: Fields, new: Fields, by: User) -> Undo:
    """The old values, unless somebody edits in between; and the confirmation that it cost.

    Whether somebody did is told by the values: the version also counts what is undone before this.
    """
    back = Step(reverse("desk:edit", args=[before.pk]), old | {"if_still": digest(new)})
    again = (_step(before, "confirm"),) if before.confirmed_by_id == by.pk else ()
    return (back, *again)


def digest(fields: Fields) -> str:
    return hashlib.sha256(repr(sorted(fields.items())).encode()).hexdigest()[:20]


def undo_of_mark(claim: Claim) -> Undo:
    return (Step(reverse("desk:unmark", args=[claim.pk])),)


def _step(claim: Claim, verb: str, **fields: str) -> Step:
    return Step(reverse("desk:act", args=[claim.pk, verb]), dict(fields))


def _plainly(*verbs: str) -> Callable[[Claim, User], Undo]:
    return lambda before, by: tuple(_step(before, verb) for verb in verbs)


def _to_the_one_who_had_it(before: Claim, by: User) -> Undo:
    """Only an editor takes a claim from somebody, and only an editor can give it back."""
    if before.assignee_id == by.pk:
        return (_step(before, "take"),)
    return (_step(before, "assign", to=str(before.assignee_id)),)


def _undo_dismiss(before: Claim, by: User) -> Undo:
    reopened = _step(before, "reopen")
    if before.status == Claim.Status.EXTRACTED:
        return (reopened, _step(before, "undo_accept"))
    if before.status == Claim.Status.OPEN:
        return (reopened,)
    return (reopened, *_to_the_one_who_had_it(before, by))


def _undo_assign(before: Claim, by: User) -> Undo:
    return _to_the_one_who_had_it(before, by) if before.assignee_id else (_step(before, "release"),)


def _undo_merge(before: Claim, by: User) -> Undo:
    """Those that had been merged into it went along, and come back with it."""
    steps = [_step(before, "unmerge")]
    for duplicate in before.duplicates.order_by("pk"):
        steps += [_step(duplicate, "unmerge"), _step(duplicate, "merge_into", into=str(before.pk))]
    return tuple(steps)


UNDO: dict[str, Callable[[Claim, User], Undo]] = {
    "accept": _plainly("undo_accept"),
    "undo_accept": _plainly("accept"),
    "take": _plainly("release"),
    "release": _to_the_one_who_had_it,
    "assign": _undo_assign,
    "dismiss": _undo_dismiss,
    "reopen": lambda before, by: (_step(before, "dismiss", reason=before.dismiss_reason),),
    "confirm": _plainly("undo_confirm"),
    "undo_confirm": _plainly("confirm"),
    "merge_into": _undo_merge,
    "unmerge": lambda before, by: (_step(before, "merge_into", into=str(before.canonical_id)),),
}
