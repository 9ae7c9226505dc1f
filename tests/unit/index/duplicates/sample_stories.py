"""An invented story, copies of it, and reports that are none."""

from __future__ import annotations

TITLE = "Oldbridge to rebuild its bridge"
LEAD = "OLDBRIDGE (Northern Wire) - The council of Oldbridge voted on Monday night to rebuild the wooden bridge."
PARTS = (
    "The work is to begin in April and to take two years, the council's engineer Ada Thorn told the meeting. Until "
    "then lorries go by the northern road, and buses stop at the mill.",
    "The bridge has carried traffic since 1931 and was closed after the spring flood, when 14 of its piles were found "
    'to be loose. "Nobody should cross it, not even on foot," said Bo Lund, who keeps the lock below.',
    "The money comes from the county, which wants to see a plan before the harvest. A first plan, for a bridge of "
    "steel, was turned down in the autumn because it would have cost 9 million coins.",
    "The shops on the other side have lost a third of their customers, their speaker Ida Farn said, and two of them "
    "will not open again.",
)
STORY = "\n\n".join((LEAD, *PARTS))

COPIES = {
    "exact": STORY,
    "other marks and spaces": STORY.replace('"Nobody', "“Nobody").replace('foot,"', "foot,”").replace("\n\n", " "),
    "cut": "\n\n".join((LEAD, *PARTS[:2])),
    "cut short": "\n\n".join((LEAD, PARTS[0])),
    "reordered": "\n\n".join((LEAD, PARTS[2], PARTS[0], PARTS[3], PARTS[1])),
    "another dateline and tail": f"LENN, May 3 - {STORY.partition(' - ')[2]}\n\n(Reporting: G. Holm; editing: E. Ny)",
    "some words changed": STORY.replace("wooden", "timber")
    .replace("lorries", "trucks")
    .replace("wants to see", "asks for")
    .replace("lost a third", "missed a third")
    .replace("voted", "decided"),
    "another lead": "\n\n".join(("Oldbridge will have its crossing again after a vote in the town hall.", *PARTS)),
}

OTHER_REPORTS = {
    "another figure": STORY.replace("14 of its piles", "19 of its piles"),
    "another figure in words": STORY.replace("two years", "five years"),
    "a follow-up": (
        "The rebuilding of the wooden bridge at Oldbridge has come to a halt after a week, since divers found a wreck "
        "between the piles. It may be the barge that sank with a load of bricks when the grandparents of today's "
        "ferrymen were young, Ada Thorn said, and nothing can be driven into the bed of the river before it is lifted. "
        "A crane has been asked for; it stands in the port of Ost and is wanted there until the end of the month.\n\n"
        f"{PARTS[1]}\n\n{PARTS[2]}"
    ),
    "in other words": (
        "A long debate ended late on Monday: Oldbridge gets its bridge back. Loose piles had forced the council to "
        "close it after the flood. Ada Thorn hopes that lorries can cross again before long, and the county has "
        "promised to pay if it likes the plan that the town must send it by late summer."
    ),
    "other people and places": STORY.replace("Oldbridge", "Farnham")
    .replace("Ada Thorn", "Gus Holm")
    .replace("Bo Lund", "Eva Ny")
    .replace("Ida Farn", "Olaf Rike"),
}

BEHIND = "\n\n".join(PARTS[:3])
FOLLOW_UPS = {
    "the vote is void": (
        "The vote of Oldbridge's council to rebuild the wooden bridge was declared void on Friday by the county court, "
        "which found that three of the members who raised their hands own land on the far bank and should have left "
        f"the room. The council will have to vote again before the harvest, the judge said.\n\n{BEHIND}"
    ),
    "work has begun": (
        "Workers drove the first new pile of the wooden bridge at Oldbridge into the river on Tuesday while a band "
        "played and the school had the morning off. Ada Thorn, the council's engineer, struck the last blow.\n\n"
        + "\n\n".join(PARTS[1:])
    ),
    "the engineer leaves, and all of the story": (
        "Ada Thorn, the council's engineer who is to rebuild the wooden bridge of Oldbridge, resigned on Wednesday "
        "after a quarrel about the timber, which she wanted from the northern woods and the council from its own.\n\n"
        + "\n\n".join(PARTS)
    ),
    "a builder, more shortly": (
        "The council of Oldbridge has chosen a carpenter for the wooden bridge: Gus Farn of Lenn, who built the "
        f"landing stage at Ost. The county, which wants to see a plan before the harvest, has agreed.\n\n{PARTS[1]}"
    ),
    "the names in each clause": (
        "Ada Thorn told the meeting of a delay: until then lorries go no further than the mill, she said, and Bo Lund, "
        "who keeps the lock below, may open it at night, while the shops on the other side, as Ida Farn said of "
        "hers, have been promised half of what the council saves by the delay.\n\n" + "\n\n".join(PARTS[1:])
    ),
}

FORM = (
    "{name} said it filed with the Chamber of Trade a statement about an offer of notes worth {sum} million coins. The "
    "money will be used for general purposes, and the notes are sold through the usual houses."
)
