"""What kind of claim a statement is: the list a desk sorts by, told from its words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.extraction.names import words
from claims.extraction.predicates import NOTHING, Predicate
from claims.extraction.types import KindOfClaim

NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    "|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|half|third|quarter"
    "|dozens?|twice|double|triple"
)
NUMBER = re.compile(rf"\b(?:\d[\d.,]*%?|{NUMBER_WORDS})\b|[$£€]", re.IGNORECASE)
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
BEING = words("""
be have remain include contain consist represent belong own become seem live tend support serve
stand
""")
"""Lemmas of verbs that say what something is, rather than what happened."""


EVALUATES = words("""
exploit exaggerate mislead lie rig mock distract deceive love hate adore deserve matter betray smear
pander bully whine clarify fool brainwash embarrass underestimate overreach reek
""")
"""Lemmas of verbs that judge while they tell."""

SPEAKS = words("""
say tell write tweet claim state question wonder acknowledge repeat note declare quote describe
mention talk type admit deny insist argue suggest warn boast joke recall remark reply shout
""")
"""Lemmas of verbs whose clause is about words: that they were said can be looked up."""

PROMISES = words("""
promise pledge vow propose plan intend want seek call urge demand recommend threaten commit offer
advise beg ask push press advocate vow refuse swear
""")
"""Lemmas of cues under which even a noun phrase is something to be done."""

TERMS = re.compile(
    r"\b(?:plan|polic(?:y|ies)|laws?|bill|rules?|proposal|measure|act|treaty|agreement|deal|budget"
    r"|scheme|amendment|constitution|contract|clause|eligible|qualify)\b",
    re.IGNORECASE,
)
"""What a law or a plan "would" do is what it says, and can be read there."""

MINDS = words("want like need know realize realise think believe agree hope wish remember care")

UNSURE = re.compile(r"\b(?:could|might|may|likely|unlikely|probably)\b", re.IGNORECASE)
SCHEDULED = re.compile(
    r"\b(?:tomorrow|tonight|today|next (?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}|scheduled)\b",
    re.IGNORECASE,
)
"""A day makes of "will" an appointment, which can be looked up."""

AHEAD = re.compile(
    r"\b(?:will|won['’]?t|shall|gonna|going to|likely|unlikely|probably"
    r"|(?:is|are) (?:expected|set|poised|about|on (?:his|her|its|their|the) way) to)\b"
    r"|\w['’]ll\b|\b(?:could|might|may|would)(?:n['’]t| not)?\b"
    r"(?! (?:\w+ )?(?:have|be able to tell))",
    re.IGNORECASE,
)
"""Time to come, and what would be; "may have been murdered" is about the past."""

OPENS_WITH_IF = re.compile(r"^\W*(?:if|unless)\b", re.IGNORECASE)
CONDITION = re.compile(r"\b(?:if|unless|should)\b", re.IGNORECASE)
COUNTED = re.compile(
    rf"(?<![-\w$£€.])(?:\d[\d.,]*|{NUMBER_WORDS})(?:[-\s]+(?!year-old|year old)(?:{UNITS}))\b"
    r"|\d\s?%|[$£€]\s?\d|(?<!-)\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d+\b"
    r"|\b(?:doubled|tripled|trebled|quadrupled|halved|(?:[Aa]|[Tt]he|vast|overwhelming) majority of"
    r"|(?:[Aa]|[Oo]ne) (?:half|third|quarter|fifth|tenth) of"
    r"|(?:[Hh]alf|[Tt]wo-thirds|[Tt]hree-quarters) of"
    r"|[Tt]he (?:average|median|number) )\b"
    rf"|\b(?:[Oo]f the )(?:\d+|{NUMBER_WORDS})\b|\b(?:third|fourth|fifth|sixth) time\b"
    r"|^(?:[A-Z][a-z]+-(?:one|two|three|four|five|six|seven|eight|nine)|\d{2,}) \w+s\b",
)
"""A quantity that a desk would look up, and not an age, the number of a school or "5-4"."""

ROUGH = re.compile(
    r"\b(?:hundreds|thousands|millions|billions|dozens|a couple|a few|many) of\b", re.IGNORECASE
)
MOST = re.compile(
    r"\b(?:largest|biggest|highest|lowest|smallest|oldest|youngest|fastest|slowest|longest"
    r"|shortest|richest|poorest|strongest|weakest|fewest|deadliest|cheapest|safest|worst|best"
    r"|most|least|first of its)\b",
    re.IGNORECASE,
)
AMONG_THE_MOST = re.compile(r"\bone of\b|\b(?:two|three|four|five|ten) (?:largest|biggest)", re.I)
RANKED = frozenset({"be", "become", "remain", "represent", "rank", "set", "mark", ""})
COMPARED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|greater|faster|slower|older|younger|bigger"
    r"|stronger|weaker|cheaper|richer|poorer|safer)\b.{0,60}\bthan\b"
    r"|\b(?:twice|double|triple|half) as\b|\bas (?:many|much|big|large|high|low|well|often)\b"
    r".{0,60}\bas\b|\b(?:threefold|fourfold|tenfold|twofold|compared (?:with|to)|outnumber\w*"
    r"|exceed\w*|surpass\w*|unchanged|outpac\w+|outspen[dt]\w*)\b"
    r"|\b(?:increase|decrease|drop|fall|rise|decline|growth) (?:since|from|over)\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|so as to|in order to|as a result of"
    r"|that(?:['’]s| is| was) (?:why|because)|reasons? (?:why|for|that|is|was)|led to|leads to"
    r"|leading to|caus(?:e[sd]?|ing)|result(?:s|ed|ing)? (?:in|from)|responsible for"
    r"|blam(?:e[sd]?|ing) .{0,40} (?:for|on)|triggered|prompted|contribut\w+ to|driven by"
    r"|(?:is|was|are|were) designed to|stem(?:s|med) from|hurt(?:s|ing)?|disadvantages)\b"
    r"|['’]cause\b|\bbring(?:s|ing) .{0,50} together\b",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:must|should|ought to|need(?:s)? to|ha(?:s|ve) (?:got )?to|['’]ve got to|let['’]s"
    r"|we(?:['’]ll| will| want to| are going to|['’]re going to)"
    r"|i(?:['’]ll| will| am going to|['’]m going to| want to| promise)"
    r"|(?:is|are|am|['’][smr]e?) (?:prepared|ready|committed|determined) to)\b",
    re.IGNORECASE,
)
HABIT = frozenset({"can", "cannot", "ca"})
IMPERSONAL = frozenset(
    {"it", "that", "this", "they", "we", "you", "i", "what", "which", "he", "she", "there"}
)
MODALS_AHEAD = frozenset({"will", "wo", "'ll", "’ll", "shall", "would", "could", "might", "may"})
PLANNED = re.compile(r"\b(?:is|are|was|were) (?:scheduled|due|slated) to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a statement when its kind is told.

    `main` is the text without its subordinate clauses, `cue` the lemmas of the words that report
    it, `own` whether its subject is who says it ("he would pay for it").
    """

    text: str
    quoted: bool = False
    outlet: bool = False
    main: str = ""
    predicate: Predicate = NOTHING
    cue: frozenset[str] = frozenset()
    own: bool = False
    apposed: bool = False


