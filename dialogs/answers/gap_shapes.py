"""The shapes of a gap in English: a denial and a deed, a lack and a thing, or an idiom; and what takes one back.

A shape names what it is about: `verb` and `noun` are what was not done or is not there, an `idiom` says it without.
"""

from __future__ import annotations

from dialogs.answers.gap_words import (
    A_GUESS,
    BAD,
    BASE,
    CITED,
    DOING,
    DONE,
    EVENTS,
    GOOD,
    HOMEWORK,
    LIGHTLY,
    MONTH,
    NOT_KNOWN,
    NOT_OURS,
    NOUN,
    OF_THE_PROCESS,
    OPEN_ANYWAY,
    OPEN_STILL,
    OTHERS,
    PUT_OFF,
    SOME_DAY,
    UNDONE,
    UNIT,
    pattern,
)

_IN_A_GROUP = r"(?: (?:here|(?:in|at|on|from|of) (?:[\w'-]+ ){0,2}[\w'-]+))?"
_WHO = rf"\b(?:nobody|no(?: |-)one|noone|none of (?:us|them)|neither of (?:us|them)){_IN_A_GROUP}"
_AUX = r"(?:'s|'ve| has| have| had| is| are| was| were)"
_ADVERB = (
    r"(?: (?:yet|ever|really|even|actually|properly|been|being|so far|as yet|still|also|just|once|kind of|sort of"
    r"|\w{3,12}(?<!on)ly))"
)
_BEING = r"(?:have|has|had|was|were|is|are|did|ai)"
_MODALS = ("can", "could", "must", "may", "might", "should", "would", "will", "do", "does")
_MAY = "".join(rf"(?<!\b{word}\s)" for word in _MODALS)
_NOT = rf"\b(?:(?:{_BEING} )?{_MAY}(?:not|never)|{_BEING}n'?t)"
_DO_NOT = r"\b(?:do|does)(?: not|n'?t)"
_WE = r"\b(?:we|i|the team|my team|our team)"
_OURS = (
    r"\b(?:finance|legal|ops|operations|sales|marketing|procurement|compliance|security|controlling|management"
    r"|the (?:business|lab|board|works council|steering group))"
)
_HAVE_NOT = (
    rf"(?:{_WE}(?:'ve| have| has| had) (?:not|never)|{_WE} (?:haven'?t|hadn't|never)|{_OURS} ha(?:s|ve)(?:n'?t| not)"
    r"|(?:^\W{0,9}|[,;:–—(] ?| - )(?:haven'?t|have not|hasn't))"
)
_AM = r"(?:'m| am|'re| are)"
_JUST = r"(?: (?:just|simply|kind of|sort of|completely|only|basically|really)){0,2}"
_WE_WILL = rf"{_WE}(?:'ll| will|{_AM} going to)(?: just| probably| then| still)?"
_PERFECT = r"\b(?:have|has|had)(?: not| never|n'?t)"
_SOMEBODY = r"\bsome(?:body|one)"
_A = r"(?:(?:a|an|any|the|our|one|enough|much|such|proper|real) ){0,2}"
_FEW = r"(?:[\w'-]+ ){0,2}?"
_END = r"(?= ?(?:[.,;:!)?…]| [-–—] | ?$))"
_OPENING = r"^\W{0,9}"
_ASKED = r"(?= (?:who|whose|what|which|whether|if|how|when|where|why)\b)"
_IT_IS = r"(?:\b(?:is|was|remains?|still)|\b(?:it|that|what)'s)"
_ANSWERED = r"(?:: ?| - |\? ?)"
_OPEN = (
    rf"(?:broken (?:it |them )?(?:down|out)|(?!{EVENTS}\b)(?:\w{{3,}}ed|done|seen|read|written"
    r"|gone|given|taken|chosen|drawn|put|set|built|begun|sat|spoken|thought|heard|found|got(?! a?round)|made|run|worked"
    r"|split))"
)
"""Any deed but those that are good news where nobody did them."""

