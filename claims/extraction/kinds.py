"""What kind of claim a statement is: the list a desk sorts by, told from its words."""

import re

from claims.extraction.types import KindOfClaim

_NUMBER = (
    r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|hundred|thousand|million|billion|trillion|half|third|quarter|dozens?"
    r"|hundreds|thousands|millions|billions)"
)

FIGURE = re.compile(
    rf"\b{_NUMBER}[-\s]*(?:%|percent|per\s?cent|percentage|million|billion|trillion|thousand"
    rf"|times|people|years?|jobs|votes?|points?|tons?|tonnes|miles|dollars|pounds|euros|states"
    rf"|countries|schools|cases|deaths|members|of\s)"
    rf"|[$£€]\s?\d|\d%|\b(?:nearly|almost|about|around|approximately|roughly|more than"
    rf"|less than|fewer than|over|at least|up to)\s+(?:an?\s+)?(?:[$£€])?{_NUMBER}\b"
    rf"|\b\d{{1,3}}(?:,\d{{3}})+\b|\b\d+\.\d+\b|\b\d{{3,}}\b(?<!\b(?:19|20)\d\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"\b(?:\d[\d.,]*%?|{_NUMBER})\b|[$£€]", re.IGNORECASE)
COMPARISON = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|greater|better|worse|faster|slower|older"
    r"|younger|bigger|stronger|weaker|cheaper|richer|poorer|safer)\b.{0,60}\bthan\b"
    r"|\b(?:twice|double|triple|half) (?:as|the|of)\b|\bas (?:many|much|big|large|high|low|bad"
    r"|good|well|strong) .{0,40}\bas\b"
    r"|\b(?:threefold|fourfold|tenfold|compared (?:with|to)|outnumber\w*|exceed\w*|surpass\w*)\b",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|lowest|smallest|oldest|youngest|fastest|slowest|longest"
    r"|shortest|richest|poorest|worst|best|"
    r"greatest|strongest|weakest|fewest|deadliest|cheapest|safest|most \w+|least \w+|first|last"
    r"|only|record|unprecedented|never before)\b",
    re.IGNORECASE,
)
CAUSAL = re.compile(
    r"\b(?:because|due to|caus(?:e|es|ed|ing)|led to|leads to|leading to|result(?:s|ed"
    r"|ing)? (?:in|from)|thanks to|owing to"
    r"|responsible for|blam(?:e|es|ed|ing)|reason (?:why|for|that|is)|that(?:'s|’s| is) why"
    r"|triggered|prompted|contribut\w+ to|in order to|so that)\b",
    re.IGNORECASE,
)
PREDICTION = re.compile(
    r"\b(?:will|won['’]t|shall|would|could|might|may|'ll|’ll|is (?:likely|unlikely|expected|set"
    r"|poised|going|about) to|are (?:likely|unlikely|expected|set|poised|going|about) to"
    r"|going to|gonna)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:must|should|ought to|need(?:s)? to|has to|have to|had to|let['’]s|call(?:s|ed"
    r"|ing)? (?:for|on)|urg(?:e|es|ed|ing)|promis(?:e|es|ed)"
    r"|pledg(?:e|es|ed)|vow(?:s|ed)?|demand(?:s|ed)?|we(?:['’]ll| will| want| are going to)"
    r"|i(?:['’]ll| will| am going to|['’]m going to))\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:i|we) (?:think|believe|feel|hope|guess|love|hate|like|want|wish|suppose|fear)\b"
    r"|\b(?:hop(?:e|es|ed|ing)|wish(?:es|ed)?|beautiful|wonderful|terrible|horrible|awful"
    r"|great|amazing|incredible|fantastic|tremendous|disaster|disgrace\w*|shame\w*|ridiculous"
    r"|outrageous|insane|crazy|stupid|sad|proud|happy|glad|sorry|unfair|fair|nice|important"
    r"|dangerous|wrong|right|good|bad|serious|phony|fraud|perfect\w*|excited|disappoint\w*"
    r"|concern\w*|pivotal|critical|essential|vital|unacceptable|best|worst|love[sd]?|hate[sd]?)\b",
    re.IGNORECASE,
)
QUOTE = re.compile(
    r"\b(?:said|says|told|tweeted|wrote|claimed|stated|called|questioned|acknowledged|asked"
    r"|repeated\w*|wondered|announced|declared|read|quoted|described)\b",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|remain\w*|includ\w*|contain\w*|consist\w*"
    r"|represent\w*|belong\w*|own\w*|own)\b|['’](?:s|re)\b",
    re.IGNORECASE,
)


def kind_of_claim(text: str, *, quoted: bool, infinitive: bool, finite: bool) -> KindOfClaim:
    """`quoted`: in quotation marks; `infinitive`: "to build"; `finite`: its verb has a tense."""
    if infinitive or (PROMISE.search(text) and not NUMBER.search(text)):
        return "promise_or_call"
    if PREDICTION.search(text):
        return "prediction"
    if FIGURE.search(text):
        return "figure"
    if COMPARISON.search(text):
        return "comparison"
    if CAUSAL.search(text):
        return "causal"
    if OPINION.search(text) and (quoted or not NUMBER.search(text)):
        return "opinion"
    if not quoted and QUOTE.search(text):
        return "quote"
    if ATTRIBUTE.search(text):
        return "attribute"
    return "event" if finite else "other"
