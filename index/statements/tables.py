"""Word tables: what may report speech, what people are called, where a name or a clause stops.

Every word is lower case unless the table says otherwise. A table is data: a word belongs in it or not, and adding
one needs no change elsewhere.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAY = _words(
    "said says say saying added adds adding noted notes noting argued argues argue arguing insisted insists insist "
    "insisting explained explains explaining claimed claims claim claiming declared declares declaring warned warns "
    "warn warning acknowledged acknowledges acknowledging stated states stating announced announces announcing "
    "concluded concludes wrote writes write writing admitted admits admit admitting conceded concedes conceding "
    "believes believe believed suggested suggests suggesting predicted predicts emphasized emphasizes emphasised "
    "emphasises stressed stresses stressing confirmed confirms confirming denied denies denying recalled recalls "
    "contended contends maintained maintains asserted asserts alleged alleges reiterated reiterates remarked remarks "
    "observed observes complained complains boasted boasts promised promises vowed vows pledged pledges joked jokes "
    "lamented laments quipped mused testified testifies tweeted tweets reported reports estimated estimates replied "
    "replies responded responds continued continues countered counters posted posts reckons reckon thinks think "
    "hopes fears worries indicated indicates revealed reveals cautioned cautions"
)
"""Verbs that may stand between a speaker and what is said."""

CYRILLIC_SAY = _words(
    "сказав сказала сказали заявило повідомило зазначило наголосило додало визнало сообщило отметило сказало каже "
    "кажуть говорить говорять заявив заявила заявили заявляє заявляють повідомив повідомила "
    "повідомили повідомляє повідомляють зазначив зазначила зазначили зазначає зазначають наголосив наголосила "
    "наголосили наголошує додав додала додали додає підкреслив підкреслила підкреслює пояснив пояснила пояснює "
    "розповів розповіла розповідає вважає вважають написав написала пише пишуть визнав визнала визнає стверджує "
    "стверджують запевнив запевнила попередив попередила відповів відповіла уточнив уточнила переконаний переконана "
    "сказал сказала сказали говорит говорят заявил заявила заявили заявляет заявляют сообщил сообщила сообщили "
    "сообщает сообщают отметил отметила отметили отмечает подчеркнул подчеркнула подчёркивает добавил добавила "
    "добавили пояснил пояснила объяснил объяснила рассказал рассказала считает считают написал пишет пишут признал "
    "признала утверждает утверждают предупредил предупредила ответил ответила уточнил"
)
"""Ukrainian and Russian verbs of speech; the clause after them begins with ", що" or ", что"."""

CYRILLIC_THAT = _words("що что ніби будто")

ACCORDING = (
    ("according", "to"),
    ("за", "словами"),
    ("на", "думку"),
    ("за", "даними"),
    ("по", "словам"),
    ("по", "мнению"),
    ("по", "данным"),
)
"""Two words before the speaker of the sentence that they stand in."""

PHRASAL = _words("pointed points point")
"""Cues only with "out" behind them."""

TELL = _words("told tells tell telling assured assures informed informs reminded reminds")
"""Verbs that name the hearer before what is said."""

ASK = _words("asked asks asking wondered wonders")

CALL = _words("called calls")

QUOTE_ONLY = _words(
    "replied replies responded responds continued continues joked jokes quipped mused tweeted tweets posted posts "
    "remarked remarks countered counters went began shouted yelled screamed whispered laughed asked asks wondered "
    "opined exclaimed retorted intoned thundered gushed shot sighed repeated interjected crowed"
)
"""Verbs that report speech only beside quotation marks, or before "that"."""

NEEDS_THAT = _words(
    "suggested suggests suggesting confirmed confirms confirming denied denies denying recalled recalls promised "
    "promises vowed vows pledged pledges lamented laments reported reports estimated estimates indicated indicates "
    "revealed reveals agreed agrees observed observes maintained maintains stressed stresses stressing emphasized "
    "emphasizes emphasised emphasises predicted predicts complained complains boasted boasts reiterated reiterates "
    "announced announces announcing acknowledged acknowledges acknowledging hopes fears worries concluded concludes "
    "warned warns warn warning cautioned cautions thinks think testified testifies added adds adding noted notes "
    "noting explained explains explaining wrote writes write writing declared declares declaring asserted asserts "
    "admitted admits admit admitting claims claim alleges alleged states"
)
"""Verbs whose object is a clause only for certain after "that" (a bare one may as well be a thing)."""

PLAIN = _words(
    "said says say added adds noted notes argued argues explained explains wrote writes told tells insisted insists "
    "claimed claims warned warns stated believes admitted conceded concluded observed suggested predicted "
    "acknowledged contended recalled reported reports"
)
"""Verbs that may close what was said before them without quotation marks: The road is open, X said."""

PLURAL_BASE = _words("say argue insist claim warn write admit believe reckon think tell")
"""Bare forms: the speaker is a plural noun, and no helping verb stands before them."""

PARTICIPLES = _words(
    "saying adding noting arguing insisting explaining claiming declaring warning acknowledging stating announcing "
    "writing admitting conceding suggesting stressing confirming denying telling asking"
)

PRONOUNS = _words("he she they it we i you who він вона вони он она они")
ONE_PERSON = _words("he she він вона он она")

SILENT = _words("it we i you who")
"""Pronouns that name nobody a reader could be told of."""

MASCULINE = _words("he him his himself mr mr. він он")
FEMININE = _words("she her hers herself mrs ms miss mrs. ms. вона она")

MASCULINE_ROLES = _words(
    "spokesman chairman congressman businessman salesman councilman king prince father husband son brother actor "
    "priest "
    "man cardinal"
)
FEMININE_ROLES = _words(
    "spokeswoman chairwoman congresswoman businesswoman councilwoman queen princess mother wife daughter sister "
    "widow "
    "actress nun woman"
)

HELPERS = _words(
    "has have had 's ’s also later then now once just again even first since still already both all himself "
    "herself themselves також раніше потім вже уже тоді также ранее потом тоже тогда "
)
"""Words that may stand between the speaker and the cue without changing who speaks or whether it was said."""

ADVERBS = _words("often soon twice almost further instead thus all famously")

UNSAID = _words(
    "not n't never would could should might may can cannot will to be been being was were is are am did does do "
    "didn't didn’t doesn't doesn’t don't don’t won't won’t wouldn't wouldn’t can't can’t couldn't couldn’t declined "
    "refused without if nobody no не ні ні нет"
)
"""Before a cue these mean that nothing was said, or not yet, or not by this subject."""

DETERMINERS = _words(
    "the a an this that these those his her its their our my your some many several most one two three four five "
    "another other any both all few"
)

QUESTIONS = _words("if whether why how what")

REMARKS = _words("according though although which")
"""After a comma these open the writer's own remark, behind what was said."""

