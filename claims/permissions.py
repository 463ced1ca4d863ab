"""Who may do what: one permission a kind of work, given to groups, required by the verbs."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from claims.refusals import Refused, WrongPerson

Person = User | AnonymousUser

REVIEW = "claims.review_claim"
ASSIGN = "claims.assign_claim"
PUBLISH = "claims.publish_verdict"

WORK = {
    REVIEW: "work on claims",
    ASSIGN: "assign claims to others",
    PUBLISH: "publish, correct or withdraw",
}

GROUPS = {
    "Reviewers": (REVIEW,),
    "Editors": (REVIEW, ASSIGN, PUBLISH),
}


def lacks(person: Person, permission: str) -> Refused | None:
    """The refusal for somebody without the permission, or None. Inactive people lack them all."""
    if person.has_perm(permission):
        return None
    if not person.is_authenticated:
        return WrongPerson(f"Log in as somebody who may {WORK[permission]}.")
    return WrongPerson(f"Your account may not {WORK[permission]}. Ask an editor.")


def who_may(permission: str) -> "QuerySet[User]":
    """Everybody with the permission who can still log in."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm(permission, backend=backend)


def is_desk(person: Person) -> bool:
    """Does this person work at the desk, and so see what is not published?"""
    return person.is_authenticated and person.has_perm(REVIEW)
