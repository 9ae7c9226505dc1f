"""Words at the bounds of phrases and clauses: prepositions, verbs, words of time, asides, abbreviations."""

from __future__ import annotations

from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from index.text.tokenizer import word_set

DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some many several most one two three four five "
    "another other any both all few"
)

NO_CLAUSE = word_set("as while for of against about with to")
"""Words that begin no clause after a cue: X said as he left; X argued for peace."""

NUMBERS = word_set(
    "one two three four five six seven eight nine ten half most many some third quarter two-thirds three-quarters"
)
ROUGHLY = word_set("about nearly roughly almost some just only fewer more than over another")
"""Words that qualify a number and open no adjunct: about six in 10."""

NO_ADVERBS = word_set("rally ally family assembly reply supply bully monopoly anomaly fly jelly belly")
"""Nouns in -ly."""

SHORT_ANSWERS = word_set(
    "so yes no nothing much little something goodbye hello more such likewise otherwise as and but or"
)
"""Words that are all of the content after "said": she said so in the morning."""

QUESTIONS = word_set("if whether why how what")

SUMMING = word_set(
    "move claim claims message statement statements charge charges point remark remarks comment comments sentiment "
    "suggestion argument accusation acknowledgment acknowledgement admission assertion reference swipe reversal stance "
    "development notion refrain"
)
"""Nouns that, after a comma, sum up the content before: ..., a claim that his rivals reject."""

DASH_GOES_ON = word_set(
    "and but or including if of to from in because with without not was were is are has had even only"
)
"""Words that continue the content after a dash."""

LEADS = word_set("meanwhile still however and but even only indeed then also so")

SUBORDINATORS = word_set("when while as because if after before although though since")

STOPS = word_set(
    "that when as while because if after before but and or so although though where which who whom whose than since "
    "until unless whether what how why yet nor once then also said says whenever wherever"
)
"""Words that end a phrase: a subject starts after them."""

RELATIVES = word_set("who whom whose which that where")

DESCRIBING = word_set(
    "reviewed obtained released published conducted issued written owned led interviewed quoted cited briefed involved "
    "familiar based posted seen known commissioned leaked filed named identified compiled circulated made given sent "
    "provided asked appointed elected hired assigned charged affected surveyed polled unveiled produced prepared"
)
"""Participles that describe the noun before them: a person [briefed] on the plan."""

NO_SUBJECTS = word_set("there here this that these those it what how why if whether to not")
"""Words at the front of a clause that are no speaker."""

PREPOSITIONS = word_set(
    "of for at in with from to by on about against during under over after before into through within among between "
    "near via outside inside around across toward towards as until since despite without behind per amid following "
    "alongside про об"
)

VERBS = word_set(
    "is are was were be been has have had do does did will would can could may might must should shall made makes "
    "make took takes went goes gave gives got gets came comes put puts ran runs won wins lost loses led leads held "
    "holds kept keeps left leaves met meets saw sees heard spoke speaks stood stands thought told said knew became "
    "began broke brought built chose felt found grew sat sent spent won't shot fought drew threw struck hit fell "
    "rose paid sold bought taught caught drove "
    "wrote quit swore hung rode wore lay bid spread"
)
"""Common finite verbs; words with one of them are no plain subject."""

WEEKDAYS_AND_MONTHS = ENGLISH_WEEKDAYS | ENGLISH_MONTHS | word_set("jan. feb. mar. apr. aug. sept. oct. nov. dec.")
"""Words of time that always carry a capital."""

TIME_WORDS = WEEKDAYS_AND_MONTHS | word_set(
    "today yesterday tonight tomorrow night morning afternoon evening week month year weekend last this earlier "
    "recently later ago wednesday's"
)

NAME_JOINTS = word_set("of for at the and in on & to a an with")
"""Small words inside the name of a thing."""

WEEKDAYS = ENGLISH_WEEKDAYS | word_set(
    "today yesterday tonight recently earlier later repeatedly flatly bluntly simply"
)

APPOSITION_STARTS = word_set(
    "himself herself itself themselves a an the who whose former one his her its their co-founder founder chief "
    "senior now then another of "
)
"""Words that begin an apposition after a comma."""

ASIDE_STARTS = word_set(
    "in on at speaking asked when during referring appearing citing for with after while by as meanwhile however too "
    "though through via responding writing pointing also himself herself"
)
"""Words that begin an aside after a comma, between speaker and cue."""

SUBJECT_STARTS = word_set(
    "because even he she they it we i you there his her their its our my this these those that the a an no most many "
    "some if when what whether how why nobody everyone people both all nothing anyone"
)
"""First words of a clause without "that" after a cue: X said [he would]."""

ASIDES = word_set("in on at during to after before last this via through from for with following at by")
"""Words that begin a phrase between a cue and "that": X said on the steps that ..."""

DASHES = word_set("— – -- -")

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
"""Phrases between a cue and a clause without "that": X said in a statement [he would]."""

OPENERS = word_set(
    "he she they it we i you his her its their our my the this that these those there but and in on at if when as "
    "while after before for with by another some many most one asked"
)
"""Words that, with a capital, begin a sentence even after an abbreviation."""

ABBREVIATIONS = word_set(
    "v vs mr mrs ms dr sen gov rep reps sens gen col lt sgt capt maj adm rev hon prof st jr sr inc corp co ltd "
    "jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.g i.e d.c dept assn bros ft mt fla calif ariz "
    "tex mass conn penn wash ore ill ind mich minn wis mo ky tenn ala ga va md del pa n.y n.j n.h n.c s.c vt neb okla"
)
"""Words before a full stop that ends no sentence."""
