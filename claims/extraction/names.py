"""Words that tell who a mention is: first names, titles, roles, groups, documents."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEN = words("""
aaron abdul abraham adam adrian ahmed al alan albert alejandro alex alexander alexei alfred ali
allen amir andre andrew andy angus anthony antonio antonin arnold arthur barack barry ben benjamin
bernard bernie bill billy bob boris brad brandon brendan brent brett brian bruce bryan calvin carl
carlos chad charles charlie chris christopher chuck clarence cliff clint colin craig curtis dale
dan daniel dave david dean dennis derek dick dominic don donald doug douglas drew duncan dwight ed
eddie edgar edward edwin eli elon emmanuel eric ernest ethan eugene evan felix fernando francis
francisco frank fred frederick gareth gary gavin gene geoff geoffrey george gerald gerard gilbert
giorgio glenn gordon graham grant greg gregory guy hamid harold harry harvey hassan hector henry
herbert herman howard hugh hugo ian ibrahim isaac ivan jack jacob jake james jamie jared jason
javier jay jean-claude jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joe joel john johnny
jon jonathan jordan jorge jose joseph josh joshua juan julian justin kamal karl keir keith ken
kenneth kevin khalid kim kirk kofi kurt kyle lance larry laurence lawrence lee leo leon leonard
lester lewis liam lloyd louis lucas luis luke malcolm manuel marc marco marcus mario mark martin
marvin matt matthew maurice max merrick michael miguel mike mitch mitt mohamed mohammad mohammed
morgan moses muhammad nathan ned neil nicholas nick nigel noah norman oliver omar oscar owen pablo
pat patrick paul pedro pete peter phil philip phillip pierre rafael ralph ramesh rand randy rashid
raul ray raymond reince rex ricardo richard rick ricky rishi rob robby robert roberto rodney roger
roland ron ronald ross roy rudolph rudy rupert rush russ russell ryan sadiq saleh sam samuel scott
sean sebastian sergei sergey seth shane shaun sheldon simon spencer stan stanley stefan stephen
steve steven stuart sundar tariq ted terry theodore thomas tim timothy toby todd tom tommy tony
travis trevor trey tucker tyler vernon victor viktor vincent vladimir volodymyr walter warren
wayne wesley will william wolf xi yusuf zachary
""")

WOMEN = words("""
abigail adele agnes aisha alexandra alexis alice alicia alison allison amanda amber amy ana andrea
angela anita ann anna anne annette annie antonia april arianna ashley audrey barbara beatrice
becky bernice beth betsy betty beverly bonnie brenda bridget brittany camille candace carla carly
carmel carmen carol carole caroline carolyn catherine cathy cecilia charlotte chelsea cheryl
christina christine cindy claire clara claudia colleen condoleezza connie courtney crystal cynthia
daisy dana daniela danielle dawn debbie deborah debra denise diana diane dianne dolores dominique
donna dora doris dorothy edith eileen elaine eleanor elena elise elizabeth ellen emily emma erica
erin esther ethel eva eve evelyn faith fatima felicia fiona flora florence frances gabrielle gail
gennifer gina ginger glenda gloria grace greta gretchen hannah harriet hazel heather heidi helen
helena hillary hilary holly hope huma ida ingrid irene iris irma isabel isabella ivanka ivy jackie
jacqueline jane janet janice jasmine jean jeanne jen jennifer jenny jessica jill jo-renee joan
joanna joanne jocelyn josephine joy joyce juanita judith judy julia julie june kaitlyn kamala
karen kate katherine kathleen kathryn kathy katie kayla keisha kellyanne kelly kerry kim kimberly
kirsten kirstjen kristen kristin laura lauren laurie leah leslie lillian linda lindsay lisa liz
liza lois loretta lori lorraine louise lucia lucy lynn mabel madeleine madison mallory mandy
marcia margaret maria marian marianne marie marilyn marine marissa marjorie marlene marsha martha
mary maureen maxine megan megyn melania melanie melinda melissa mercedes meredith mia michelle
mildred miranda miriam moira molly monica myra nadia nancy naomi natalie natasha nicola nicole
nicky nikki nina nora norma olga olivia pam pamela patricia patsy patty paula pauline peggy penny
phyllis priscilla priti rachel rebecca regina renee rhonda rita roberta rosa rose rosemary roxanne
ruby ruth sabrina sally samantha sandra sara sarah savannah selina serena shannon sharon sheila
shelley sherry shirley silvia simone sofia sonia sophia sophie stacey stacy stella stephanie sue
susan suzanne sylvia tamara tammy tania tanya tara teresa terri thelma theresa tiffany tina tracey
tracy ursula valerie vanessa vera veronica vicki victoria violet virginia vivian wanda wendy
whitney winifred yolanda yvette yvonne zoe
""")

SURNAMES_TOO = words("""
alexander allen andrew blair carter clinton craig curtis dale dawn dean douglas drew duncan evan
faith francis frank george glenn gordon grace graham grant gray gregory harvey henry holly hope
howard hugh jackson jacob james jordan joseph joy kelly kerry kirk lance lawrence lee leo leonard
lewis lloyd luke lynn martin marvin max mitchell morgan murray nelson noah norman oliver owen page
patrick paul peter raymond rose ross russell ryan scott simon spencer stacy stanley stephen stuart
terry thomas todd travis tucker tyler vernon victor vincent wallace walter warren wayne wesley
whitney william
""")
"""First names of this list that newspapers print alone as surnames: they tell no gender."""

TITLES = words("""
mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron president vice-president
senator sen rep representative congressman congresswoman gov governor lt gen general col colonel
maj major capt captain sgt sergeant adm admiral judge justice chief mayor minister chancellor
secretary attorney ambassador pope cardinal bishop archbishop rev reverend father sister rabbi
imam king queen prince princess sheriff chairman chairwoman speaker councillor cllr superintendent
inspector detective commissioner coach hon rt
""")

MASCULINE = words("he him his himself")
FEMININE = words("she her hers herself")
PLURAL = words("they them their theirs themselves we us our ours who")
NEUTER = words("it its itself which that this")
FIRST_PERSON = words("i me my mine myself we us our ours")

MALE_TITLES = words("mr sir lord baron congressman chairman father king prince pope")
FEMALE_TITLES = words(
    "mrs ms miss dame lady baroness congresswoman chairwoman queen princess sister"
)

WOMANLY = words("""
woman mother daughter wife ex-wife widow actress congresswoman queen princess heiress spokeswoman
chairwoman businesswoman sister grandmother girl girlfriend
""")
MANLY = words("""
man father son husband ex-husband actor congressman king prince spokesman chairman businessman
brother grandfather boy boyfriend
""")
KIN = words("""
aunt boyfriend brother cousin daughter ex-husband ex-wife father fiancee fiancé fiancée girlfriend
granddaughter grandfather grandmother grandson husband mother nephew niece parent partner sister
son spouse stepdaughter stepfather stepmother stepson uncle widow widower wife
""")

OFFICES = words("""
home foreign prime first vice deputy shadow interior defence defense health education transport
treasury environment culture justice finance energy trade business permanent private
""")
"""Of what somebody is secretary or minister: the office is no name."""

POSTNOMINALS = words("qc kc mp msp ms mep td obe cbe mbe kbe dbe phd md mbbs frs")
"""Letters after a name."""

ROLES = words("""
activist actor actress adviser associate fellow advisor administrator advocate aide ambassador
analyst anchor artist astronomer attorney auditor author baker banker billionaire bishop boss
businessman businesswoman candidate captain chair chairman chairwoman chancellor chief chemist coach
colonel columnist commander commentator coroner inspector ombudsman commissioner congressman
congresswoman consultant contender correspondent councillor critic daughter defendant democrat
deputy designer developer diplomat director doctor driver economist editor co-editor engineer
entrepreneur envoy executive expert farmer father firefighter foreman founder fugitive general
governor head historian host husband incumbent independent investigator journalist judge justice
king lawmaker lawyer leader lecturer manager man mayor member minister mogul moderator mother
neighbor neighbour nominee novelist nurse officer official operative organiser organizer owner
pastor physician pilot player police poet politician pollster pope premier president pressman priest
principal producer professor prosecutor psychologist publisher queen rabbi reporter representative
republican researcher resident retiree scholar scientist secretary senator sergeant sheriff singer
socialist soldier son spokesman spokesperson spokeswoman star strategist student superintendent
supporter surgeon survivor suspect teacher teenager trader treasurer trustee veteran victim
volunteer widow wife witness woman worker writer
""")

BODIES = words("""
academy administration agency alliance army assembly association authority bank board body brigade
bureau cabinet camp campaign centre center charity church club coalition college commission
committee company confederation congress consortium corporation corps council country court
department division embassy faculty federation firm force forum foundation fund government group
hospital house institute institution kremlin league lobby ministry mission movement nato network
newspaper office organisation organization outlet panel parliament party pentagon police
publication regulator retailer school senate service society station studio team think-tank
treasury tribunal trust union university watchdog website white zoo
""")

DOCUMENTS = words("""
account ad ads advertisement affidavit agreement analysis article assessment audit bill book brief
average averages broadcast census chart commentary complaint constitution contract data database
declaration document documents dossier draft editorial email emails essay estimate estimates
evidence fact figures
filing filings finding findings forecast history homepage indictment investigation issue law
lawsuit leaflet letter letters log memo memoir memorandum message minutes notice op-ed order page
paper papers petition piece plan platform play poll polling polls post posting profile program
programme proposal records record release report reports research results returns review rules
ruling score statement statistic statistics story study studies subpoena summary survey surveys
testimony text transcript treaty tweet tweets verdict video website white-paper
""")

ANONYMOUS = words("""
source sources insider insiders person people official officials aide aides adviser advisers some
others many critics opponents supporters observers analysts experts one someone everyone everybody
anyone sceptics skeptics
""")

ORGANIZATION_ENDS = words("""
inc corp ltd plc llc co party times post news journal tribune herald guardian network fund bank
university college institute center centre foundation association committee commission council
agency department ministry bureau court senate congress parliament union federation alliance
coalition league service authority office administration campaign house police army navy pentagon
kremlin nato bbc cnn nbc cbs abc msnbc fox reuters politico cnbc pbs npr group company schools
board today magazine press gallup nielsen google facebook twitter apple microsoft amazon street
society trust convention conference summit act plan day award prize bill forum debate election
games cup war treaty amendment project initiative program programme foods motors energy airlines
industries systems holdings media studios labs technologies partners highways rail railways water
grid airways pharmaceuticals bros brothers sons enterprises solutions international
""")

FOLLOWERS = words("""
campaign camp team administration foundation
""")
"""Bodies named after a person: the Trump campaign, Clinton's team."""

