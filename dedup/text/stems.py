"""Stems: the part of a word that its inflected forms share.

In: words, lower case. Out: stems. A few endings of German and English are cut, the longest first, as long as four
letters stay; the same words must meet, the result need not be a word. Function words have no stem: they say
nothing about what a sentence is about.
"""

from functools import lru_cache

_ENDINGS = (
    "ierungen ierung ationen ations ungen ation erin ern ung keit heit lich isch enden ende end est ers ens "
    "ies ied ing ten tes ter tem te et st en er es em ed ly e s n t y"
)
_BY_LAST_LETTER = {
    letter: tuple(sorted((ending for ending in _ENDINGS.split() if ending[-1] == letter), key=len, reverse=True))
    for letter in sorted({ending[-1] for ending in _ENDINGS.split()})
}
_SHORTEST_STEM = 4

_GERMAN = (
    "aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei "
    "beim bin bis bist da dabei dadurch dafür dagegen daher dahin damit danach daran darauf darin darüber "
    "darum das dass daß davon davor dazu dein deine dem den denen denn dennoch der deren derer des deshalb "
    "dessen die dies diese diesem diesen dieser dieses doch dort du durch eben ein eine einem einen einer "
    "eines einige einigen einiger er es etwa etwas euch euer fast für ganz gar gegen gibt hat hatte hatten "
    "habe haben hab hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins "
    "ist ja je jede jedem jeden jeder jedes jedoch jene jenem jenen jener jenes jetzt kann kannst kein keine "
    "keinem keinen keiner können könnte könnten konnte konnten man manche mehr mein meine mich mir mit muss "
    "müssen musste mussten nach nachdem nicht nichts noch nun nur ob oder ohne sehr sei seien sein seine "
    "seinem seinen seiner seines seit sich sie sind so sogar solche solchen soll sollen sollte sollten sondern "
    "sonst sowie über um und uns unser unsere unter viel viele vielen vom von vor während war waren warum was "
    "weil welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo wollen wollte wurde "
    "wurden würde würden zu zum zur zwar zwischen sagte sagt sagten"
)
_ENGLISH = (
    "a about above after again against all also although always am among an and another any are aren around as "
    "at be because been before being below between both but by can cannot could d did didn do does doesn doing "
    "don down during each either else ever every few for from further get gets got had hadn has hasn have "
    "haven having he her here hers herself him himself his how however i if in into is isn it its itself just "
    "ll m many may me might more most much must my myself neither no nor not now of off often on once one only "
    "onto or other others our ours out over own per rather re s said same say says shall she should since so "
    "some still such t than that the their theirs them themselves then there these they this those though "
    "through thus to too toward under until up upon us ve very was wasn we well were weren what when where "
    "whether which while who whom whose why will with within without won would yet you your yours yourself"
)
FUNCTION_WORDS = frozenset(f"{_GERMAN} {_ENGLISH}".split())
"""Words of German and English grammar, and the commonest word for speaking in each."""

SPELLED_NUMBERS = {
    word: str(number)
    for words in (
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "zero one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split())
}
"""Numbers up to twelve, which both languages write as words, and their digits."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut the ending of a lower-case word; function words and lone letters become empty.

    >>> stem("häuser"), stem("reported"), stem("the")
    ('häus', 'report', '')
    """
    if word in FUNCTION_WORDS or (len(word) == 1 and not word.isdecimal()):
        return ""
    for ending in _BY_LAST_LETTER.get(word[-1:], ()):
        if word.endswith(ending) and len(word) >= _SHORTEST_STEM + len(ending):
            return word[: -len(ending)]
    return word
