"""The words by which kinds of claims are told: figures, comparisons, judgements, promises."""

import re

from claims.extraction.names import words

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
