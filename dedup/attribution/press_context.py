"""Whether a name that is also an ordinary word stands for the outlet.

In: what stands around the name. Out: a decision. Two of three hits of such names are ordinary words ("eine Zeit
lang", "auf der ganzen Welt"), so the name alone proves nothing: quotation marks, an apposition (das Magazin X), a
compound (X-Bericht), capitals (SPIEGEL), an article written large inside the sentence (laut Die Zeit), or a press
cue beside it (schreibt der X) does. An article of the wrong gender (das Bild, kein Standard) speaks against the
outlet whatever else there is.
"""

import re

from dedup.attribution.catalogue_file import Needs
from dedup.attribution.outlet import Outlet, OutletKind
from dedup.attribution.surroundings import Surroundings

_CASES_OF = {
    "der": frozenset({"der", "den", "dem", "des", "im", "vom", "beim", "zum", "the"}),
    "die": frozenset({"die", "der", "zur", "the"}),
    "das": frozenset({"das", "dem", "des", "im", "vom", "beim", "zum", "the"}),
    "": frozenset({"der", "die", "das", "den", "dem", "des", "im", "vom", "beim", "zum", "the"}),
}

_PRESS_NOUN = (
    r"zeitung|blatt|magazin|zeitschrift|journal|illustrierten?|gazette|postille|sender|kanal|agentur|portal|dienst"
    r"|website|webseite|plattform|medium|medienhaus|verlagshaus|newspaper|magazine|tabloid|weekly|daily"
    r"|broadcaster|agency|outlet|quotidien|quotidiano|settimanale|diario|periódico|hebdomadaire|газета|журнал"
)
_APPOSITION = re.compile(rf"[\w-]*(?:{_PRESS_NOUN})(?:e[ns]?|s|en|n)?,?", re.IGNORECASE)
_APPOSITION_AFTER = re.compile(
    r"[ -](?:magazine?|newspaper|tabloid|daily|weekly|broadcaster|journal)\b", re.IGNORECASE
)
_HEAD = re.compile(
    r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|online|print|titel|vorab|exklusiv|gast)s?-?)?"
    r"(?:zeitung|blatt|magazin|bericht|interview|information|reporter|redakt|chefredakt|journalist|autor|kolumn"
    r"|korrespondent|gespräch|leser|artikel|ausgabe|herausgeb|recherche|titelgeschichte|story|kommentar|online"
    r"|leitartik|leitartikel|meldung|beitrag|umfrage|schlagzeile|enthüllung|anfrage|podcast"
    r"|tv\b|fotograf|titelbild|titelseite|essay|rezension|kritik|rangliste|ranking)",
    re.IGNORECASE,
)

