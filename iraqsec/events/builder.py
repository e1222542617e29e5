"""From a scene to its events: the order in which the decisions are taken."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import define

from iraqsec.document import EntityMention, Sentence, Span
from iraqsec.events.attribution import attribute, sources
from iraqsec.events.candidates import Scene
from iraqsec.events.casualties import settle
from iraqsec.events.deadlines import due, with_terms
from iraqsec.events.features.verdict import Proposal, Verdicts
from iraqsec.events.figures import regrown
from iraqsec.events.filler_scorer import Filler, FirstLook, look_again
from iraqsec.events.fillers import choose, dated
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.merger import merge
from iraqsec.events.model import ANY, LogLinear, logistic
from iraqsec.events.opened import told_apart
from iraqsec.events.readings import Readings
from iraqsec.events.saying_days import is_its_day
from iraqsec.events.scorer import Models, Settings, choose_triggers, score_triggers, unlearned
from iraqsec.events.spans_ahead import looking_ahead
from iraqsec.events.status import decide, lies_ahead
from iraqsec.events.types import Argument, Event, Mention, Reason, value_class
from iraqsec.languages.folding import fold_word

RawSpan = Callable[[int, int], Span]
"""Maps a stretch of the folded view to the raw text."""


WORTH_JOINING = 0.25
"""The probability from which a word may be a mention: less likely ones are not followed up."""


@define(eq=False)
class Draft:
    """An event before it is written out: its triggers, decisions and reasons."""

    frame: Frame
    triggers: list[Trigger]
    status: str
    fillers: list[Filler]
    source: EntityMention | None
    probability: float
    reasons: list[Reason]


@define(eq=False)
class Proposed:
    """An event that may stand, with the first look at its fillers and the features that decide whether it does."""

    frame: Frame
    triggers: list[Trigger]
    fillers: list[Filler]
    features: list[str]

    def probability(self, model: LogLinear) -> float:
        """Return how likely it stands; of a type of which nothing was learned, the likeliest mention tells."""
        if self.frame.name not in model.outcomes:
            return max(t.probability for t in self.triggers)
        return logistic(model.odds(self.features, ANY, self.frame.name))


def propose(scene: Scene, frames: Mapping[str, Frame], models: Models) -> list[Proposed]:
    """Join the likely mentions of a scene, whose triggers have their probabilities, into events that may stand."""
    told_apart(scene)
    chosen = choose_triggers(scene, WORTH_JOINING)
    look = FirstLook(scene, models.arguments)
    readings = Readings(scene, frames, look, models.status)
    fillers, proposals = [], []
    for joined in merge(scene, chosen, models, readings):
        found = look.fillers(frames[joined.triggers[0].type], joined.triggers)
        told = [(f.role, f.mention.sentence, f.probability) for f in found]
        fillers.append(found)
        proposals.append(
            Proposal(joined.triggers, joined.nearest, joined.rival, [readings.of(t) for t in joined.triggers], told)
        )
    verdicts = Verdicts(scene, proposals)
    return [
        Proposed(frames[one.best.type], list(one.triggers), found, verdicts.features(one))
        for one, found in zip(proposals, fillers, strict=True)
    ]


def draft_events(
    scene: Scene, frames: Mapping[str, Frame], models: Models, threshold: float | None = None
) -> list[Draft]:
    """Take all decisions for a scene; drafts come in the order of their first mentions.

    ``threshold`` is the probability from which an event stands, by default that of the settings.
    """
    parts = dict(zip(map(id, scene.triggers), score_triggers(scene, models), strict=True))
    drafts = draft_proposed(scene, propose(scene, frames, models), models, threshold)
    for draft in drafts:
        best = max(draft.triggers, key=lambda t: t.probability)
        words = models.revision.reasons([*chain.from_iterable(parts[id(best)])], best.type)
        draft.reasons[:0] = [Reason(f"event: {best.entry}", name, weight) for name, weight in words]
    return drafts


def draft_proposed(
    scene: Scene, proposed: Sequence[Proposed], models: Models, threshold: float | None = None
) -> list[Draft]:
    """Take the decisions that come after events were proposed."""
    least = models.settings.event if threshold is None else threshold
    chances = [one.probability(models.verdict) for one in proposed]
    standing = [(one, chance) for one, chance in zip(proposed, chances, strict=True) if chance >= least]
    said_by = sources(scene) if standing else []
    fillers = _fillers(scene, standing, models)
    drafts = []
    for (one, chance), found in zip(standing, fillers, strict=True):
        status, status_reasons = decide(scene, one.triggers, found, models)
        reasons = [
            Reason("event as a whole", name, weight)
            for name, weight in models.verdict.reasons(one.features, one.frame.name, most=4)
        ]
        reasons += [Reason(f"status: {status}", name, weight) for name, weight in status_reasons]
        source = attribute(scene, said_by, one.triggers[0].sentence)
        own = [filler for filler in found if status != "completed" or not lies_ahead(scene, filler)]
        own = [due(scene, one.frame, filler, status) for filler in own]
        settled = [looking_ahead(scene, dated(scene, filler, status), status) for filler in own]
        drafts.append(Draft(one.frame, one.triggers, status, settled, source, chance, reasons))
    return drafts


def _fillers(scene: Scene, events: Sequence[tuple[Proposed, float]], models: Models) -> list[list[Filler]]:
    """Choose the fillers of all events of a scene: a second look, then what is likely enough and fits together.

    A filler is right only if its event is, so the two chances are taken together. Events that stand by a lower threshold than
    usual are not asked for surer fillers than those at the usual one, and of a type of which nothing was learned the chance
    says too little to ask for any.
    """
    settings = models.settings
    if settings.argument > 1:
        return [[] for _ in events]
    first = [(one.frame, one.triggers, one.fillers) for one, _ in events]
    looks = look_again(scene, first, models.argument_revision)
    out = []
    for (one, chance), looked in zip(events, looks, strict=True):
        fillers = _settled(scene, one, looked)
        stands = 1.0 if unlearned(one.frame.name, models.verdict) else max(chance, settings.event)
        likely = [f for f in fillers if f.probability * stands >= _least(settings, one.frame, f.role)]
        out.append(choose(scene, one.frame, one.triggers, likely))
    return out


def _least(settings: Settings, frame: Frame, role: str) -> float:
    return settings.argument if value_class(frame.type, role) is None else settings.valued


def _settled(scene: Scene, event: Proposed, fillers: Sequence[Filler]) -> list[Filler]:
    """Take out what grammar alone rules out, whatever was learned: the day of telling, the dead among the wounded."""
    own = [f for f in fillers if f.role != "time" or is_its_day(scene, event.frame.type, event.triggers, f.mention)]
    grown = regrown(scene, event.frame, settle(scene, event.frame, own))
    return with_terms(scene, event.frame, event.triggers, grown)


def calibrated(probability: float, calibration: tuple[float, float]) -> float:
    """Map a model's probability to a calibrated one: Platt scaling (Platt 1999) of its log-odds."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    slope, offset = calibration
    return round(logistic(slope * math.log(bounded / (1 - bounded)) + offset), 3)