def kind_of_claim(said: Said) -> KindOfClaim:
    """The first rule of `RULES` that holds; "other" where none does."""
    said = said if said.main else replace(said, main=said.text)
    return next((kind for kind, holds in RULES if holds(said)), "other")


def _finite(said: Said) -> bool:
    return said.predicate.tense != "none" or bool(said.predicate.modals)


def _judged(said: Said) -> int:
    return len(JUDGEMENT.findall(said.main))


def _thinks(said: Said) -> bool:
    return said.predicate.thought or bool(THINKING.search(said.main))


def _to_be_done(said: Said) -> bool:
    """An infinitive or a noun phrase under "promised", "called for"."""
    if said.outlet or _finite(said):
        return False
    infinitive = said.text.lower().startswith(("to ", "not to "))
    return infinitive or bool(said.cue & PROMISES)


def _promised(said: Said) -> bool:
    """ "He would pay for it", "we must act": somebody is to do something."""
    modal = said.predicate.modals & {"will", "would", "'ll", "’ll", "wo"}
    if said.own and modal and not said.outlet and not CONDITION.search(said.text):
        return True
    past = said.predicate.tense in {"past", "perfect"}
    looked_at = said.text if _thinks(said) else said.main
    return not past and not said.predicate.negated and bool(DUTY.search(looked_at))


def _counted(said: Said) -> bool:
    return bool(COUNTED.search(said.text)) and not ROUGH.search(said.text) and _judged(said) < 2