_WHO_NOT = (
    rf"{_WHO}{_AUX}?{_ADVERB}{{0,3}} (?P<verb>{DONE})\b",
    rf"{_WHO}(?:'s| has| have){_ADVERB}{{0,3}} (?P<verb>{_OPEN})\b",
    rf"{_WHO} (?!(?:{OF_THE_PROCESS})\b(?!{_ASKED}))"
    rf"(?:really |currently |can |could |would |seems? to |is able to ){{0,2}}(?P<verb>{BASE}s?|studies|tries"
    r"|knows|knew|tells?|says?|remembers?|owns?|looks? after|takes? care|keeps? (?:track|count|records|an eye)"
    r"|follows? up|feels responsible|wrote|kept|ran|did|made|chose|thought|went through)\b",
    rf"{_WHO}(?:'s| is| was| has been){_ADVERB}{{0,2}} (?P<verb>sure|certain|responsible|in charge|named|assigned"
    rf"|{DOING}|looking (?:at|after|into)|taking care|following up|owning)\b",
    rf"{_WHO} (?P<verb>responsible|in charge)\b",
    rf"\bno (?!{GOOD}\b){_FEW}(?:has|have|had|was|were)(?: (?:been|ever|yet)){{0,2}} (?P<verb>tested|tried|compared"
    r"|checked|asked|studied|evaluated|reviewed|agreed|decided|defined|named|set|chosen|planned|made|done|run|kept"
    r"|assigned|drawn up)\b",
)
"""Nobody has compared them, nobody's actually opened it, none of us knows, no rule was tried."""

_NOT_DONE = (
    rf"{_NOT}{_ADVERB}{{0,3}} (?P<verb>{DONE})\b",
    rf"{_HAVE_NOT}{_ADVERB}{{0,3}} (?P<verb>{_OPEN})\b",
    rf"{_NOT}{_ADVERB}{{0,3}} (?P<verb>{_OPEN}) (?:it |this |that |them )?(?:yet|so far)\b",
    rf"{_NOT}{_ADVERB}{{0,2}} (?:got|gotten|get|come|came|managed|(?:had|have|found) (?:the )?time|bothered|started"
    rf"|begun)(?: a?round)? (?:to )?(?P<verb>{BASE}|\w{{3,}}ing)\b",
    r"\bdid(?: not|n'?t) (?:ever |really |even |yet |actually ){0,2}(?P<verb>compare|measure|test|try|count|check"
    r"|validate|evaluate|record|document|run|time)\b",
    rf"{_WE} (?:do|did)(?: not|n'?t) (?:yet |really |even |currently |actually ){{0,2}}(?P<verb>{BASE})\b",
    r"\bdoes(?: not|n'?t) (?P<verb>record|track|log|document|measure)\b",
    rf"{_PERFECT}{_ADVERB}{{0,2}} been{_ADVERB}{{0,2}} (?P<verb>{HOMEWORK})(?!\w)",
    rf"\b(?:have|has|had|is|are|we've) yet to(?: be)? (?P<verb>{DONE}|{BASE}|\w+)\b",
    rf"\b(?:we|i|he|she|they|it) (?P<verb>did not|didn't|haven't|have not|hasn't|has not"
    rf"|(?:don't|doesn't|didn't) either){_END}",
    rf"\b(?:was|is)(?:n't| not) something (?:that )?(?:we|i|any(?:one|body))(?:'ve| have| had| ever)? "
    rf"(?P<verb>{DONE}|did|had)\b",
    rf"\b(?P<verb>{UNDONE})(?![-\w])(?= ?(?:[.,;:)!]|$)"
    r"| (?:on|for|in|by|with|at|against|so|as|yet|and|or|since|outside|beyond)\b)",
)
"""Not measured yet, haven't got round to counting, we did not, yet to be agreed, untested."""

_NONE_MADE = (
    r"\b(?:none|nothing|neither)(?: of (?:it|that|this|them|these|those))? (?:is|are|was|were|has|have|had)"
    rf"(?: (?:been|yet|ever|being)){{0,2}} (?P<verb>{LIGHTLY}|{DONE})\b",
    rf"\b(?:none|nothing) (?P<verb>exists?|yet|so far|{DONE} (?:yet|so far))\b",
    rf"{_NOT}{_ADVERB}{{0,3}} (?P<verb>{LIGHTLY})\b(?! (?:of|up of|by|from|for|to)\b)",
)
"""None was made, nothing is agreed, not done yet."""