PLACE_STARTS = words("""
new north south west east northern southern western eastern central san los las st saint santa el
great upper lower mount lake fort cape
""")
PLACE_ENDS = words("""
city county state states river lake street avenue kingdom island islands beach valley hills springs
park square bay ocean sea coast heights
""")
"""Words of places, which no pronoun of a person stands for."""

STATES = words("""
ala ariz ark calif colo conn fla ga ill ind kan ky md mass mich minn miss mo mont neb nev okla ore
pa tenn tex va vt wash wis wyo n.h n.j n.m n.y n.c n.d s.c s.d w.va r.i d.c
""")
"""Places as newspapers abbreviate them."""

PLACES = words("""
america u.s. us usa britain uk u.k. england scotland wales ireland france germany italy spain
portugal greece turkey russia ukraine poland china japan india pakistan afghanistan iran iraq israel
syria libya egypt yemen lebanon jordan qatar kuwait mexico canada cuba brazil australia europe asia
africa korea vietnam alabama alaska arizona arkansas california colorado connecticut delaware
florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
pennsylvania tennessee texas utah vermont virginia wisconsin wyoming carolina dakota hampshire
jersey york mexico washington london paris berlin moscow beijing brussels chicago boston houston
dallas miami philadelphia detroit atlanta denver orlando baltimore cleveland
""")
"""Neither "he" nor "the council" means any of these."""

CREEDS = words("""
islam christianity judaism hinduism buddhism catholicism protestantism sunni shia islamism communism
socialism capitalism liberalism conservatism fascism nazism marxism
""")
"""What people believe in: capital letters, and nobody."""

DATES = words("""
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december jan. feb. aug. sept. oct. nov. dec. christmas easter
""")
"""Capital letters that name nobody."""

ISSUES = words("send write release publish issue file sign post submit deliver circulate tweet")
"""What people do with documents that speak for them."""

COLLECTIVE_NAMES = {"team": "campaign", "camp": "campaign"}
"""How a newsroom would name it: the Clinton camp is the Clinton campaign."""
