"""What people and organisations are called: pronouns, titles, roles, and words that are no name."""

from __future__ import annotations

from index.statements.lexicon import slavic
from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from index.text.tokenizer import word_set

PRONOUNS = word_set("he she they it we i you who") | slavic.PRONOUNS

THIRD_PERSON_PRONOUNS = word_set("he she it they воно оно") | slavic.PRONOUNS

POSSESSIVE_PRONOUNS = word_set("his her its their його її їх їхній его её ее их")

ONE_PERSON = word_set("he she") | slavic.SHE_AND_HE

SILENT = word_set("it we i you who")
"""Pronouns that are no speaker to show."""

MASCULINE = word_set("he him his himself mr mr. mister sir lord він йому його ним он него ему его")

FEMININE = word_set("she her hers herself mrs ms miss mrs. ms. dame lady madame вона її їй нею она её ее ей неё нее")

OWNING = word_set("his her hers її його его её")
"""Possessive pronouns, some of them object pronouns as well."""

MASCULINE_ROLES = word_set(
    "spokesman chairman congressman businessman salesman councilman king prince father husband son brother actor "
    "priest "
    "man cardinal"
)

FEMININE_ROLES = word_set(
    "spokeswoman chairwoman congresswoman businesswoman councilwoman queen princess mother wife daughter sister "
    "widow "
    "actress nun woman"
)

HONORIFICS = word_set("mr mr. mister mrs mrs. ms ms. miss dr dr. sir dame lord lady madame")

MR = word_set("mr mr. mrs mrs. ms ms.")

SURNAMES_TOO = word_set(
    "king prince pope dean bishop major baker brewer butcher carpenter farmer fisher gardener plumber singer"
)
"""Titles and trades that are surnames as well, where they end a name: Larry King."""

SURNAMES_AFTER_FIRST = word_set(
    "judge justice priest pastor cardinal chancellor warden ranger guard clerk driver nurse player head friend son"
)
"""Words like ``SURNAMES_TOO``, but only after a first name: Thelma Judge, but not District Judge."""

TITLES = word_set(
    "president vice vice-president senator sen. sen rep. rep representative congressman congresswoman governor gov. "
    "gov mayor secretary minister prime chancellor king queen prince princess pope cardinal archbishop bishop rabbi "
    "imam reverend rev. rev father general gen. gen colonel col. col major maj. captain capt. capt lieutenant lt. lt "
    "sergeant sgt. sgt admiral adm. commander commissioner judge justice attorney chief professor prof. prof "
    "ambassador director chairman chairwoman chair chairperson speaker leader spokesman spokeswoman spokesperson "
    "sheriff detective officer agent deputy doctor dean coach manager candidate nominee strategist analyst advisor "
    "adviser aide treasurer councilman councilwoman coordinator counsel counselor republican democrat democratic "
    "former ex-president first lady detective inspector superintendent premier majority minority whip press "
    "secretary-general director-general governor-general attorney-general "
    "co-chair co-founder sens. reps. founder ceo billionaire tycoon mogul assemblyman "
    "assemblywoman councillor alderman president-elect президент прем'єр-міністр прем’єр-міністр міністр голова "
    "генерал полковник депутат мер губернатор посол премьер-министр министр глава мэр"
)
"""Words of rank that stand, often with a capital, before a person's name and are no part of it."""

ROLE_NOUNS = word_set(
    "golfer footballer cyclist swimmer sprinter rapper comedian filmmaker photographer guitarist drummer pianist "
    "chef playwright jockey umpire referee goalkeeper midfielder quarterback "
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
"""Nouns for a speaker without a name, and for the role before or after a name."""

SHORT_TITLES = {
    "sen.": "senator",
    "sen": "senator",
    "rep.": "representative",
    "rep": "representative",
    "gov.": "governor",
    "gov": "governor",
    "gen.": "general",
    "gen": "general",
    "col.": "colonel",
    "maj.": "major",
    "capt.": "captain",
    "lt.": "lieutenant",
    "sgt.": "sergeant",
    "adm.": "admiral",
    "prof.": "professor",
    "rev.": "reverend",
    "dr.": "doctor",
}
"""Short titles with the full ones."""

NO_HEADS = word_set("vice prime former first press majority minority democratic ex-president source")
"""Words of rank that are no description by themselves."""

TIES = word_set("rival opponent ally foe friend colleague supporter critic")
"""Nouns for a relation to another person, which are no role before a name."""

GROUPS = word_set(
    "police people men women troops team campaign committee group agency company firm ministry department government "
    "administration office panel board court union party network newspaper paper magazine report study survey poll "
    "statement article document documents email memo letter site website senate team authorities source press"
)
"""Role nouns for more than one person."""

PARTIES = word_set("republican republicans democrat democrats conservative conservatives liberal liberals senate")
"""Role nouns that are written with a capital."""

ORGANISATION_WORDS = word_set(
    "party department university college committee council commission court house senate congress ministry office "
    "bureau agency institute foundation center centre group company corporation corp inc ltd llc bank fund union "
    "association organization organisation league church school times post journal news tribune herald guardian "
    "telegraph press magazine network radio television tv media institution society federation club team board "
    "project campaign coalition alliance trust forum state states city county street avenue road airport hospital "
    "hotel stadium park island islands river lake valley beach mountain mountains ocean sea war act bill day week "
    "award awards prize convention conference summit airlines service services force forces army navy guard police "
    "republic kingdom nations north south east west new america american fox white supreme super pac wall capitol "
    "chamber watch"
)
"""Words that are part of no person's name, but of an organisation's."""

NOT_NAMES = (
    ENGLISH_WEEKDAYS
    | ENGLISH_MONTHS
    | word_set(
        "the a an this that these those he she it they we i you his her its their our my your but and or so in on at "
        "for from with by as if when while after before since although though because during under over about against "
        "according however meanwhile still yet then now also here there what who why how where which not no yes some "
        "many several most all both one two three four five six seven eight nine ten first last next another other "
        "even just only once later earlier today yesterday tonight tomorrow despite instead indeed perhaps maybe well "
        "sure look ok okay asked speaking both each every such more less much to of is are was were be been has have "
        "had do does did will would can could should might must let don't it's he's she's they're за на по в у і та й "
        "але а що як коли але однак тим часом зі з від до для про и но однако что когда между тем i'm we're that's "
        "there's republicans democrats americans like until unless unlike through than whether"
    )
)
"""Words that carry a capital only because they begin a sentence; left off the front of a name."""

LIKE_SURNAMES = word_set("bill white fox day north east west church wall park lake street page court post bank hotel")
"""Words of ORGANISATION_WORDS that end a person's name as well, after a first name."""

PARTICLES = word_set("de da di del della der den van von la le al el bin ibn ben dos du ter ten y")

NAME_LINKS = word_set("of for at the and in on &")
"""Lower-case words inside the name of an organisation: the Centre for European Reform."""

OCCUPATIONS = word_set(
    "works worked lectures lectured teaches taught studies studied heads headed leads led runs ran chairs chaired owns "
    "owned directs directed manages managed edits edited advises advised represents represented serves served covers "
    "covered founded specializes specialises"
)
"""Verbs that, after "who", describe what a person does: Jane Roe, who lectures at Oldbridge, said."""