_NO_NOUN = (
    r"\b(?:no|zero|lacks?|lacking|lack of|absence of|without|hardly any) (?:a |an |any )?"
    rf"(?!{GOOD}\b){_FEW}(?P<noun>{NOUN})\b(?!')",
    rf"(?:{_NOT}|{_DO_NOT}|{_WHO})(?: (?:yet|ever|really|even|actually)){{0,2}} (?:have|has|had|got|made|done|run"
    rf"|written|set|kept|dispose of)(?: up| got)? {_A}{_FEW}(?P<noun>{NOUN})\b",
    rf"\bthere(?:'s| (?:is|are|was|were))(?:n't| not| never)(?: been)? (?:yet )?(?:a|an|any|much) {_FEW}"
    rf"(?P<noun>{NOUN})\b",
    rf"\b(?P<noun>{NOUN}) (?:(?:is|are|still) (?:still |currently )?(?:missing|lacking|absent)|missing{_END}"
    r"|(?:do|does)(?: not|n't)(?: yet)? exist)\b",
    rf"(?:{_OPENING}|[.;\n]\W{{0,4}})(?:[\w-]+ ){{0,2}}?(?P<noun>{NOUN}|{DONE})"
    rf"(?: (?:with|to|against|by|on|for|of)(?: [\w'-]+)?)?{_ANSWERED}(?:none|nothing|no|zero)(?: yet| so far)?{_END}",
    r"\bno (?:data|figures|information|numbers|labels|results) (?P<idiom>yet|so far|on|about|at all|whatsoever)\b",
    rf"\bno (?!{GOOD}\b)(?!{_FEW}{CITED}\b){_FEW}[\w-]+"
    rf" (?P<idiom>yet|so far|as yet|for now|at present|at the moment|whatsoever){_END}",
)
"""There is no baseline, we don't have any test set, lack of a process; Compared with: nothing."""

_FORGOTTEN = (
    rf"{_WE}(?:'ve| have)?{_JUST}(?: had)? (?:no (?:time|chance|capacity)|too busy|ran out of time|forgot|forgotten"
    r"|failed|neglected|omitted|(?:never|didn't) (?:think|thought|bother|bothered)) to"
    rf" (?P<verb>{BASE}|\w+)\b",
    rf"{_WE}(?:'ve| have)?{_JUST} (?P<verb>skipped|forgot|forgotten|overlooked|never got (?:that far|to it))\b"
    r"(?! nothing)",
    rf"{_NOT}{_ADVERB}{{0,2}} (?:(?:got|gotten|get|come|came) (?:a?round )?to|(?:found|had|find|have)"
    rf" (?:the |any )?(?:time|chance|capacity) for) (?P<verb>it|that|this|them|those)(?: yet\b|{_END})",
)
"""We simply forgot to record it, haven't got round to it, had no time to ask."""

_NOTHING_BEHIND = (
    r"(?:\bnothing|(?:\bnot|n't) (?:have |got |had )?anything|\bno (?:data|figures|numbers))"
    r" (?:to |that (?:would |could )?)?"
    r"(?P<idiom>(?:back|support|underpin|prove|justify)s? (?:it|that|this|them)|base (?:it|that|this|them) on"
    r"|go on|behind (?:it|that|this|them)"
    r"|(?:compare|measure|judge|check|hold) (?:it|that|this|them) (?:with|to|against|by))\b",
    r"(?:\b(?:have|has|had|got|is|was)|\bthere's|'ve) nothing (?P<idiom>concrete|solid|formal|specific|definite"
    r"|in writing|on paper|written down|in place|planned|agreed|defined|documented)\b",
)
"""Nothing to back that up, nothing behind it, we have nothing in writing."""

