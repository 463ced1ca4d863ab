"""Why a verb was refused: wrong person (403), wrong state (409) or a stale copy (412).

Wrong input is Django's `ValidationError`. Pages and the API turn these into words and status codes;
the rules that raise them live on the models. Pure: no Django.
"""


class Refused(Exception):
    """A verb that may not be done now. The message is a sentence for the person who tried."""

    status = 409
    title = "Refused"


class WrongPerson(Refused):
    """This person may not do this, whatever the state."""

    status = 403
    title = "Not for you to do"


class WrongState(Refused):
    """The state does not allow it, or somebody else was first."""

    status = 409
    title = "Not possible now"


class Stale(Refused):
    """The row was changed since it was read: the editor works on an old copy."""

    status = 412
    title = "Changed in the meantime"
