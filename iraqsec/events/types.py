"""`Event` and a class for each type of the ontology, in its order; a type's roles are its fields.

The only list of types: frames, schema, command line and documentation all walk `TYPES`. The definitions follow the project's
ontology; a type's family is its ``family``.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

import attrs
from attrs import field, frozen, validators

from iraqsec.display import Shown
from iraqsec.document import Span
from iraqsec.values import Number, Period, Place, Value

STATUSES = ("completed", "ongoing", "planned", "proposed", "negated")


@frozen
class Mention:
    """A stretch of the raw text and its words: a trigger, a sentence of evidence, or a source."""

    span: Span
    text: str

    def __str__(self) -> str:
        """Return the words."""
        return self.text


@frozen(kw_only=True)
class Argument:
    """A filler of a role: its words, where they stand, what they mean, and how sure that is.

    ``link`` is the id of the place, organization or person; ``of`` is the span of the filler that a quantity counts.
    """

    role: str
    text: str
    span: Span
    value: Value | None = None
    confidence: float = field(default=1.0, converter=float)
    link: str | None = None
    of: Span | None = None

    def __str__(self) -> str:
        """Return the words."""
        return self.text


@frozen
class Reason:
    """Why a decision was taken: what was decided, the named feature that spoke, and its weight (log-odds)."""

    about: str
    feature: str
    weight: float


def _mentions(found: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(found)


def _reasons(found: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(found)


def role(value: type[Number | Place | Period] | None = None, doc: str = "") -> Any:  # noqa: ANN401 - as attrs.field
    """Declare a role: a tuple of fillers, whose values are of the class ``value`` (None: no value)."""
    return field(default=(), converter=tuple, metadata={"role": True, "value": value, "doc": doc})


@frozen(kw_only=True)
class Event(Shown):
    """Something that happened or is planned, as one article tells it.

    ``mentions`` are the triggers in text order, ``evidence`` the sentences that hold them, ``attribution`` is who says so,
    ``reported_on`` the publication date, ``confidence`` the probability that the event is right (calibrated by
    cross-validation), ``id`` is derived from content, and ``found_by`` names the frame.
    """

    family: ClassVar[str] = ""

    status: str = field(default="completed", validator=validators.in_(STATUSES))
    mentions: tuple[Mention, ...] = field(default=(), converter=_mentions)
    place: tuple[Argument, ...] = role(Place, "where it happened")
    time: tuple[Argument, ...] = role(Period, "when it happened")
    article: int = 0
    confidence: float = field(default=1.0, converter=float)
    id: str = ""
    attribution: Mention | None = None
    found_by: str = ""
    reported_on: date | None = None
    evidence: tuple[Mention, ...] = field(default=(), converter=_mentions)
    reasons: tuple[Reason, ...] = field(default=(), converter=_reasons, eq=False, repr=False)

    @property
    def type(self) -> str:
        """The name of the type, "Arrest" for an `Arrest`."""
        return type(self).__name__

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All fillers, role by role in the order of the class."""
        return tuple(a for name in roles_of(type(self)) for a in getattr(self, name))

    @property
    def governorates(self) -> tuple[str, ...]:
        """The governorate codes (ISO 3166-2:IQ) of the places, without doubles, in text order."""
        codes = (a.value.governorate for a in self.place if isinstance(a.value, Place))
        return tuple(dict.fromkeys(code for code in codes if code))

    @property
    def date(self) -> date | None:
        """The first day of the event, as far as the text gives one."""
        periods = (a.value for a in self.time if isinstance(a.value, Period))
        return next((day for p in periods if (day := p.start or p.end)), None)

    def explain(self) -> str:
        """Tell in words why this event was found: frame, cues and weights, strongest first for each decision."""
        lines = [f"{self.type} ({self.status}), confidence {self.confidence:.2f}, found by {self.found_by or 'hand'}"]
        about = None
        for reason in self.reasons:
            if reason.about != about:
                about = reason.about
                lines.append(f"  {about}")
            lines.append(f"    {reason.weight:+.2f}  {reason.feature}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the event in the gold format, with ``id``, ``confidence``, ``attribution``, ``evidence`` and more."""
        from iraqsec import codec

        return codec.event_to_dict(self)


@frozen(kw_only=True)
class SurveillanceProject(Event):
    """A surveillance system (cameras, drones, smart-city security) is negotiated, planned, installed or extended."""

    family = "reform"
    agent: tuple[Argument, ...] = role(doc="the authority")
    contractor: tuple[Argument, ...] = role()
    equipment: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)
    expansion_quantity: tuple[Argument, ...] = role(Number)
    name: tuple[Argument, ...] = role()
    control_centre: tuple[Argument, ...] = role()
    deadline: tuple[Argument, ...] = role(Period)