_STILL_OPEN = (
    rf"(?:{_OPENING}|: ?| - )(?P<idiom>tb[dca]|to be (?:{DONE}|announced))\b",
    r"\b(?:is|are|was|remains?|still) (?P<idiom>tb[dca])\b",
    rf"(?<!marked\s)(?<!\sas\s)\b(?P<idiom>tb[dca]){_END}",
    rf"\b(?!{OPEN_ANYWAY}\b)\w{{1,40}} (?:remains|stays|is (?:still|yet|currently|very much|wide))"
    rf" (?P<idiom>open){_END}",
    rf"(?:{_IT_IS}|\b(?:still|wide)|{_OPENING})(?: still)? (?P<idiom>open){_ASKED}",
    rf"{_IT_IS} (?:still |currently |as yet )?(?P<idiom>unresolved|unsettled|unanswered|unsolved)\b",
    rf"(?<!\d\s)\b\w{{1,40}} (?:is|was) still (?P<idiom>missing|lacking|outstanding)"
    rf"(?:{_END}| (?:and|but|because|since)\b)",
    r"\bon (?:my|our|the) (?:to-?do )?list for (?P<idiom>some ?day|later|after\w*|the future)\b",
    rf"\bon (?:my|our) (?:to-?do )?(?P<idiom>list|radar|backlog)(?:{_END}| to\b)",
    r"\bto be (?P<idiom>defined|decided|determined|confirmed|agreed|clarified|discussed|named|announced)\b(?! by \d)",
    rf"\bto be (?P<idiom>supplied|provided|added|filled in|delivered|completed|inserted){_END}",
    rf"\b(?P<idiom>{OPEN_STILL}){_END}",
)
"""Who signs is still open, retraining is TBD, it is unresolved, a case is still missing, on our list for later."""

_NOT_AGREED = (
    r"\b(?:still|keep|kept) (?P<idiom>arguing|debating|discussing|disagreeing|going back and forth)\b",
    r"\bstill (?P<idiom>(?:do(?: not|n't)|can(?: ?not|'t)) agree|disagree) (?:on|about|over)\b",
    rf"\b(?:do(?: not|n't)|does(?: not|n't)|can(?: ?not|'t)) (?:yet |really |quite )?(?P<idiom>agree)"
    rf" (?:on|about){_ASKED}",
    rf"{_WE} can(?: ?not|'t) (?:yet |really |quite )?(?P<idiom>agree on|settle on|decide (?:on|between|yet))\b",
    r"\b(?:every(?:one|body)|each of us|each (?:team|department|side)|we all|they all) (?:still )?(?:has|have)"
    r" (?:a different|different|(?:his|her|their|its|our) own) "
    r"(?P<idiom>(?:numbers?|figures?) in mind|ideas?|definitions?|views?|opinions?|answers?)\b",
)
"""They still don't agree on what counts, everyone has a different number in mind."""

_POSTPONED = (
    rf"(?:\b(?:will|going to|gonna|can|should)|'ll)(?: [\w'-]+){{1,10}}? (?P<idiom>{SOME_DAY})",
    rf"\b(?:yet|still|remains?) to be (?P<verb>{DONE}|seen|\w{{3,}}ed)\b",
    rf"\bstill (?:have|has|need|needs|ought) to be (?P<verb>{DONE})\b",
    rf"{_WE} still (?:have|need|ought) to (?P<verb>{BASE})\b",
    rf"{_WE} (?:should|ought to|need to|have to|must) (?:probably|really|first|still|at some point) (?P<verb>{BASE})\b",
    rf"{_WE} (?:probably|really) (?:should|ought to|need to|have to|must)(?: have)? (?P<verb>{BASE}|{DONE})\b",
    rf"{_SOMEBODY} (?:really |probably )?(?:should|ought to|needs to|has to|must|was supposed to|was meant to)"
    rf" (?:probably |really |still )?(?P<verb>{BASE}|\w+)\b",
    r"\bneed to get some(?:one|body) to (?P<idiom>\w+)",
    r"\bmust (?:still )?(?P<idiom>(?:ask|look|check|measure|count|test)(?: still)?)(?= ?(?:[.;!]|$))",
    rf"{_SOMEBODY} (?:(?:in|at|from|on|of) (?:[\w'-]+ ){{1,3}}?)?(?:will|'ll) (?:probably |surely |hopefully )?"
    rf"(?P<idiom>{BASE}|own|do|handle|take care|take|maintain|build|be|look after)\b",
    rf"{_WE}(?:'d| would|'ll| will)(?: first| still)? (?:have|need) to"
    r" (?P<idiom>check|ask|look|find out|verify|see|count|measure|test)\b",
    r"\b(?P<idiom>will follow)(?= (?:after|once|when|later)\b)",
    r"\b(?P<idiom>pending|awaiting) (?:until|from|with|approval|confirmation|feedback)\b",
    rf"(?:{_OPENING}|\b(?:still|we're|we are|i'm|i am) )(?P<idiom>waiting) (?:on|for|to hear)\b",
    r"\bstill (?:sitting|lying|stuck) (?P<idiom>with)\b",
    r"\b(?:has|have)(?: not|n'?t) (?P<idiom>(?:come|got|gotten|heard|written) back|replied|answered|responded)\b",
    r"\bstill (?:a|an|only|just) (?:[\w-]+ ){0,2}?(?P<idiom>drawing|idea|sketch|draft|plan|wish|thought|concept"
    r"|proposal|paper|debate|discussion)\b",
    rf"{_WE}(?:'m|'re| was| were| am| are| had been)? (?P<idiom>hoping|had hoped)\b",
)
"""At some point, someone should check, to be supplied, still waiting for the works council."""

