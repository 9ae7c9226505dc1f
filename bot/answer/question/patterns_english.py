"""English patterns of questions who said something, and what somebody said, tried from the top.

A pattern consists of words and marks:

    word         that word                       a/b          either word
    <list>       any entry of the list below     x? x*        may be missing; any number of times
    {speaker}    who is asked about: a few words, as few as fit
    {words}      what was said, or about what: all that is left
    {open}       an entry of the list ``open`` that belongs to the words
    {say}        an entry of the list ``say``, captured; {saying} one that ends in -ing

The first pattern that fits decides. A possessive 's counts as a word of its own.
"""

from __future__ import annotations

VERBS = """
accuse acknowledge add admit advise advocate affirm agree allege announce argue ask assert assume assure attack
attribute believe bemoan berate blame blast boast brag call caution challenge characterize characterise cite claim
comment compare complain concede conclude condemn confess confirm congratulate consider contend counter credit
criticize criticise declare decry defend demand denounce deny depict deride describe disagree disclose dismiss
dispute doubt emphasize emphasise endorse estimate expect explain express fault fear feel forecast foresee gripe
grumble guess hail hint hope imply indicate inform insinuate insist joke justify label lament lash laud liken
maintain mean mention mock mourn muse note object observe oppose opine plead pledge point praise predict proclaim
profess promise propose protest question quip quote rail rebuff rebuke rebut recall reckon recommend recount refute
regret reiterate reject remark remember remind reply report request respond retort reveal ridicule say scoff shrug
signal slam sneer speak speculate state stress suggest suspect swear sympathize talk taunt tease tell testify thank
think threaten tout tweet underline urge vent voice vow want warn welcome whine wish wonder worry write
"""
"""Verbs of saying and thinking, in their plain form; see ``parser.english_verb_forms``."""

REPORTS = """
admit argue believe claim estimate expect explain fear feel forecast hope insist maintain mean predict promise reckon
say state suggest tell think warn write
"""
"""Those that may stand inside another question: how long does X say it will take?"""

IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "speak": "spoke spoken",
    "think": "thought",
    "feel": "felt",
    "swear": "swore sworn",
    "foresee": "foresaw foreseen",
    "mean": "meant",
    "forecast": "forecast",
}
"""Past forms that do not end in -ed."""

DOUBLED = frozenset(["admit", "brag", "plan", "quip", "rebut", "shrug", "slam"])
"""Verbs that double their last letter: admitted, admitting."""

LISTS = {
    "is": "is, are, was, were, 's",
    "did": "did, does, do, has, have, had, will, would",
    "be": "is, are, was, were, has, have, had, did, does, do, will, would, can, could",
    "filler": (
        "else, exactly, first, ever, publicly, openly, also, actually, really, recently, once, just, even, it, "
        "that, who, come, came, close to, kept, keep, keeps, on, out and, by, there, has, had, have, does, did,"
        " do, seems to, seem to, out, on record, on the record, not, never, repeatedly, specifically, go, goes,"
        " went, to, been"
    ),
    "being": (
        "is, are, was, were, 's, been, the one, the person, the man, the woman, it, that, who, on record, ever, there"
    ),
    "that": "that, about, if, whether, over, for",
    "anyone": "anyone, anybody, someone, somebody, any one, any",
    "from": "from, at, of, in, with, within, for, among",
    "also": (
        "ever, also, actually, really, exactly, even, just, have, been, to, still, recently, once, already, "
        "specifically"
    ),
    "anything": "anything, something, much, things, a word",
    "about": (
        "about, on, of, regarding, concerning, over, to, toward, towards, re, around, when asked about, with "
        "regard to, for, against, relating to, as to, in response to, on the subject of, on the topic of, "
        "whether, if, that"
    ),
    "topic": (
        "about, on, regarding, concerning, re, relating to, on the subject of, on the topic of, as to, when asked about"
    ),
    "view": (
        "reaction, reactions, view, views, opinion, opinions, take, position, stance, response, responses, "
        "comment, comments, thought, thoughts, answer, argument, arguments, word, words, warning, warnings, "
        "claim, claims, statement, statements, remark, remarks, explanation, verdict, assessment, description, "
        "prediction, predictions, message, advice, attitude, excuse, reply, complaint, criticism, quote, "
        "quotes, quotation, promise, promises, line"
    ),
    "quotes": (
        "quote, quotes, quotation, quotations, words, comments, comment, statements, statement, remarks, "
        "remark, exact words, own words, direct quotes, direct quote"
    ),
    "give": (
        "give, find, show, get, list, me, us, any, some, are there, is there, do you have, have you got, got, i"
        " need, i want, please, can you, could you, all, a, an, the, exact, direct, what are, what were, what "
        "is, what was, there"
    ),
    "open": "how long, how many, how much, how often, how soon, how, when, where, which, what, who",
    "react": (
        "react, respond, reply, feel, describe, explain, characterize, characterise, view, see, justify, "
        "defend, portray, depict, assess, judge, rate, sum up, put, talk, speak, think, comment, answer, sound,"
        " address"
    ),
}

WHO_SAID = (
    "and/so/but? who <being>* {saying} <that>? {words}",
    "and/so/but? who <being>* quoted/cited/reported as {saying} <that>? {words}",
    "and/so/but? who was/is it that/who? <filler>* {say} <that>? {words}",
    "and/so/but? who was/is/'s the one/person/man/woman that/who <filler>* {say} <that>? {words}",
    "and/so/but? who <filler>* {say} <that>? {words}",
    "who at/from/in/among/of/on {speaker} <filler>* {say} <that>? {words}",
    "which/what {speaker} <filler>* {say} <that>? {words}",
    "whose <view> <is> it/this/these/those/that? <that>? {words}",
    "whose {speaker} {say} <that>? {words}",
    "according to who/whom <be>? {words}",
    "by who/whom <be> {words}",
)
"""``speaker`` holds what the asker knows of the speaker, ``words`` what was said."""

WHAT_SAID = (
    "what? <did> <anyone> <from> {speaker} <also>* {say} <anything>? <about>? {words}?",
    "what <did> {speaker} <also>* make of {words}",
    "what <did> {speaker} <also>* have to say <about>? {words}?",
    "what else? <did> {speaker} <also>* {say} <about>? {words}?",
    "how <did> {speaker} <also>* <react> <about>? {words}?",
    "what <is> the <view> of/from/by {speaker} <topic> {words}",
    "what <is> {speaker} 's/' <view> <about>? {words}?",
    "<give>* <quotes> from/by/of {speaker} <topic> {words}",
    "<give>* <quotes> from/by/of {speaker}",
    "<give>* {speaker} 's/' <quotes> <about> {words}",
    "<give>* {speaker} 's/' <view> <topic> {words}",
    "{speaker} <quotes> <topic> {words}",
    "quote {speaker} <topic> {words}",
    "quote {speaker}",
    "<did> {speaker} <also>* {say} <anything>? <about>? {words}",
    "why <did> {speaker} <also>* {say} <about>? {words}",
    "{open} <did> {speaker} <report> <that>? {words}",
    "according to {speaker} , {words}",
    "according to {speaker} {open} {words}",
    "{words} , according to {speaker}",
)
"""``speaker`` is who said it, or where they belong; ``words`` is the topic, and may be missing."""

PERHAPS = ("{speaker} on/about/re {words}",)
"""Read so only where somebody of that name speaks in the articles, and as an open question elsewhere."""

DID_ANYONE = ("<did> <anyone> <also>* {say} <anything>? <that>? {words}",)
"""Read as the first table, after both."""