def _conditional(said: Said) -> bool:
    """ "If she wins, the court could …": what would follow, and not what is to be done."""
    return bool(OPENS_WITH_IF.search(said.text) and AHEAD.search(said.text))


def _term(said: Said) -> bool:
    """What a plan provides: "fathers would not be eligible", "the policy would extend to"."""
    provides = said.predicate.modals & {"would", "could", "will", "may", "can"}
    return bool(provides and TERMS.search(said.text)) and not CONDITION.search(said.text)


def _appointed(said: Said) -> bool:
    if UNSURE.search(said.main) or _thinks(said):
        return False
    now = said.predicate.tense == "present" and said.predicate.lemma not in BEING
    dated = now or "will" in said.predicate.modals
    return bool(PLANNED.search(said.main) or (dated and SCHEDULED.search(said.main)))


def _ahead(said: Said) -> bool:
    if said.predicate.tense in {"past", "perfect"} and not _thinks(said):
        return False
    if "could" in said.predicate.modals and said.predicate.negated and said.outlet:
        return False
    looked_at = said.text if _thinks(said) else said.main
    return bool(said.predicate.modals & MODALS_AHEAD or AHEAD.search(looked_at)) and not bool(
        re.search(r"\b(?:could|may|might|would)(?:n['’]t| not)? have\b", said.main)
    )


def _compared(said: Said) -> bool:
    if _thinks(said) or _judged(said) > 1:
        return False
    ranked = MOST.search(said.main) and not AMONG_THE_MOST.search(said.main)
    return bool(COMPARED.search(said.text)) or bool(ranked and said.predicate.lemma in RANKED)


def _caused(said: Said) -> bool:
    return bool(BECAUSE.search(said.text)) and not _thinks(said) and _judged(said) < 2


def _valued(said: Said) -> bool:
    """Its predicate praises or blames, or the speaker says what he or she thinks."""
    if _thinks(said) or said.predicate.lemma in EVALUATES:
        return True
    if said.predicate.complement and JUDGEMENT.search(said.predicate.complement):
        return True
    return _judged(said) >= (1 if said.quoted else 2)


def _about_words(said: Said) -> bool:
    return not said.quoted and said.predicate.lemma in SPEAKS and not said.predicate.negated


def _remarked(said: Said) -> bool:
    """Speech in the present tense about "it", "that" or "us" tells a view."""
    verb = said.predicate
    now = verb.tense == "present" and not verb.passive and not verb.progressive
    denied = verb.negated or bool(re.match(r"there(?:['’]s| is| are) no\b", said.main, re.I))
    return said.quoted and now and not denied and verb.subject in IMPERSONAL


def _minded(said: Said) -> bool:
    """ "Nobody wants to", "her daughter likes to sing": what goes on in others cannot be seen."""
    return said.predicate.lemma in MINDS and not said.predicate.passive


def _lasting(said: Said) -> bool:
    """What something is, has or usually does."""
    stays = said.predicate.lemma in BEING and not said.predicate.progressive
    if stays and (said.predicate.lemma, said.predicate.tense) != ("have", "perfect"):
        return True
    habit = said.predicate.tense == "present" and not said.predicate.progressive
    named = said.apposed or bool(re.match(r"(?:.{0,60} )?(?:of )?being (?:a|an|the)\b", said.text))
    return habit or bool(said.predicate.modals & HABIT) or (named and not _finite(said))


def _happened(said: Said) -> bool:
    return bool(said.predicate.lemma)


Rule = tuple[KindOfClaim, Callable[[Said], bool]]
RULES: tuple[Rule, ...] = (
    ("promise_or_call", _to_be_done),
    ("attribute", _term),
    ("prediction", _conditional),
    ("promise_or_call", _promised),
    ("causal", lambda said: bool(re.search(r"\bbecause\b", said.text)) and _caused(said)),
    ("figure", lambda said: _counted(said) and not _thinks(said)),
    ("event", _appointed),
    ("prediction", _ahead),
    ("comparison", _compared),
    ("causal", _caused),
    ("opinion", _valued),
    ("quote", _about_words),
    ("opinion", _remarked),
    ("other", _minded),
    ("attribute", _lasting),
    ("event", _happened),
    ("opinion", lambda said: not said.outlet),
)
"""In this order: what a statement is for outweighs what it contains, that outweighs its form."""