GOES_ON = _words("that not is are was also would will")
"""After ", but" these carry on what was said."""

LEADS = _words("meanwhile still however and but even only indeed then also so")

PARTIES = _words("republican republicans democrat democrats conservative conservatives liberal liberals senate")
"""Role nouns that keep their capital."""

SUBORDINATORS = _words("when while as because if after before although though since")

BARE_OBJECT = _words("announced announces acknowledged acknowledges")
"""Verbs whose object is told in a noun as well: X announced a halt."""

STOPS = _words(
    "that when as while because if after before but and or so although though where which who whom whose than since "
    "until unless whether what how why yet nor once then also said says"
)
"""Left of a subject these end it: the subject starts after them."""

PREPOSITIONS = _words(
    "of for at in with from to by on about against during under over after before into through within among between "
    "near via outside inside around across toward towards as until since despite without behind per amid following "
    "alongside "
)

NAME_LINKS = _words("of for at the and in on &")
"""Lower-case words inside the name of an organisation: the Centre for European Reform."""

PARTICLES = _words("de da di del della der den van von la le al el bin ibn ben dos du ter ten y")

VERBS = _words(
    "is are was were be been has have had do does did will would can could may might must should shall made makes "
    "make took takes went goes gave gives got gets came comes put puts ran runs won wins lost loses led leads held "
    "holds kept keeps left leaves met meets saw sees heard spoke speaks stood stands thought told said knew became "
    "began broke brought built chose felt found grew sat sent spent won't shot fought drew threw struck hit fell "
    "rose paid sold bought taught caught drove "
    "wrote quit swore hung rode wore lay bid spread"
)
"""Common finite verbs: a stretch of words that holds one is no plain subject."""

HONORIFICS = _words("mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady madame")

MR = _words("mr mr. mrs mrs. ms ms.")

SURNAMES_TOO = _words("king prince pope dean bishop major")
"""Titles that are surnames as well, where they end a name: Larry King."""

