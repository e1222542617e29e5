"""What is opened tells what its opening is: a system, a platform, a database is no building.

The words stand in the lexicons under ``opened``. Of 1,107 gold fillers that they head 998 are of a `DigitalSystem`, 107 the
equipment of a `SurveillanceProject` and none the facility of a `FacilityOpening`.
"""

from collections.abc import Sequence

from iraqsec.document import Token
from iraqsec.events.candidates import Scene
from iraqsec.languages.base import WordLists, word_lists

_OPENING, _SYSTEM = "FacilityOpening", "DigitalSystem"
_REACH = 12  # tokens from the verb to what is opened, over who opens it
_WATCHING = 4  # tokens of a system, within which its cameras stand
_BUILT = frozenset({"facility", "site", "border"})


def told_apart(scene: Scene) -> None:
    """Give the chance that a word opens a building to its reading as a new system where it is a system that is opened."""
    words = word_lists(scene.language.code, "opened")
    twins = {(t.sentence, t.first, t.last): t for t in scene.triggers if t.type == _SYSTEM}
    for trigger in scene.triggers:
        twin = twins.get((trigger.sentence, trigger.first, trigger.last)) if trigger.type == _OPENING else None
        if twin is not None and _opens_system(scene.sentences[trigger.sentence].tokens, trigger.last, words):
            twin.probability = min(1.0, twin.probability + trigger.probability)
            trigger.probability = 0.0


def _opens_system(tokens: Sequence[Token], at: int, words: WordLists) -> bool:
    """Tell whether the first thing behind a verb that may be opened is a system that watches nothing."""
    for i in range(at, min(len(tokens), at + _REACH)):
        token, before = tokens[i], tokens[i - 1]
        if token.text in words["ends"]:
            return False
        if "prep" in before.word.tags or not set(token.word.proclitics).isdisjoint("بلك"):
            continue  # "in the headquarters", "بنظام"
        behind = tokens[i + 1] if i + 1 < len(tokens) else None
        pair = f"{token.word.form} {behind.word.form}" if behind is not None else ""
        if not words["systems"].isdisjoint((token.word.form, token.word.stem, pair)):
            modifies = behind is not None and behind.word.form in words["heads"]
            watches = any(_watches(t, words) for t in tokens[at : i + _WATCHING])
            return not modifies and not watches and not _with_building(tokens[i + 1 :], words)
        if not token.word.classes.isdisjoint(_BUILT):
            return False
    return False


def _with_building(behind: Sequence[Token], words: WordLists) -> bool:
    """Tell whether a building is opened with a system: "منظومة اتصالات ومركز تدريب"."""
    for token in behind:
        if token.text in words["ends"] or "prep" in token.word.tags:
            return False
        if token.word.proclitics == "و" and not token.word.classes.isdisjoint(_BUILT):
            return True
    return False


def _watches(token: Token, words: WordLists) -> bool:
    return "camera" in token.word.classes or token.word.form in words["watching"]