_IGNORANCE = (
    rf"\b(?P<idiom>{NOT_KNOWN})(?![-\w])",
    rf"(?:{_IT_IS}|\b(?:are|were|yet|largely)|[:–—]| -|\?) (?:(?:still|currently|totally|completely|entirely) )?"
    r"(?P<idiom>unknown|unclear|uncertain|undecided|undetermined)(?![-\w])",
    rf"\b(?P<idiom>unknown|unclear|uncertain|undecided){_ASKED}",
    rf"(?:{_WE} (?:really |still |honestly )?|{_OPENING}|[,.;:–—] ?|\b(?:but|so) )(?P<idiom>do(?: not|n'?t) know)\b",
    rf"\bneither (?:do|does|did|can|could|have|has) (?P<idiom>i|we|any(?:one|body)(?: else)?){_END}",
    r"\b(?:have|has)(?:n't| not) (?:the|a|any|an) (?P<idiom>foggiest|faintest|slightest|clue|idea)\b",
    r"\b(?:would|could)(?:n't| not) (?:like to |want to |dare to )?(?P<idiom>swear|bet|guarantee|vouch)\b",
    r"\b(?:would|it'd) be (?:nice|good|great|interesting|useful|helpful) to (?P<idiom>know|see|learn)\b",
    rf"{_WE}(?: am| are)? (?P<idiom>wonder|wondered|wondering)(?= (?:if|whether|how|what)\b)",
    rf"(?:{_WE}(?: really| honestly)? |{_OPENING}|, so )(?:can(?: ?not|'?t)|could(?: not|n'?t)) (?:yet |really )?"
    r"(?:honestly )?(?P<idiom>tell|say|know|judge|justify|show|prove|name|quantify|explain|vouch|remember|recall)\b",
    r"(?P<idiom>\?{2,9})",
    rf"{_ANSWERED}(?P<idiom>n/a|nobody|no one|unknown|\?|not really|hardly|barely|nope|not so far){_END}",
    r"\bnot (?P<idiom>yet)(?= ?(?:[.;!)]|$))",
)
"""No idea, unknown, I couldn't tell you, anyone's guess, ???."""

_TAKEN_ON_TRUST = (
    r"\b(?:is|was|are|were|just|only|purely|at best|it's|that's)"
    r" (?:(?:a|an|my|our|pure|wild|rough|educated|more of a) ){0,2}(?P<idiom>guess|guesses|guesstimate|hunch"
    r"|finger in the air)\b",
    rf"\b(?P<idiom>{A_GUESS})\b",
    rf"{_WE}(?:'d| would|{_AM}| can only| could only){_JUST} (?P<idiom>guess|guessing|speculating)\b",
    rf"{_WE}(?:{_AM}|'ve| have)?(?: (?:just|simply|kind of|sort of|merely|blindly)){{1,2}} (?P<idiom>assum(?:e|ed|ing)"
    r"|believed?|presumed?|supposed?|figured|guessed|hoped?)\b",
    rf"{_WE}(?:{_AM}|'ve| have)?{_JUST} (?:assum|presum|believ|trust|took|taken|pick|cho|copied|start|went)\w*"
    rf"(?: [\w'%-]+){{0,8}}?,? without (?:ever |really |actually |even |first |having ){{0,2}}"
    rf"(?P<verb>{DOING}|{DONE})\b",
    rf"\bthat(?:'s| is| was) (?:the whole|all the) {_FEW}(?P<noun>{NOUN})\b",
    r"\b(?:do|does|did)(?: not|n'?t) (?:think|believe|suppose|recall|remember) (?:that )?"
    r"(?:any|we|i|it|he|she|they|some|that)\w{0,9}(?: [\w']+){0,4}? (?:ever |has |have |had |was |were |did ){1,2}"
    rf"(?P<idiom>{DONE}|\w+)\b",
    r"\b(?:i|we) doubt (?:that )?(?:any|we|it|he|she|they|some)\w{0,9}(?: [\w']+){0,3} (?P<idiom>\w+)",
    rf"(?:{_OPENING}|{_WE}(?:'ve| have)? )(?:only|just) (?:ever )?(?P<verb>tried|tested|looked at|checked|compared"
    r"|heard|asked|skimmed|glanced)\b",
)
"""A guess, the supplier's word, a doubt whether it was ever done, only the one approach tried."""