TITLES = _words(
    "president vice vice-president senator sen. sen rep. rep representative congressman congresswoman governor gov. "
    "gov mayor secretary minister prime chancellor king queen prince princess pope cardinal archbishop bishop rabbi "
    "imam reverend rev. rev father general gen. gen colonel col. col major maj. captain capt. capt lieutenant lt. lt "
    "sergeant sgt. sgt admiral adm. commander commissioner judge justice attorney chief professor prof. prof "
    "ambassador director chairman chairwoman chair chairperson speaker leader spokesman spokeswoman spokesperson "
    "sheriff detective officer agent deputy doctor dean coach manager candidate nominee strategist analyst advisor "
    "adviser aide treasurer councilman councilwoman coordinator counsel counselor republican democrat democratic "
    "former ex-president first lady detective inspector superintendent premier majority minority whip press "
    "co-chair co-founder founder ceo billionaire tycoon mogul assemblyman "
    "assemblywoman councillor alderman president-elect президент прем'єр-міністр прем’єр-міністр міністр голова "
    "генерал полковник депутат мер губернатор посол премьер-министр министр глава мэр"
)
"""Words of rank that stand, often with a capital, before a person's name and are no part of it."""

ROLE_NOUNS = _words(
    "clerk clerks librarian librarians baker bakers brewer fisherman fishermen fisher hydrologist ecologist chemist "
    "physicist climatologist archaeologist architect architects designer accountant auditor auditors midwife vet "
    "veterinarian headteacher headmaster headmistress principal dean rector chancellor treasurer caretaker guard "
    "warden superintendent magistrate ombudsman ombudswoman curator conductor composer novelist poet beekeeper "
    "gardener builder electrician mechanic grocer butcher shopkeeper publican ranger lifeguard harbourmaster "
    "bodyguard monsignor pilot paramedic firefighter biologist geologist meteorologist survivor neurosurgeon singer "
    "trucker plumber carpenter contractor landlord tenant translator interpreter trustee regulator "
    "spokesman spokeswoman spokesperson spokesmen spokespeople analyst analysts activist activists consultant "
    "consultants expert experts economist economists professor professors lecturer researcher researchers scientist "
    "scientists historian historians lawyer lawyers attorney attorneys prosecutor prosecutors judge judges officer "
    "officers official officials aide aides adviser advisers advisor advisors strategist strategists pollster "
    "pollsters operative operatives manager managers director directors chief chiefs head heads leader leaders "
    "president presidents chairman chairwoman chairperson chair chairs founder founders owner owners co-founder "
    "executive executives ceo editor editors reporter reporters journalist journalists columnist columnists "
    "correspondent correspondents anchor host hosts author authors writer writers critic critics commentator "
    "commentators blogger blogs source sources senator senators congressman congresswoman congressmen lawmaker "
    "lawmakers governor governors mayor mayors secretary minister ministers candidate candidates nominee "
    "front-runner frontrunner rival rivals opponent opponents supporter supporters ally allies donor donors fundraiser "
    "fundraisers "
    "voter voters resident residents teacher teachers student students farmer farmers nurse nurses doctor doctors "
    "physician physicians surgeon engineer engineers driver drivers worker workers veteran veterans soldier soldiers "
    "general colonel captain commander commanders sheriff deputy inspector detective investigator investigators "
    "police witness witnesses neighbor neighbors neighbour neighbours friend friends relative relatives mother "
    "father "
    "wife husband son daughter brother sister widow man woman men women people person representative representatives "
    "counsel coordinator organizer organizers organiser delegate delegates chairmen ambassador diplomat diplomats "
    "envoy envoys coach player star actor actress singer director producer artist scholar scholars fellow fellows "
    "partner partners member members specialist specialists psychologist psychiatrist sociologist philosopher "
    "economists trader traders investor investors banker bankers broker planner businessman businesswoman "
    "entrepreneur salesman retiree pastor priest bishop rabbi imam nun staffer staffers campaigner campaigners "
    "republicans democrats conservatives liberals observers authorities troops rebels militants residents republican "
    "democrat conservative liberal team campaign committee group agency company firm ministry department "
    "government administration office panel board court union party "
    "аналітик аналітики експерт експерти речник речниця голова активіст активістка консультант директор директорка "
    "керівник керівниця президент міністр депутат депутатка генерал полковник економіст історик журналіст "
    "журналістка "
    "редактор професор посол мер губернатор командир секретар радник радниця представник представниця співзасновник "
    "міністерство влада уряд видання агентство аналітика експерта речника голови директора консультанта активіста "
    "аналитик аналитики эксперт эксперты глава активист директор руководитель министр историк журналист профессор "
    "мэр "
    "советник представитель пресс-секретарь спикер основатель министерство издание власти network newspaper paper "
    "magazine report study "
    "survey poll statement article document documents email memo letter site website court"
)
"""What a speaker without a name is called by, and what stands before or after a name as a role."""

