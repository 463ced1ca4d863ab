"""The words that report: which verbs, nouns and phrases attribute, and what each may take.

The lists were written by hand and checked against how often each word reports in annotated news.
"""

from claims.extraction.names import ANONYMOUS, BODIES, DOCUMENTS, ROLES, words

SPEECH = words("""
accept accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert
assure attest aver blog boast caution charge chide claim clarify comment complain concede conclude
confess confide confirm contend continue counter crack declare decry demand demur denounce deny
describe detail disclose dispute elaborate emphasise emphasize estimate exclaim exhort explain
forecast grumble hint imply indicate inform insist interject interrupt intone joke lament maintain
marvel mention muse mutter note observe opine plead pledge point posit post predict proclaim
promise protest pronounce qualify question quip quote reaffirm reassure recall recite recollect
recommend recount reflect reiterate rejoin relate relay remark remember remind repeat reply report
respond retort retweet reveal say scoff shout shrug sigh signal snap speculate state stipulate
stress suggest summarise summarize surmise swear tell testify theorize thunder tout tweet
underline underscore urge vow voice vouch warn whisper whine write yell communicate recap brand
volunteer
""")
"""Verbs of saying: with a clause or a quotation they report, whoever their subject is."""

THOUGHT = words("""
anticipate assume believe bet calculate conclude consider decide deem determine discover doubt
envision expect fear feel figure find foresee guess hope indicate judge know learn notice prefer
presume project prove read realise realize reason reckon regard regret resolve rule sense show
suppose suspect think understand view wish wonder worry assess demonstrate illustrate
""")
"""Verbs of thinking and showing: they report a finite clause."""

INTENT = words("""
agree aim choose decide decline demand desire expect hope intend like mean offer plan pledge
prefer promise propose refuse seek swear threaten vow volunteer want wish appear seem claim opt
""")
"""Verbs that report an infinitive: "wants to leave"."""

STANCE = words("""
accuse acknowledge address admire advocate announce applaud approve assail attack attribute back
bash belittle bemoan blame blast call challenge champion cheer cite claim commend compare concede
condemn confirm congratulate credit criticise criticize declare decry defend demand denounce deny
deride describe detail disavow discuss dismiss dispute disown doubt downplay emphasise emphasize
endorse envision estimate expect explain fault favor favour fear forecast hail hate highlight
honor hope lament laud like love mean mention mock note oppose outline pan pitch praise predict
prefer proclaim promise propose protest question quote rebuke recall recommend recount regret
reiterate reject renounce repeat report request ridicule rip salute seek signal slam stress
suggest support suspect tout trash trumpet underscore urge want warn welcome communicate
""")
"""Verbs that report a noun phrase: "criticised the decision"."""

ADDRESSED = words("""
advise ask assure caution convince encourage exhort implore inform instruct invite notify order
persuade press promise push reassure remind show teach tell urge warn want expect
""")
"""Verbs whose object is who was told, or who is to act, and not what was said."""

PREPOSITIONS = {
    "call": ("for", "on", "upon"), "point": ("to", "out"), "accuse": ("of",),
    "blame": ("for", "on"), "criticise": ("for",), "criticize": ("for",), "praise": ("for",),
    "push": ("for",), "argue": ("for", "against"), "complain": ("about", "of"),
    "warn": ("of", "about", "against"), "speak": ("about", "of", "against", "out"),
    "talk": ("about", "of"), "refer": ("to",), "object": ("to",), "agree": ("with", "to", "on"),
    "hope": ("for",), "ask": ("about", "for"), "worry": ("about",), "think": ("of", "about"),
    "advocate": ("for",), "boast": ("of", "about"), "apologise": ("for",), "apologize": ("for",),
    "allude": ("to",), "comment": ("on", "about"), "joke": ("about",), "disagree": ("with",),
    "rail": ("against",), "lash": ("out",), "believe": ("in",), "elaborate": ("on",),
    "testify": ("about", "to"), "tweet": ("about",), "hint": ("at",), "press": ("for",),
    "insist": ("on",), "respond": ("to",), "describe": ("as",), "dismiss": ("as",),
    "view": ("as",), "see": ("as",), "regard": ("as",), "portray": ("as",),
    "characterise": ("as",), "characterize": ("as",), "depict": ("as",), "hail": ("as",),
    "denounce": ("as",), "charge": ("with",), "credit": ("with", "for"), "thank": ("for",),
    "side": ("with",), "fault": ("for",), "cast": ("as",), "paint": ("as",), "label": ("as",),
    "suspect": ("of",),
}  # fmt: skip
"""Verbs whose preposition introduces what was said: "called for a vote", "accused him of fraud"."""

NOUNS = words("""
accusation admission advice allegation announcement answer argument assertion assessment
assumption assurance belief charge claim comment complaint conclusion concern confidence
contention conviction criticism decision declaration demand denial doubt estimate expectation fear
feeling finding forecast guarantee hint hope idea impression indication insistence knowledge
message notion observation opinion perception pledge possibility prediction promise promises
proposal proposition realization reassurance recommendation remark reminder report revelation
rumor rumour sense sentiment sign speculation statement story suggestion suspicion testimony
theory threat tweet understanding view vow warning word
""")
"""Nouns that report the clause hung on them: "the claim that crime is rising"."""

ADJECTIVES = words("""
adamant afraid angry aware certain clear concerned confident convinced doubtful eager glad happy
hopeful optimistic pleased positive proud sceptical skeptical sorry surprised thankful unaware
uncertain unsure wary willing worried reluctant unwilling determined keen
""")
"""Adjectives that report what their subject holds: "is confident that she will win"."""

OPENERS = words("""
according citing
""")
ADVERBS = words("""
allegedly purportedly reportedly supposedly
""")
"""They report the clause they stand in, and nobody answers for it."""

WEAK = words("""
add address appear attempt back charge compare continue cite decide describe detail determine
discover estimate expect figure find indicate judge mean need notice point prepare project prove
qualify read record reflect relate reveal rule see seem show signal suggest support try prefer
demonstrate illustrate
""")
"""They report only where their subject is somebody or something that can speak."""

LABELS = words("""
latest watch video videos photo photos breaking update updated exclusive opinion analysis live read
more note related interview editorial correction review factbox explainer timeline listen
""")
"""What stands before the colon of a headline and is nobody."""

NAMING = words("""
brand call consider declare deem dub find label name nickname proclaim pronounce term think
""")
"""Verbs that report what they call something: "called him a fraud"."""

DISPLAY = words("""
demonstrate describe detail document express highlight illustrate indicate outline reflect reveal
show
""")
"""Verbs of showing: with a noun phrase they report where a document or a person shows it."""

INVITES = words("""
encourage expect invite permit persuade push urge want
""")
"""Verbs whose content is the person together with what he or she is to do."""

MOUTHS = (
    ROLES
    | BODIES
    | DOCUMENTS
    | ANONYMOUS
    | words("""
ally candidate court data envoy figure law lawyer man men minister ministry number people police
result return review team union voter women
""")
)
"""Whoever and whatever can speak: the subjects that a weak cue wants."""
