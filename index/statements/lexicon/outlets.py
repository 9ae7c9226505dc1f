"""News outlets: papers, agencies, broadcasters, sites, and the words around their names."""

from __future__ import annotations

from index.text.tokenizer import word_set

KNOWN_OUTLETS = word_set(
    "reuters bloomberg ap afp upi dpa ansa efe cnn bbc nbc abc cbs msnbc cnbc npr pbs fox itv rté rfi dw c-span "
    "al-jazeera politico axios buzzfeed vox guardian economist spiegel tass interfax ukrinform unian censor.net "
    "liga.net meduza kommersant vedomosti izvestia newsweek breitbart huffpost "
    "propublica bellingcat haaretz xinhua kyodo yonhap telesur euronews рейтер рейтерс блумберг уніан укрінформ "
    "суспільне цензор.нет тасс интерфакс унiан ввс"
)
"""Single words that name an outlet."""

OUTLET_WORDS = word_set(
    "times post news journal tribune herald gazette chronicle observer courier mirror mail telegraph dispatch "
    "examiner inquirer monitor magazine weekly radio television tv broadcasting press wire newswire today telegram "
    "pravda review daily channel podcast правда новини новости радіо радио телеканал"
)
"""Words of an outlet's name."""

LAST_WORDS = word_set(
    "sentinel star sun globe standard independent register advocate ledger express record citizen echo"
)
"""Common words that end an outlet's name."""

NEVER_PRINTED = word_set(
    "reuters bloomberg ap afp upi dpa ansa efe cnn bbc nbc abc cbs msnbc cnbc npr pbs fox itv radio television tv "
    "channel podcast wire"
)
"""Words in the name of an outlet that is no newspaper."""

PRINTED = word_set("newspaper paper magazine weekly tabloid daily газета журнал")

SITES = word_set("website site portal")

OUTLET_NOUNS = word_set(
    "newspaper paper magazine weekly tabloid broadcaster network channel station agency outlet website site portal "
    "podcast daily publication видання агентство телеканал газета журнал издание"
)
"""Nouns for an outlet."""

BLOGS = word_set("blog newsletter feed page")
"""Nouns for an outlet if its name follows: a blog called X."""

CALLED = word_set("called named titled entitled dubbed")
"""Participles between a thing and its name."""

NAMED_THINGS = word_set(
    "article story piece editorial report study survey poll statement letter memo document paper book novel memoir "
    "biography essay poem song album film movie play show programme program series episode documentary exhibition "
    "campaign project plan programme operation scheme initiative group company firm agency charity band club party "
    "foundation organisation organization non-profit nonprofit start-up startup network movement trust team union "
    "boat ship restaurant bar pub hotel cafe shop store school village town city street app game tool system account"
)
"""Things that may have a name and are no person."""

WORKS = word_set("article story piece editorial report стаття статья")
"""Works of an outlet: if one of them speaks, the outlet does."""

RELAYS = word_set(
    "reports reported informs informed writes wrote says said notes noted adds added передає повідомляє інформує пише "
    "передаёт передает сообщает информирует пишет"
)
"""Verbs of an outlet that only passes on the content before: ..., the Post reports."""

TALKS = word_set(
    "interview interviewed interviews statement comment comments commentary remarks email e-mail letter message "
    "response speaking spoke talking talked text appearance appearing conversation podcast chat інтерв'ю інтерв’ю "
    "коментарі интервью комментарии"
)
"""Words that, before "to", "with" or "on", tell to whom something was said."""

PIECES = word_set("op-ed essay column article piece editorial blog commentary wrote writes writing written колонці")
"""Words that, before "in" or "for", tell where something was written."""

PASSED_ON = word_set("reported quoted cited published obtained told")
"""Participles that, before "by", tell who passed something on."""

QUOTED = word_set("quoted cited reported")
"""Participles before "as saying": the speaker or who passed it on stands before them."""

CITING = word_set("citing quoting")
"""Participles before the person whose words an outlet passes on."""

RETELLS = word_set(
    "said says wrote writes reported reports stated states announced announces declared told informed informs posted"
)
"""Verbs that report the content before them: Roe writes about this; this was announced by Roe."""

THIS = word_set("this it")
"""Pronouns for content that stands before."""
