"""What happens next with a complaint, as a sentence for whoever looks at it."""

from claims.models import Complaint, Correction
from claims.models.complaint import UPHELD
from claims.people import name_of
from claims.permissions import PUBLISH, Person, lacks

NOBODY = (
    "Every editor had a hand in this check, so nobody may answer: an administrator must make "
    "somebody else an editor."
)


def next_step(complaint: Complaint, person: Person) -> str:
    """Who does what now; for this person in the second person."""
    if "look_into" in complaint.verbs_for(person):
        return "It waits for somebody to look into it, and to answer the reader. You may."
    if complaint.handler is None:
        return _who_may_answer(complaint, person)
    if complaint.state == Complaint.State.LOOKING:
        return _being_looked_into(complaint, person)
    return _what_follows(complaint, person)


def _who_may_answer(complaint: Complaint, person: Person) -> str:
    names = ", ".join(
        name_of(editor) for editor in complaint.possible_handlers.order_by("username")
    )
    if not names:
        return NOBODY
    mine = "" if lacks(person, PUBLISH) else "You had a hand in this check, so it is not yours. "
    return f"{mine}Editors who had no hand in the check answer the reader: {names}."


def _being_looked_into(complaint: Complaint, person: Person) -> str:
    if complaint.handler_id == person.pk:
        return "You are looking into it. Uphold it, uphold it in part or reject it, in words."
    name = name_of(complaint.handler)
    if complaint.handler and lacks(complaint.handler, PUBLISH):
        return f"{name} cannot answer any more. {_who_may_answer(complaint, person)}"
    return f"{name} is looking into it and answers the reader."


def _what_follows(complaint: Complaint, person: Person) -> str:
    if complaint.state not in UPHELD:
        return "It is answered. Nothing follows from it."
    if complaint.correction:
        return _where_it_led(complaint.correction)
    if complaint.standing is None:
        return "It is answered. Nothing is published about this claim any more."
    who = "Now" if "correct" in complaint.verbs_for(person) else "An editor's turn:"
    return f"{who} correct or withdraw the check, or name the correction that was made already."


def _where_it_led(correction: Correction) -> str:
    if correction.kind == Correction.Kind.WITHDRAWN:
        return "It is answered, and the check is withdrawn."
    if correction.to_verdict and correction.to_verdict.published_at:
        return "It is answered, and the check is corrected."
    return "It is answered, and a correction is in work. Readers see it when it is published."


def about_the_reply(complaint: Complaint) -> str:
    """Whether the reader gets, or has got, the answer."""
    if not complaint.contact:
        return "The reader left no address: what we answer stays here."
    if complaint.reply_sent_at:
        return "The answer was sent to the reader."
    if complaint.answered_at:
        return "The answer is on its way to the reader."
    return "The reader left an address: what we answer is sent there."
