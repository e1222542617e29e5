"""What is handed over, told from who receives it."""

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched, words_of

_ARTICLE = "ال"
_TO = frozenset({"ل", "لل"})
_BODIES = frozenset({"force", "organization", "ministry", "command"})


def receiver_of(scene: Scene, mention: EntityMention) -> EntityMention | None:
    """Return the body for which an Arabic object is, so that it has it from then on: "الملف الأمني | للشرطة المحلية".

    Of 1,183 gold objects none holds such a body behind a file, a task or a responsibility; 17 stand right before one.
    """
    words, tokens = words_of("ar"), scene.sentences[mention.sentence].tokens
    head = tokens[mention.first].word
    if words["handed"].isdisjoint((head.stem, head.form.removeprefix(_ARTICLE))):
        return None
    for at in range(mention.first + 1, mention.last):
        word = tokens[at].word
        if word.proclitics not in _TO or word.classes.isdisjoint(_BODIES) or _is_where(scene, mention.sentence, at):
            continue
        seen = [m for m in scene.by_sentence[mention.sentence] if m.label == "organization" and m.first == at]
        if seen:
            body = max(seen, key=lambda m: m.last)
            return stretched(scene, mention, at, body.last, body.start)
        return stretched(scene, mention, at, mention.last, tokens[at].start + word.cut)
    return None


def _is_where(scene: Scene, sentence: int, at: int) -> bool:
    """Tell "الملف الأمني لمحافظة واسط", which says where, from "للشرطة"; a governorate's council is guarded, too."""
    if scene.sentences[sentence].tokens[at].word.stem in words_of("ar")["where"]:
        return True
    return any(m.label == "place" and m.first == at for m in scene.by_sentence[sentence])
