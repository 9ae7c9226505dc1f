"""Cues: verbs and phrases that report speech, and the words that may stand right beside them."""

from __future__ import annotations

from index.statements.lexicon.grammar import TIME_WORDS
from index.text.tokenizer import word_set

SAY = word_set(
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
    "hopes fears worries indicated indicates revealed reveals cautioned cautions demanded demands "
    "note estimate demand"
)
"""Verbs of speech, in every form that may stand between a speaker and the content."""

CYRILLIC_SAY = word_set(
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

CYRILLIC_THAT = word_set("що что ніби будто")

ACCORDING = (
    ("according", "to"),
    ("за", "словами"),
    ("на", "думку"),
    ("за", "даними"),
    ("по", "словам"),
    ("по", "мнению"),
    ("по", "данным"),
)
"""Cues of two words that stand before the speaker."""

PHRASAL = word_set("pointed points point")
"""Verbs that are cues only before "out"."""

TELL = word_set("told tells tell telling assured assures informed informs reminded reminds")
"""Verbs of speech whose object is the hearer."""

ASK = word_set("asked asks asking wondered wonders")

DENIAL_STEMS = ("den", "refut", "заперечу", "запереч", "спростов", "спростува", "отрица", "опроверг")
"""How the cues begin that report what somebody says is not so: denied, denies, refuted."""

CALL = word_set("called calls")

QUOTE_ONLY = word_set(
    "replied replies responded responds continued continues joked jokes quipped mused tweeted tweets posted posts "
    "remarked remarks countered counters went began shouted yelled screamed whispered laughed asked asks wondered "
    "opined exclaimed retorted intoned thundered gushed shot sighed repeated interjected crowed"
)
"""Verbs that report speech only beside quotation marks, or before "that"."""

NEEDS_THAT = word_set(
    "suggested suggests suggesting confirmed confirms confirming denied denies denying recalled recalls promised "
    "promises vowed vows pledged pledges lamented laments reported reports estimated estimates indicated indicates "
    "revealed reveals agreed agrees observed observes maintained maintains stressed stresses stressing emphasized "
    "emphasizes emphasised emphasises predicted predicts complained complains boasted boasts reiterated reiterates "
    "announced announces announcing acknowledged acknowledges acknowledging hopes fears worries concluded concludes "
    "warned warns warn warning cautioned cautions thinks think testified testifies added adds adding noted notes "
    "noting explained explains explaining wrote writes write writing declared declares declaring asserted asserts "
    "admitted admits admit admitting claimed claims claim alleges alleged states demanded demands note estimate demand"
)
"""Verbs whose object is a clause only for certain after "that" (a bare one may as well be a thing)."""

PLAIN = word_set(
    "said says say added adds noted notes argued argues explained explains wrote writes told tells insisted insists "
    "claimed claims warned warns stated believes admitted conceded concluded observed suggested predicted "
    "acknowledged contended recalled reported reports"
)
"""Verbs that may follow content without quotation marks: The road is open, X said."""

PLAIN_OF_NAMES = word_set("declared announced confirmed revealed")
"""Verbs like ``PLAIN``, but only for a speaker with a name: a plan announced on Monday said nothing."""

LETTERS = word_set("wrote writes tweeted tweets posted posts continued continues added adds stated states")
"""Verbs that, before a colon at the end of a paragraph, introduce the next one, even without quotation marks."""

PLURAL_BASE = word_set("say argue insist claim warn write admit believe reckon think tell note estimate demand")
"""Verb forms that need a plural speaker and no helping verb before them."""

BARE_OBJECT = word_set("announced announces acknowledged acknowledges")
"""Verbs whose object may be a noun as well: X announced a halt."""

PARTICIPLES = word_set(
    "saying adding noting arguing insisting explaining claiming declaring warning acknowledging stating announcing "
    "writing admitting conceding suggesting stressing confirming denying telling asking"
)

JUDGE = word_set(
    "called calls accused accuses praised praises criticized criticizes criticised criticises blamed blames urged "
    "urges questioned questions implied implies downplayed blasted slammed mocked dismissed vowed pledged agreed agrees"
)
"""Verbs that, after "and" or "but", report another act of speech by the same speaker."""

JOINS_SAYING = TIME_WORDS | word_set("by before statement letter tweet email memo message release")
"""Words before a "saying" that belongs to the subject of its clause: X issued a statement saying ..."""

SPEECH_ACTS = PARTICIPLES | word_set(
    "calling pointing citing accusing echoing referring describing alluding mocking linking remarking criticizing "
    "criticising praising blaming urging comparing vowing pledging promising joking asserting contending complaining "
    "predicting recalling reminding emphasizing emphasising responding quoting deeming dismissing drawing"
)
"""Participles that, after content and a comma, describe the act of speech: ..., calling it a disgrace."""

HELPERS = word_set(
    "has have had 's ’s also later then now once just again even first since still already both all himself "
    "herself themselves також раніше потім вже уже тоді также ранее потом тоже тогда "
)
"""Words that may stand between the speaker and the cue without changing who speaks or whether it was said."""

ADVERBS = word_set(
    "often soon twice almost further instead thus all famously long longer ever always sometimes perhaps maybe rather "
    "quite simply again even now first finally only well indeed too therefore likewise meanwhile otherwise afterwards "
    "afterward anyway somewhat elsewhere nonetheless nevertheless outright aloud alike besides hence regardless "
    "somehow yet"
)

ADVERB_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "in turn",
        "in part",
        "in fact",
        "in effect",
        "in general",
        "in private",
        "in public",
        "at times",
        "at first",
        "at last",
        "at least",
        "at once",
        "of course",
        "so far",
        "for years",
        "for months",
        "for weeks",
        "for decades",
        "for one",
        "for now",
        "once again",
        "once more",
        "more than once",
        "no less",
        "as well",
        "over and over",
        "time and again",
        "again and again",
        "on occasion",
        "all along",
    )
)
"""Adverbs of several words."""

UNSAID = word_set(
    "not n't never would could should might may can cannot will to be been being was were is are am did does do "
    "didn't didn’t doesn't doesn’t don't don’t won't won’t wouldn't wouldn’t can't can’t couldn't couldn’t declined "
    "refused without if nobody no не ні ні нет"
)
"""Words that, before a cue, mean that nothing was said, or not yet, or not by this subject."""

GOES_ON_TO = (("went", "on", "to"), ("goes", "on", "to"), ("gone", "on", "to"), ("going", "on", "to"))
"""Phrases before a bare cue: X went on to say."""

UNREAL = word_set("if unless whether had neither nor imagine suppose")
"""Words that, before a speaker, leave it open whether anything was said."""

HEARERS = word_set("me us him her them reporters journalists lawmakers senators investors supporters voters people")