@frozen(kw_only=True)
class SecurityHandover(Event):
    """Responsibility for a security file, sector, checkpoint, base or prison passes from one force to another."""

    family = "reform"
    giver: tuple[Argument, ...] = role()
    receiver: tuple[Argument, ...] = role()
    object: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class DigitalSystem(Event):
    """Police or security bodies are networked, automated, or get an electronic system, database or e-service."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    system: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class WeaponsControl(Event):
    """Arms are registered, licensed, bought back, collected, or restricted to the state."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    weapon: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class BorderSecurity(Event):
    """A border is fenced, walled, trenched, reinforced, closed or opened."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    measure: tuple[Argument, ...] = role()
    border: tuple[Argument, ...] = role(Place)
    quantity: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class FacilityOpening(Event):
    """A security facility (station, base, centre, court, prison, crossing) is opened, or its foundation laid."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    facility: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Training(Event):
    """A course, exercise, drill or graduation of security personnel."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    trainee: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class Appointment(Event):
    """A person takes or leaves a post (appointed, dismissed, transferred, resigned)."""

    family = "reform"
    person: tuple[Argument, ...] = role()
    position: tuple[Argument, ...] = role()
    organization: tuple[Argument, ...] = role()
    agent: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Deployment(Event):
    """Forces are sent, reinforced, redeployed or withdrawn."""

    family = "reform"
    agent: tuple[Argument, ...] = role()
    force: tuple[Argument, ...] = role()
    personnel: tuple[Argument, ...] = role(Number)
    origin: tuple[Argument, ...] = role(Place)


@frozen(kw_only=True)
class DrugConference(Event):
    """A conference, forum or workshop on drugs."""

    family = "diplomacy"
    name: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()
    agent: tuple[Argument, ...] = role(doc="the host")
    participant: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Conference(Event):
    """Any other conference, forum or workshop on security."""

    family = "diplomacy"
    name: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()
    agent: tuple[Argument, ...] = role(doc="the host")
    participant: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Meeting(Event):
    """Officials meet, visit, receive or call one another."""

    family = "diplomacy"
    participant: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Agreement(Event):
    """A memorandum, treaty, contract or deal is negotiated or signed."""

    family = "diplomacy"
    party: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Arrest(Event):
    """People are arrested, detained or handed over to Iraq."""

    family = "enforcement"
    agent: tuple[Argument, ...] = role()
    suspect: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)
    charge: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Seizure(Event):
    """Drugs, weapons, money or smuggled goods are seized, found or destroyed."""

    family = "enforcement"
    agent: tuple[Argument, ...] = role()
    item: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class NetworkDismantled(Event):
    """A gang, cell or trafficking network is broken up."""

    family = "enforcement"
    agent: tuple[Argument, ...] = role()
    network: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class SecurityOperation(Event):
    """A campaign, raid, sweep, search or pursuit is launched, runs or ends."""

    family = "enforcement"
    agent: tuple[Argument, ...] = role()
    target: tuple[Argument, ...] = role()
    name: tuple[Argument, ...] = role()
    personnel: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class CourtRuling(Event):
    """A court sentences, convicts, acquits, or issues warrants; a sentence is carried out."""

    family = "enforcement"
    agent: tuple[Argument, ...] = role()
    suspect: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)
    charge: tuple[Argument, ...] = role()
    penalty: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Attack(Event):
    """Violence against people or property: bomb, rocket, drone, air strike, shooting, assassination, arson."""

    family = "violence"
    agent: tuple[Argument, ...] = role()
    target: tuple[Argument, ...] = role()
    weapon: tuple[Argument, ...] = role()
    killed: tuple[Argument, ...] = role(Number)
    wounded: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class ArmedClash(Event):
    """Two armed sides fight, tribes included."""

    family = "violence"
    participant: tuple[Argument, ...] = role()
    killed: tuple[Argument, ...] = role(Number)
    wounded: tuple[Argument, ...] = role(Number)


@frozen(kw_only=True)
class Protest(Event):
    """A demonstration, sit-in, strike or blockade."""

    family = "violence"
    participant: tuple[Argument, ...] = role()
    topic: tuple[Argument, ...] = role()


@frozen(kw_only=True)
class Abduction(Event):
    """People are kidnapped, or kidnapped people are freed."""

    family = "violence"
    agent: tuple[Argument, ...] = role()
    victim: tuple[Argument, ...] = role()
    quantity: tuple[Argument, ...] = role(Number)


TYPES: dict[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}
"""Every built-in type by name, in the ontology's order."""


_Function = TypeVar("_Function", bound=Callable[..., Any])


def _remembered(function: _Function) -> _Function:
    """Cache a function of a class; typed by hand, for mypy takes a class of hashable objects for unhashable."""
    return cast("_Function", cache(function))


@_remembered
def roles_of(cls: type[Event]) -> tuple[str, ...]:
    """Return the roles of a type: its own first, in the order of the class, then ``place`` and ``time``."""
    names = [a.name for a in attrs.fields(cls) if a.metadata.get("role")]
    return tuple(sorted(names, key=lambda name: name in ("place", "time")))


@_remembered
def value_class(cls: type[Event], name: str) -> type[Number | Place | Period] | None:
    """Return the class of a role's values, or None for a role whose fillers have none.

    Raises:
        KeyError: the type has no such role.
    """
    found: type[Number | Place | Period] | None = getattr(_role_fields(cls)[name], "metadata", {}).get("value")
    return found


def _role_fields(cls: type[Event]) -> dict[str, Any]:
    return {a.name: a for a in attrs.fields(cls) if a.metadata.get("role")}


def iter_types() -> Iterator[type[Event]]:
    """Yield the built-in types in the ontology's order."""
    yield from TYPES.values()
