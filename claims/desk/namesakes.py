"""Whether a speaker is one that the desk knows: a person says so."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from claims.desk.answers import Done, verb
from claims.models import Claimant


@verb
def same(request: HttpRequest, person: User, pk: int) -> Done:
    """The claims of this one go to the known one."""
    here, known = _both(request, pk)
    here.merge_into(known, by=person)
    return Done(f"{here.name} and {known.name} are one now.")


@verb
def apart(request: HttpRequest, person: User, pk: int) -> Done:
    """They are two, and not suggested again."""
    here, known = _both(request, pk)
    here.tell_apart(known, by=person)
    return Done(f"{here.name} here is somebody else. You will not be asked again.")


def _both(request: HttpRequest, pk: int) -> tuple[Claimant, Claimant]:
    """Who was asked about, if both are still there: a colleague may have been first."""
    other = request.POST.get("other", "")
    here = Claimant.objects.filter(pk=pk).first()
    known = Claimant.objects.filter(pk=other).first() if other.isdecimal() else None
    if here is None or known is None:
        raise ValidationError(
            {"other": "One of the two is no longer there: a colleague was first."}
        )
    return here, known
