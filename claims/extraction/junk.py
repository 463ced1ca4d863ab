"""Recognises what states nothing: bylines, credits, captions, navigation, stage directions."""

import re

from spacy.tokens import Span

JUNK = re.compile(
    r"^\W*(?:"
    r"by\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,4}\W*$"  # a byline
    r"|(?:reporting|additional reporting|editing|writing|compiled|edited|produced)\s+by\b"
    r"|(?:photo|photograph|image|picture|video|file|caption|credit|source|graphic"
    r"|illustration)s?\s*(?:by|:|/|courtesy)"
    r"|(?:read|see|watch|listen|sign up|subscribe|click|share|follow|download|print|related"
    r"|advertisement"
    r"|story continues|continue reading|most read|more on this|also read|join|like us|get the"
    r"|tap here|skip to)\b"
    r"(?=.{0,80}$)(?=.*(?:more|twitter|facebook|instagram|newsletter|here|also|now|@|email|app"
    r"|story|article|main|us on|below|reading|topics|ad|:)|\W*$)"
    r"|(?:updated|published|posted|last modified)\b.{0,60}\d"
    r"|(?:copyright|©|\(c\)|all rights reserved)"
    r"|\(?(?:crosstalk|applause|laughter|inaudible|cheers|end video|begin video|commercial break)\b"
    r"|(?:partial |full |rush )?transcript\b.{0,40}:?\W*$"
    r"|.{0,60}[:–—-]\s*(?:as it happened|live|live updates|live blog|the latest)\W*$"
    r"|(?:\w+ ){0,3}?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
    r" (?:\w+ ){0,3}(?:things|facts|reasons|ways|tips|takeaways|lessons|charts|questions|myths"
    r"|secrets|photos|pictures)\b(?:.{0,20}\b(?:you|to|about|why|that|we|from)\b)?.{0,80}$"
    r"|(?:your |.{0,60}[:?] ?(?:your )?)?questions,? answered\W*$"
    r"|(?:media |press |for more )?(?:contacts?|information|enquiries|inquiries)\b.{0,30}:"
    r"|(?:\w+day,? )?(?:\d{1,2} [a-z]{3,9}|[a-z]{3,9}\.? \d{1,2}),? \d{4}\W*$"
    r"|(?:here|this)(?:'s|’s| is| are)\s+(?:what happened|how it happened|what (?:we"
    r"|you) (?:need to )?know)\W*$"
    r")",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")


def is_junk(sentence: Span) -> bool:
    """True for a line that no reader would call a statement."""
    words = sentence.text.strip()
    return not LETTER.search(words) or words.endswith("?") or bool(JUNK.match(words))