ORGANISATION_WORDS = _words(
    "party department university college committee council commission court house senate congress ministry office "
    "bureau agency institute foundation center centre group company corporation corp inc ltd llc bank fund union "
    "association organization organisation league church school times post journal news tribune herald guardian "
    "telegraph press magazine network radio television tv media institution society federation club team board "
    "project campaign coalition alliance trust forum state states city county street avenue road airport hospital "
    "hotel stadium park island islands river lake valley beach mountain mountains ocean sea war act bill day week "
    "award awards prize convention conference summit airlines service services force forces army navy guard police "
    "republic kingdom nations north south east west new america american fox white supreme super pac wall capitol"
)
"""A run of capital words that holds one of these is no person."""

NOT_NAMES = _words(
    "the a an this that these those he she it they we i you his her its their our my your but and or so in on at for "
    "from with by as if when while after before since although though because during under over about against "
    "according however meanwhile still yet then now also here there what who why how where which not no yes some "
    "many several most all both one two three four five six seven eight nine ten first last next another other even "
    "just only once later earlier today yesterday tonight tomorrow monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december despite instead "
    "indeed perhaps maybe well sure look ok okay asked speaking both each every such more less much to of is are was "
    "were be been has have had do does did will would can could should might must let don't it's he's she's they're "
    "за на по в у і та й але а що як коли але однак тим часом зі з від до для про и но однако что когда между тем "
    "i'm we're that's there's republicans democrats americans like until unless unlike through than whether"
)
"""Words that carry a capital only because they begin a sentence; left off the front of a name."""

TIME_WORDS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tonight tomorrow night morning afternoon evening week month "
    "year weekend last this earlier recently later jan. feb. mar. apr. aug. sept. oct. nov. dec. ago wednesday's"
)

WEEKDAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight recently earlier later "
    "repeatedly flatly bluntly simply"
)

APPOSITION_STARTS = _words(
    "himself herself itself themselves a an the who whose former one his her its their co-founder founder chief "
    "senior now then another of "
)
"""The word after a comma that begins a description of the person named before it."""

ASIDE_STARTS = _words(
    "in on at speaking asked when during referring appearing citing for with after while by as meanwhile however too "
    "though through via responding writing pointing"
)
"""The word after a comma that begins an aside between the speaker and the cue."""

SUBJECT_STARTS = _words(
    "he she they it we i you there his her their its our my this these those that the a an no most many some if when "
    "what whether how why nobody everyone people both all nothing anyone"
)
"""The first word of a clause that stands bare after a cue: X said [he would]."""

ASIDES = _words("in on at during to after before last this via through from")
"""The word that begins a phrase between a cue and "that": X said on the steps that ..."""

HEARERS = _words("me us him her them reporters journalists lawmakers senators investors supporters voters people")

DASHES = _words("— – -- -")

FIXED_ASIDES = (
    "in a statement",
    "in a news release",
    "in a press release",
    "in an interview",
    "in an email",
    "in an e-mail",
    "in a tweet",
    "in a speech",
    "in a letter",
    "in a telephone interview",
    "in a phone interview",
    "in a news conference",
    "at a news conference",
    "at a press conference",
    "on twitter",
    "on facebook",
    "at the time",
    "to reporters",
)
"""Phrases that stand between a cue and a bare clause: X said in a statement [he would]."""

ABBREVIATIONS = _words(
    "mr mrs ms dr sen gov rep reps sens gen col lt sgt capt maj adm rev hon prof st jr sr inc corp co ltd "
    "jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.g i.e d.c dept assn bros ft mt fla calif ariz "
    "tex mass conn penn wash ore ill ind mich minn wis mo ky tenn ala ga va md del pa n.y n.j n.h n.c s.c vt neb okla"
)
"""Written with a full stop that ends no sentence."""