ADMITTED = tuple(
    pattern(shape)
    for shapes in (
        *(_WHO_NOT, _NOT_DONE, _FORGOTTEN, _NONE_MADE, _NO_NOUN, _NOTHING_BEHIND),
        *(_STILL_OPEN, _NOT_AGREED, _POSTPONED, _IGNORANCE, _TAKEN_ON_TRUST),
    )
    for shape in shapes
)
"""What admits a gap."""
LATER = tuple(
    pattern(shape)
    for shape in (
        rf"\b(?:will|shall|is to|are to|going to|needs? to|has to|have to|must) (?:then |still )?be (?P<verb>{DONE})\b",
        rf"{_WE_WILL} (?:have to |need to )?(?P<idiom>{PUT_OFF}) [^.;]{{0,80}}?\b(?:once|later|when"
        r"|after|as soon as)\b",
        rf"{_WE_WILL} (?P<verb>decide|define|agree|settle|choose|determine|specify)\b[^.;]{{0,80}}? (?:once|later|when"
        r"|after|as soon as)\b",
        rf"{_WE_WILL} (?P<verb>{BASE})\b[^.;]{{0,80}}? (?:once (?:it|we|that|this|they)(?:'s|'re| is| are) (?:live|up"
        r"|running|in production|rolled out)|after (?:the )?(?:launch|go-live|roll-?out))\b",
    )
)
"""What admits one where no date stands beside it: we'll figure that out once it's live."""
ALL_OF_IT = pattern(
    r"(?:none|nothing|nobody|no one|never|not yet|unknown|no|n/a|\?{1,99})"
    r"(?: (?:yet|so far|at all|as of now|for now|at present)){0,2}"
)
"""A whole entry that admits one."""