def uncalibrated(confidence: float, calibration: tuple[float, float]) -> float:
    """Return the model's probability that is calibrated to a confidence.

    >>> uncalibrated(calibrated(0.25, (1.2, -0.3)), (1.2, -0.3))
    0.25
    """
    bounded = min(max(confidence, 1e-6), 1 - 1e-6)
    slope, offset = calibration
    return round(logistic((math.log(bounded / (1 - bounded)) - offset) / slope), 3)


def write_event(draft: Draft, scene: Scene, text: str, raw: RawSpan, models: Models) -> Event:
    """Write a draft out as an event of its class, with offsets of the raw text; ids come later."""

    def quote(start: int, end: int) -> Mention:
        span = raw(start, end)
        return Mention(span, text[span.start : span.end])

    arguments: dict[str, list[Argument]] = {}
    reasons = list(draft.reasons)
    for filler in sorted(draft.fillers, key=lambda f: (f.mention.start, f.mention.end)):
        mention = filler.mention
        span = raw(mention.start, mention.end)
        argument = Argument(
            role=filler.role,
            text=text[span.start : span.end],
            span=span,
            value=mention.value if value_class(draft.frame.type, filler.role) else None,
            confidence=calibrated(filler.probability, models.settings.argument_calibration),
            link=mention.link,
            of=raw(mention.of.start, mention.of.end) if mention.of else None,
        )
        arguments.setdefault(filler.role, []).append(argument)
        outcomes = draft.frame.weights_of(filler.role), f"{draft.frame.name}.{filler.role}"
        strongest = models.argument_revision.reasons(filler.features, *outcomes, most=4)
        reasons += [Reason(f"{filler.role}: {argument.text}", name, round(weight, 2)) for name, weight in strongest]
    sentences = [scene.sentences[t.sentence] for t in draft.triggers]
    roles: Any = {name: tuple(found) for name, found in arguments.items()}
    return draft.frame.type(
        status=draft.status,
        mentions=tuple(quote(*trigger_span(scene, t)) for t in draft.triggers),
        confidence=calibrated(draft.probability, models.settings.calibration),
        attribution=quote(draft.source.start, draft.source.end) if draft.source else None,
        found_by=f"{draft.frame.name}: {max(draft.triggers, key=lambda t: t.probability).entry}",
        reported_on=scene.published,
        evidence=tuple(quote(s.start, s.end) for s in sentences),
        reasons=tuple(reasons),
        **roles,
    )


def trigger_span(scene: Scene, trigger: Trigger) -> tuple[int, int]:
    """Return the folded stretch of a trigger: its words, or only the noun of a light verb that stands apart.

    Of "fired rockets at" and "relieved the officer of his duties" the verb tells what happened.
    """
    sentence = scene.sentences[trigger.sentence]
    apart = trigger.tag.endswith("+gap") and trigger.anchor > trigger.first + 1
    first, last = (trigger.anchor if apart else trigger.first), trigger.last
    if apart and _names_nothing(scene, sentence, first, last):
        first, last = trigger.first, trigger.first + 1
    token = sentence.tokens[first]
    cut = next((start for key, start, _ in token.word.keys if key == token.word.stem and not key.startswith("ال")), 0)
    if first == trigger.first:
        cut = min(cut, trigger.cut)  # "وزعت" is a form of its verb, whatever its first letter looks like
    cut -= 2 if cut >= 2 and token.text[cut - 2 : cut] == "ال" else 0  # noqa: PLR2004 - the article stays in a span
    return token.start + cut, sentence.tokens[last - 1].end


def _names_nothing(scene: Scene, sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the second part of a split phrase holds no word that names an event by itself: "at", "of his duties"."""
    split = scene.language.lexicon["split"]
    tokens = sentence.tokens[first:last]
    if tokens[0].word.form in {fold_word(opener) for opener in split["openers"]}:
        return True
    return all(t.word.form in split["particles"] or "prep" in t.word.tags for t in tokens)
