"""What kind of claim a statement is: the list a desk sorts by, told from its words."""

import re

from claims.extraction.names import words
from claims.extraction.types import KindOfClaim

NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    "|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|half|third|quarter"
    "|dozens?|twice|double|triple"
)
NUMBER = re.compile(rf"\b(?:\d[\d.,]*%?|{NUMBER_WORDS})\b|[$£€]", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
UNITS = (
    "%|percent|per cent|percentage|million|billion|trillion|thousand|times|people|years?|jobs"
    "|votes?"
    "|points?|tons?|tonnes|miles|dollars|pounds|euros|states|countries|schools|cases|deaths|members"
    "|households|homes|seats|cities|workers|children|women|men|students|of"
)
FIGURE = re.compile(
    rf"\b(?:\d[\d.,]*|{NUMBER_WORDS})[-\s]*(?:{UNITS})\b|\d\s?%|[$£€]\s?\d"
    rf"|\b\d{{1,3}}(?:,\d{{3}})+\b"
    r"|\b\d+\.\d+\b|\b(?!(?:19|20)\d\d\b)\d{3,}\b",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|greater|better|worse|faster|slower|older"
    r"|younger|bigger|stronger|weaker|cheaper|richer|poorer|safer)\b.{0,60}\bthan\b"
    r"|\b(?:twice|double|triple|half) (?:as|the|of)\b"
    r"|\bas (?:many|much|big|large|high|low|bad|good|well|strong) .{0,40}\bas\b"
    r"|\b(?:threefold|fourfold|tenfold|compared (?:with|to)|outnumber\w*|exceed\w*|surpass\w*)\b",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|lowest|smallest|oldest|youngest|fastest|slowest|longest"
    r"|shortest|richest|poorest|greatest|strongest|weakest|fewest|deadliest|cheapest|safest"
    r"|most \w+|least \w+|first|last|only|record|unprecedented|never before)\b",
    re.IGNORECASE,
)
CAUSAL = re.compile(
    r"\b(?:because|due to|caus(?:e|es|ed|ing)|led to|leads to|leading to|result(?:s|ed|ing)?"
    r" (?:in|from)|thanks to|owing to|responsible for|blam(?:e|es|ed|ing)"
    r"|reasons? (?:why|for|that|is)|that(?:'s|’s| is) why|triggered|prompted|contribut\w+ to)\b",
    re.IGNORECASE,
)
PREDICTION = re.compile(
    r"\b(?:will|won['’]?t|shall|could|might|may|gonna|going to|likely|unlikely"
    r"|(?:is|are) (?:expected|set|poised|about) to)\b|\w['’]ll\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:must|should|ought to|need(?:s)? to|ha(?:s|ve) (?:got )?to|['’]ve got to|let['’]s"
    r"|we(?:['’]ll| will| want| are going to)|i(?:['’]ll| will| am going to|['’]m going to))\b",
    re.IGNORECASE,
)
THINKING = re.compile(
    r"\b(?:i|we) (?:\w+ly )?(?:think|believe|feel|hope|guess|love|hate|like|want|wish|suppose|fear"
    r"|care|doubt|trust)\b|\b(?:hop(?:e|es|ed|ing)|wish(?:es|ed)?)\b|\bin my (?:opinion|view)\b",
    re.IGNORECASE,
)
JUDGEMENT = re.compile(
    r"\b(?:good|bad|great|terribl[ey]|horribl[ey]|wonderful|beautiful\w*|awful|amazing"
    r"|incredibl[ey]"
    r"|fantastic|tremendous\w*|outrageous|ridiculous|insane|crazy|stupid|sad|sadly|proud|happy|glad"
    r"|sorry|unfair\w*|fair|fairly|unjust|just|important\w*|dangerous\w*|wrong|right|serious\w*"
    r"|phony"
    r"|perfect\w*|pivotal|critical|essential\w*|vital|unacceptable|best|worst|better|worse"
    r"|excellent"
    r"|cherished|enormous\w*|valuable|frustrat\w+|tough|kind|kinder|egregious|pretty|real|superior"
    r"|special|clear|clearly|obvious\w*|powerful\w*|rude|mean|nice|honest\w*|dishonest\w*|crooked"
    r"|corrupt|remarkabl[ey]|extraordinar\w+|transparent|unique|anxious|enraged|afraid|scared"
    r"|love[sd]?"
    r"|hate[sd]?|mess|disaster\w*|disgrac\w+|sham(?:e|eful)|joke|nightmare|fail(?:ure|ed|ing)|fraud"
    r"|liars?|greatness|thrive|thriving|disappoint\w*|excit\w+|exploits?|complex|unclear|vague"
    r"|desperat\w+|transparent|ambitious|bold|brave|brilliant|reckless|irresponsibl[ey]|hero\w*"
    r"|meaningful|inspiring|heartbreaking|hope(?:ful)?|faith|spirit|values|truth|message)\b",
    re.IGNORECASE,
)
QUOTE = re.compile(
    r"\b(?:said|says|told|tweeted|wrote|claimed|stated|questioned|acknowledged|asked|repeated"
    r"|wondered|announced|declared|noted|quoted|described|quotes?)\b",
    re.IGNORECASE,
)
BEING = words("""
be have remain include contain consist represent belong own become seem live tend support serve
stand
""")
"""Lemmas of verbs that say what something is, rather than what happened."""


UNSURE = re.compile(r"\b(?:could|might|may|likely|unlikely|probably)\b", re.IGNORECASE)
SCHEDULED = re.compile(
    r"\b(?:tomorrow|tonight|today|next (?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2})\b",
    re.IGNORECASE,
)
"""A day makes of "will" an appointment, which can be looked up."""


def kind_of_claim(
    text: str, *, quoted: bool, infinitive: bool = False, main: str = "", verb: str = ""
) -> KindOfClaim:
    """`quoted`: in quotation marks; `infinitive`: "to build a wall".

    `main` is the text without its subordinate clauses, `verb` the lemma that governs it.
    """
    main = main or text
    thinking = bool(THINKING.search(main))
    if infinitive or (PROMISE.search(main) and not FIGURE.search(text)):
        return "promise_or_call"
    if PREDICTION.search(text if thinking else main) and not _appointed(main):
        return "prediction"
    judged = len(JUDGEMENT.findall(text))
    if FIGURE.search(text) and judged < 2:
        return "figure"
    if thinking or judged >= (1 if quoted else 2):
        return "opinion"
    return _kind_of_fact(text, main, verb, quoted=quoted)


def _appointed(main: str) -> bool:
    return bool(SCHEDULED.search(main)) and not UNSURE.search(main)


def _kind_of_fact(text: str, main: str, verb: str, *, quoted: bool) -> KindOfClaim:
    if COMPARISON.search(text):
        return "comparison"
    if CAUSAL.search(text):
        return "causal"
    if not quoted and QUOTE.search(main):
        return "quote"
    if verb in BEING:
        return "attribute"
    return "event" if verb else "other"