BEFORE_IT = pattern(
    r"(?:\b(?:if|unless|whenever|wherever|in case|so that|makes? sure|made sure|ensures?|guarantees?|even when"
    rf"|as soon as)\b[^,;:]*|(?:{_OPENING}|[,;:] )when\b[^,;:]*"
    rf"|\b{OTHERS} (?:\w+ )?(?:complain|say|said|write|wrote|tell|told|claim|report|ask|reply|answer)\w*\b[^.;]*)$"
)
"""A condition, a purpose, what others say: what follows is not admitted."""
BY_HAND = pattern(
    r"[^.;,]{0,40}\b(?:by hand|manually|by (?:a |any )?(?:person|people|human|humans|somebody|anybody))\b"
)
IS_PAST = pattern(r"\b(?:has|have|had|was|were|been|did|never|hasn't|haven't|wasn't|weren't|didn't)\b|'s \w+ed\b")
"""“Nobody checks them by hand”, “they are not counted by hand”: how the work goes, where it is said of the present."""
OF_A_PART = pattern(r"(?:\b(?:that|who|whose)|[^,] which) $")
HAS_NO_SUBJECT = pattern(rf"(?:{_BEING}|not|never|un)")
"""“Weeds that haven't flowered”: a part of them, where the denial has no subject of its own."""
DENIED_BEFORE = pattern(r"\b(?:not|never|nothing|nobody|no|none|without|hardly|rarely)\b[^.;,]{0,40}$")
"""A denial of a denial: nothing goes unchecked, never without a plan."""
NOT_OURS_BEFORE = pattern(rf"\b{NOT_OURS} (?:(?:also|still|often|usually|themselves) )?$")
IS_PASSIVE = pattern(r"\b(?:been|being|was|were|is|are)(?:n't)?\b")
"""“Customers have never checked it”: a deed of others, where it is not done to them."""
OVER_BEFORE = pattern(rf"\b(?:until|till|before) (?:the )?(?:\d|{MONTH}|last|then)[^.;]*$")
OF_TODAY = pattern(r"(?:have|has|'ve|is|are|can|cannot|no|i'm)\b|\b(?:has|have|know|can)\b")
"""A time that is over, and what speaks of today all the same: “Before 2021 I can't say.”"""
AFTER_IT = pattern(
    rf"(?: (?:in|by the|by|against|per) {UNIT}\b"
    r"| (?:as|positive|only|just|to be|for being|from)\b"
    r"|(?: [\w'-]+){0,6},? (?:but|it's) (?!on (?:the|my|our) \w)"
    r"(?:by|in|from|as|with|on|at|through|rather|instead|\w+ed|read|taken)\b"
    r"|(?: [\w'-]+){0,8} rather than\b"
    rf"|[^.;]{{0,80}}\b(?:before|until|till|up to|prior to) (?:\d|{MONTH}|spring|summer|autumn|winter|last|then|this"
    r"|that|the end|yesterday|recently)"
    r"|[^.;]{0,80}\b(?:without(?! (?:it|them|this|that)\b)|unless)\b"
    r"|[^.]{0,120}\b(?:on purpose|by design|deliberately|by law|gdpr|for privacy|not allowed|forbidden)\b"
    r"|[^.]{0,160}\b(?:since then|(?:has|have|had) since|until (?:last|this|yesterday)|luckily|fortunately"
    r"|so (?:last|this|in|on) (?:week|month|year|summer|spring)))"
)
"""A unit, a contrast, a time that is over, a condition, a purpose: what takes a denial back."""
AFTER_A_NOUN = pattern(
    rf"(?: (?:was|were|is|are|has|have|had|been|ever|cases?|gets?|goes|go)){{0,3}} {BAD}\b"
    r"| (?:to \w+|of (?:\w+ )?(?:harm|bias|fraud|drift|damage|misuse|leaks?|abuse|errors?|tampering))\b"
)
"""What makes a lack good news: no check failed, no plan to sell, no evidence of harm."""
A_SHARE_BEFORE = pattern(r"(?:\d ?%|\bpercent|\d of (?:the |our )?\d[\d.]*)[^.;,]{0,40}$")
_ROUGHLY = r"(?:(?:approx|about|around|roughly|some|ca|circa|nearly|almost|up to|between)\.? ?|~ ?){0,2}"
_SHARE = (
    rf"{_ROUGHLY}(?:\d[\d.,]{{0,9}}(?: ?(?:-|–|to|and) ?\d[\d.,]{{0,9}})? ?(?:%|percent\b|per cent\b)"
    r"|\d[\d.,]{0,9} (?:of|in|out of) (?:the |our )?\d[\d.,]{0,9}|(?:an?|one) (?:half|third|quarter|fifth|sixth|tenth))"
)
IN_A_SHARE_BEFORE = pattern(rf"\b(?:in|of|for) {_SHARE}[^.;]{{0,30}}$")
"""“2 % have no label”, “in 40 of the 868 nothing is written down”: a lack that was counted."""
SHARE_BEFORE = pattern(
    rf"{_SHARE}(?: of (?:[\w'-]+ ){{0,4}}[\w'-]+)?(?: (?:are|is|were|was|have|has|had|been)){{0,2}}[ :]{{0,2}}$"
)
SHARE_AFTER = pattern(rf"(?:: ?|(?: [\w'-]+){{0,4}} (?:in|for|on|with) ){_SHARE}")
"""“Approx. 18-22 % are not recorded”, “not recorded in 18 to 22 %”: so many are known to lack it."""
GUESSED = pattern(rf"\b(?:{A_GUESS}|guess(?:ed|es)?|we (?:think|believe|assume|suppose))\b")
OF_LOOKING = pattern(rf"\b(?:{HOMEWORK}|test|check|verif|valid|review|look|compar|measur|count|tried|try|ask|opened)")
"""What nobody has looked at in a part is a gap all the same."""
IS_NO = pattern(r"(?<!\bthere)(?<!\bthere\s)\b(?:is|are|was|were|'s) $")
"""“A friend who nods is no test.”"""