_REPORTS = (
    r"berichte(?:te?n?|n)?|berichtet|melde(?:te?n?|n)|meldet|vermeldete?n?|schreib(?:t|en)|schrieb(?:en)?"
    r"|titel(?:t|te|n)|zitier(?:t|te|en|ten)|enthüll(?:t|te|en|ten)|kommentier(?:t|te|en|ten)|erfuhr(?:en)?"
    r"|spekulier(?:t|te|en)|beruft|berief|veröffentlicht(?:e|en)?|recherchier(?:t|te|ten)|jubel(?:t|te)"
    r"|reports?|reported|writes?|wrote|reveal(?:s|ed)|published|quoted|quotes|cited|cites|said|says"
)
_ADVERB = (
    r"hat|hatte|hatten|habe|hätten|haben|will|wollen|has|had|zuerst|zunächst|zuvor|bereits|heute|gestern|selbst|auch"
    r"|exklusiv|online|weiter|nun|jetzt|erstmals|schon|am|vom|im|in|aus|unter|first|also|ihrer|seiner|jüngsten|erfahren"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|\(\w{1,20}\)"
)
_SPEAKS = frozenset(
    {
        "sagte",
        "sagt",
        "sagten",
        "erklärte",
        "erklärten",
        "erzählte",
        "erzählt",
        "verriet",
        "verrät",
        "bestätigte",
        "bestätigt",
        "gestand",
        "erläuterte",
        "betonte",
        "teilte",
        "schilderte",
        "gesagt",
        "erklärt",
        "anvertraut",
        "told",
        "tells",
        "versicherte",
        "kritisierte",
        "warnte",
        "warnt",
    }
)
_WRITES = frozenset(
    {
        "schreibt",
        "schrieb",
        "schreiben",
        "schrieben",
        "kommentiert",
        "kommentierte",
        "veröffentlicht",
        "veröffentlichte",
        "erschienen",
        "erschien",
        "published",
    }
)
_WORDS_TO_THE_VERB = 7
_OF_THE_PRESS = (
    r"interviews?|gesprächs?|gastbeitrags?|gastkommentars?|berichte?s?|berichten|artikels?|ausgabe|beitrags?|kolumne"
    r"|leitartikels?|kommentars?|kommentator|informationen|recherchen?|umfrage|reportern?|reporterin|redaktion"
    r"|redakteure?n?s?|redakteurin|chefredakteure?n?s?|chefredakteurin|korrespondent(?:en|in)?|journalist(?:en|in)?"
    r"|herausgebers?|herausgeberin|titelseite|titelgeschichte|onlineausgabe|online-ausgabe"
    r"|schlagzeilen?|leser|kolumnist(?:en|in)?|autor|autorin|report|editor|columnist|reporter"
)
# Cues right before the name, its article already taken off; at most _WORDS_OF_A_CUE words.
_CUE_BEFORE = re.compile(
    rf"""
      laut|gemäß|told|tells|according\sto|selon|d[’']après|secondo|según|według|as\sper
    | (?:berufung|verweis|bezug|bezugnahme)\sauf
    | (?:beruft|berief|berufen|beriefen|stützt|stützte)\ssich(?:\s\w+)?\sauf
    | (?:zitier(?:t|te|en|ten)|citing)(?:\snach)?
    | (?:{_REPORTS})
    | (?:wie|so)(?:\s(?:zuerst|auch|etwa|zuletzt))?
    | (?:{_OF_THE_PRESS})(?:\s(?:mit|in|von|für|bei|beim|zwischen|aus|with|in|for|by|of|at))?
    | (?:quelle|source|via|fotos?|bild|vorabmeldung|abonnent|abonnenten)\s?:?(?:\sder)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS_OF_A_CUE = 4
_WEAK_CUE = re.compile(r"(?:wie|so)(?:\s\w+)?", re.IGNORECASE)
_PUBLISHED_AFTER = re.compile(
    r"\s(?:erschien|veröffentlicht|publiziert|vorgestellt|published|appeared)", re.IGNORECASE
)
_PUBLISHED_BEFORE = re.compile(
    r"\b(?:erschien|veröffentlicht|publizier|schreib|bericht|publish|appear|report|writ)[^.!?]{0,60}$",
    re.IGNORECASE,
)
_VOUCHED_FOR = frozenset({Needs.CUE, Needs.EVERY})
_PRONOUNS = frozenset({"er", "sie", "he", "she", "they"})
_IN = frozenset({"im"})
_DATIVE = frozenset({"der", "dem", "zum", "im", "the"})
_TOLD_END = re.compile(
    r"\s?(?:$|[.,:;)–\"“«]|(?:am|im|in|und|vor|zuvor|zuletzt|kürzlich|heute|gestern|dazu|that)\s|\()"
)
_CUE_AFTER = re.compile(
    rf"""(?:
      \s?,?\s(?:zufolge)\b
    | (?:\s(?:{_ADVERB})){{0,4}}\s(?:{_REPORTS})\b
    | \s\(?\w*-?(?:ausgabe|online|print)\)?(?:\W|$)
    | ’s\s(?:report|reporter|editor)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_START = frozenset({"", ",", ".", "!", "?", ":", "–", "(", "“", "«", '"', "»"})
_DETERMINER = re.compile(
    r"eine?[nmrs]?|keine?[nmrs]?|dies\w{1,2}|jede?[nmrs]|jene[nmrs]?|[mds]eine?[nmrs]?|ihre?[nmrs]?|unsere?[nmrs]?"
    r"|eure?|alle[nmrs]?|viele?|mehr|wenig|welche[nmrs]?|solche[nmrs]?|manche[nmrs]?|a|an|no|this|my|his|her|our",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"[a-zäöü][\wäöüß-]*(?:e|en|er|es|em)")
_TOWN_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][\wäöüß]+er")
_DESCRIBED = re.compile(
    r"(?:^|\s)(?:der|die|das|dem|den|des|the)(?:\s[\w-]+(?:e[nrs]?|isch|er|[nms]h)){1,2}$", re.IGNORECASE
)


def is_supported(around: Surroundings, needs: Needs, outlet: Outlet) -> bool:
    """Decide whether an ambiguous name stands for the outlet, from what stands around it."""
    if needs is Needs.CREDIT:
        return around.credit
    takes_cues = needs is not Needs.MARKS
    if around.head and not around.quoted:
        return takes_cues and _HEAD.match(around.head) is not None
    if _in_apposition(around):
        return True
    if _contradicted(around, outlet.article):
        return False
    if around.quoted:
        return _quoted_name_is_cited(around)
    return (
        around.capitals
        or _has_capital_article(around)
        or _in_journal(around, outlet)
        or (takes_cues and _has_cue(around))
    )


def takes_support(around: Surroundings, needs: Needs, outlet: Outlet, *, in_list: bool) -> bool:
    """Whether other mentions can vouch for a name that has no support of its own.

    `in_list`: a certain name stands beside it in a list. Otherwise the text names the outlet for certain
    elsewhere, and the name has its article.
    """
    if needs not in _VOUCHED_FOR or around.head or _contradicted(around, outlet.article):
        return False
    return in_list or (needs is Needs.CUE and around.article != "" and outlet.article != "")


def _in_apposition(around: Surroundings) -> bool:
    """Whether a press noun names the kind of thing: das Magazin X, die Zeitung „Die X“, X magazine."""
    if around.head:
        return False
    if _APPOSITION_AFTER.match(around.after):
        return True
    if around.article and not around.article.istitle():
        return False
    return _APPOSITION.fullmatch(_last_word(around.before)) is not None


def _contradicted(around: Surroundings, article: str) -> bool:
    """Whether article, determiner or adjective shows the ordinary word or another name."""
    if around.head:
        return False  # article and adjective agree with the compound's head
    if around.article:
        return around.article.lower() not in _CASES_OF[article]
    word = _last_word(around.before)
    if _DETERMINER.fullmatch(word):
        return True
    if around.quoted:
        return False
    if _TOWN_ADJECTIVE.fullmatch(word):
        return True
    return _ADJECTIVE.fullmatch(word) is not None and not _has_cue(around)


def _last_word(before: str) -> str:
    return before.rpartition(" ")[2]


def _has_capital_article(around: Surroundings) -> bool:
    """Whether the article is written large inside a sentence: laut Die Zeit."""
    return around.article.istitle() and around.before[-1:].isalpha()


def _in_journal(around: Surroundings, outlet: Outlet) -> bool:
    """Whether a paper came out in the journal: in Nature erschienen, published in Science."""
    return (
        outlet.kind is OutletKind.JOURNAL
        and _last_word(around.before) == "in"
        and (_PUBLISHED_AFTER.match(around.after) or _PUBLISHED_BEFORE.search(around.before)) is not None
    )


def _quoted_name_is_cited(around: Surroundings) -> bool:
    """Whether a name in quotation marks is the outlet: article, press compound, cue or bracket."""
    if around.article:
        return True
    if around.head:
        return _HEAD.match(around.head) is not None
    return (
        _DESCRIBED.search(around.before) is not None
        or _has_cue(around)
        or around.credit
        or around.before.endswith("(")
    )


def _has_cue(around: Surroundings) -> bool:
    last = around.before[-1:]
    if around.article.lower() in _DATIVE and last in _SENTENCE_START and _first_word(around.after) in _SPEAKS:
        return True
    if (around.article or last in _SENTENCE_START) and _CUE_AFTER.match(around.after):
        return True
    cues = [tail for tail in _last_words(around.before) if _CUE_BEFORE.fullmatch(tail)]
    if any(_WEAK_CUE.fullmatch(cue) for cue in cues):
        return _CUE_AFTER.match(around.after) is not None or bool(
            around.article and re.match(r"\s?(?:[,.;:]|weiter|(?:in|am|und)\s)", around.after)
        )
    return bool(cues) or _was_told(around)


def _last_words(before: str) -> tuple[str, ...]:
    """The last word, the last two words, and so on, without brackets and marks in front."""
    words = before.split()[-_WORDS_OF_A_CUE:]
    return tuple(" ".join(words[start:]).lstrip('([„“"»«–,') for start in range(len(words)))


def _was_told(around: Surroundings) -> bool:
    """Whether someone said it to the outlet or wrote it there: sagte er der X, schrieb sie kürzlich in der X."""
    words = around.before.split()[-_WORDS_TO_THE_VERB - 1 :]
    places = [place for place, word in enumerate(words) if word.lower() in _SPEAKS or word.lower() in _WRITES]
    if not places or not _TOLD_END.match(around.after):
        return False
    between = words[places[-1] + 1 :]
    if any(word[-1] in _SENTENCE_START for word in between):
        return False
    if words[places[-1]].lower() in _WRITES:
        return between[-1:] == ["in"] or around.article.lower() in _IN
    return (
        around.article.lower() in _DATIVE
        or between[-1:] == ["gegenüber"]
        or (len(between) == 1 and between[0].lower() in _PRONOUNS)
    )


def _first_word(after: str) -> str:
    return next(iter(after.split()), "").lower()
