"""Event types and words of a user's own: files, folders and packages laid over what ships."""

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from click.testing import CliRunner

import iraqsec
from iraqsec import codec
from iraqsec.cli import group
from iraqsec.corpus.store import Store
from iraqsec.document import Span
from iraqsec.errors import DataError
from iraqsec.events import made_types, overlays
from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.scorer import PRIOR_ODDS, look, score_triggers
from iraqsec.events.types import TYPES, Argument, Event, Mention, roles_of
from iraqsec.languages import base as languages
from iraqsec.values import Number
from tests.events.conftest import ModelsMaker, SceneMaker

FRAME = Path(__file__).parents[2] / "docs" / "examples" / "amnesty.toml"
TEXTS = {
    "en": (
        "Authorities pardoned 250 inmates of Hilla prison in Babil on Sunday, the Ministry of Justice said.",
        "The Supreme Judicial Council said that 1,200 detainees were released under the amnesty in Nineveh province.",
        "Iraq's president pardoned 30 prisoners in Mosul on Monday.",
    ),
    "ar": (
        "أعلنت وزارة العدل، اليوم الأحد، العفو عن 250 نزيلا في سجن الحلة بمحافظة بابل.",
        "عفا رئيس الجمهورية عن ثلاثة سجناء في أربيل يوم الخميس.",
        "رئيس الجمهورية يصدر عفوا خاصا عن 42 محكوما في البصرة",
    ),
}


@pytest.fixture(scope="module")
def extractor() -> iraqsec.Extractor:
    return iraqsec.load(frames=FRAME)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """What one test makes known is not known to the next."""
    before = dict(made_types._made)
    yield
    made_types._made.clear()
    made_types._made.update(before)


def amnesty(extractor: iraqsec.Extractor) -> Event:
    said = Span(12, 20)
    fillers: Any = {
        "beneficiary": [Argument(role="beneficiary", text="inmates", span=Span(25, 32))],
        "quantity": [Argument(role="quantity", text="250", span=Span(21, 24), value=Number(250, "person"))],
    }
    return extractor.types["Amnesty"](mentions=[Mention(said, "pardoned")], id="x", **fillers)


def problems_of(**given: object) -> tuple[str, ...]:
    with pytest.raises(DataError) as caught:
        iraqsec.load(**given)  # type: ignore[arg-type] # what a user may give
    return caught.value.problems


# -- a new type -------------------------------------------------------------------------------------------------------


def test_a_type_in_both_languages_takes_less_than_twenty_lines() -> None:
    assert len(FRAME.read_text(encoding="utf-8").splitlines()) < 20


def test_a_new_type_is_a_class_like_the_others(extractor: iraqsec.Extractor) -> None:
    cls = extractor.types["Amnesty"]
    assert list(extractor.types) == [*TYPES, "Amnesty"]
    assert issubclass(cls, Event)
    assert roles_of(cls) == ("agent", "beneficiary", "quantity", "place", "time")
    assert (cls.__doc__, cls.family) == ("Prisoners are pardoned, or released under an amnesty.", "enforcement")
    assert "Amnesty" not in TYPES


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_new_type_is_found_without_weights_of_its_own(extractor: iraqsec.Extractor, lang: str) -> None:
    """Nothing was learned of it, so single sentences may be missed; fillers come with the roles that are like its own."""
    events = [e for text in TEXTS[lang] for e in extractor.extract(text).events if e.type == "Amnesty"]
    assert len(events) >= 2
    assert sum(bool(e.arguments) for e in events) >= 2
    assert sum(any(a.role == "beneficiary" for a in e.arguments) for e in events) >= 1
    assert sum(bool(e.governorates) for e in events) >= 1


def test_a_new_type_leaves_the_built_in_ones_as_they_are(extractor: iraqsec.Extractor) -> None:
    text = "Police arrested three men in Basra on Sunday and seized 5 kilograms of crystal."
    assert extractor.extract(text) == iraqsec.extract(text)


def test_an_event_of_a_new_type_is_written_and_read_like_any(extractor: iraqsec.Extractor) -> None:
    event = amnesty(extractor)
    table = event.to_dict()
    assert [argument["role"] for argument in table["arguments"]] == ["beneficiary", "quantity"]
    assert codec.event_from_dict(table, made_types.known_types()) == event
    schema = codec.json_schema(extractor.types.values())
    jsonschema.validate(json.loads(codec.dumps(event)), schema)
    assert codec.event_row(event)["quantity_number"] == 250


def test_events_of_a_new_type_travel_between_processes(extractor: iraqsec.Extractor) -> None:
    event = amnesty(extractor)
    again = pickle.loads(pickle.dumps(event))  # noqa: S301 - our own
    assert again == event
    assert type(again) is type(event)
    assert attrs.evolve(event, status="planned").status == "planned"


def test_an_extractor_is_pickled_with_what_it_read(tmp_path: Path) -> None:
    file = tmp_path / "amnesty.toml"
    file.write_text(FRAME.read_text(encoding="utf-8"), encoding="utf-8")
    packed = pickle.dumps(iraqsec.load(frames=[file]))
    file.unlink()
    assert list(pickle.loads(packed).types)[-1] == "Amnesty"  # noqa: S301 - our own


def test_a_store_gives_back_events_whose_type_nobody_has_loaded(extractor: iraqsec.Extractor) -> None:
    event = amnesty(extractor)
    result = iraqsec.Result(document=iraqsec.Document(text="Authorities pardoned 250 inmates."), events=(event,))
    with Store() as store:
        store.add([result])
        made_types._made.clear()
        (read,) = store.events()
        assert codec.event_to_dict(read) == codec.event_to_dict(event)
        assert iraqsec.Result.from_dict(result.to_dict()).events[0].type == "Amnesty"


def test_a_store_exports_events_of_a_new_type(extractor: iraqsec.Extractor, tmp_path: Path) -> None:
    text = "Authorities pardoned 250 inmates."
    with Store() as store:
        store.add([iraqsec.Result(document=iraqsec.Document(text=text), events=(amnesty(extractor),))])
        assert len(store.events(type="Amnesty")) == 1
        assert store.link().links == 0
        for preset, number in ((None, 1), ("acled", 0), ("plover", 1)):
            assert store.events().export(tmp_path / f"{preset}.csv", preset=preset) == number
        assert store.events().export(tmp_path / "all.geojson") == 1
    assert ",beneficiary" in (tmp_path / "None.csv").read_text(encoding="utf-8-sig").splitlines()[0]


# -- weights ----------------------------------------------------------------------------------------------------------


def test_roles_take_the_weights_of_their_name_or_of_the_likest_role(extractor: iraqsec.Extractor) -> None:
    frame = extractor.frames["Amnesty"]
    assert frame.weights_of("agent") == "agent"
    assert frame.weights_of("quantity") == "quantity"
    assert frame.weights_of("beneficiary") == "suspect"


def test_a_frame_may_say_whose_weights_a_role_takes() -> None:
    text = FRAME.read_text(encoding="utf-8").replace('"group"], ', '"group"], like = "victim", ')
    assert iraqsec.load(frames=[("a.toml", text)]).frames["Amnesty"].weights_of("beneficiary") == "victim"


def test_a_role_of_the_same_name_but_other_values_takes_no_weights_of_that_name() -> None:
    text = 'event = "Move"\ndoc = "x"\n[roles]\nobject = { value = "place", kinds = ["place"] }\n[en]\nverbs = ["move"]'
    frame = iraqsec.load(frames=[("a.toml", text)]).frames["Move"]
    assert frame.weights_of("object") in {"place", "origin", "border"}


def test_only_types_without_weights_get_a_prior(make_scene: SceneMaker, make_models: ModelsMaker) -> None:
    models = make_models(triggers={"bias": {"Known": 0.01, "*": -1.0}})
    for name, prior in (("Arrest", False), ("Known", False), ("Amnesty", True)):
        scene = make_scene("en", "They pardoned him.", triggers=[(0, "pardoned", name)])
        look(scene, trigger_features(scene), models.triggers)
        first = scene.triggers[0].probability
        models.revision.weights = {f"own={own}": {"*": 1.0 if own >= 0 else -1.0} for own in range(-5, 5)}
        score_triggers(scene, models)
        assert first < 0.5
        assert (scene.triggers[0].probability > 0.5) is prior
    assert PRIOR_ODDS["strong"] > PRIOR_ODDS["weak"]


# -- words ------------------------------------------------------------------------------------------------------------


def test_what_a_count_counts_may_be_said() -> None:
    text = 'event = "Rescue"\ndoc = "x"\n[roles]\nquantity = { value = "number", unit = "person" }\n[en]\nverbs = ["rescue"]'
    assert iraqsec.load(frames=[("a.toml", text)]).frames["Rescue"].roles["quantity"].unit == "person"
    with pytest.raises(DataError, match=r"a\.toml:4: .*unit: 'people' is none of .*person"):
        iraqsec.load(frames=[("a.toml", text.replace('"person"', '"people"'))])


def test_words_are_added_to_a_type() -> None:
    extractor = iraqsec.load(frames=[("more.toml", 'event = "Arrest"\n[en]\nverbs = ["frogmarch away"]')])
    old, new = iraqsec.load().frames["Arrest"], extractor.frames["Arrest"]
    assert set(new.entries["en"]) - set(old.entries["en"]) == {
        type(new.entries["en"][0])(text="frogmarch away", strength="strong", pos="verb")
    }
    assert new.entries["ar"] == old.entries["ar"]
    assert new.roles == old.roles
    sentence = languages.get("en").sentence("Guards frogmarched away two men.")
    assert "frogmarch away" in {trigger.entry for trigger in extractor.matcher("en").candidates(sentence)}


def test_a_type_may_go_before_another() -> None:
    text = 'event = "Rescue"\ndoc = "x"\n%s\n[en]\nverbs = ["rescue"]'
    sentence = languages.get("en").sentence("Divers rescued three fishermen, and two hostages were released.")
    found = []
    for line in ("", 'instead_of = ["Abduction"]'):
        matcher = iraqsec.load(frames=[("a.toml", text % line)]).matcher("en")
        found.append({(t.type, t.entry) for t in matcher.candidates(sentence) if t.type in {"Rescue", "Abduction"}})
    assert ("Rescue", "rescue") in found[1]
    assert {name for name, entry in found[0] if entry == "rescue"} == {"Rescue", "Abduction"}
    assert found[0] - found[1] == {("Abduction", "rescue")}
    (told,) = problems_of(frames=[("a.toml", text % 'instead_of = ["Abductoin"]')])
    assert "a.toml:3: instead_of: 'Abductoin' is no other type; did you mean 'Abduction'?" in told


def test_several_files_may_make_one_type() -> None:
    more = 'event = "Amnesty"\n[en]\nnouns = ["clemency"]'
    frame = iraqsec.load(frames=[("more.toml", more), FRAME]).frames["Amnesty"]
    assert {"clemency", "amnesty"} <= {entry.text for entry in frame.entries["en"]}


def test_a_folder_gives_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "amnesty.toml").write_text(FRAME.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "raid.toml").write_text('event = "JobFair"\ndoc = "x"\n[en]\nnouns = ["job fair"]', encoding="utf-8")
    assert list(iraqsec.load(frames=str(tmp_path)).types)[-2:] == ["Amnesty", "JobFair"]


# -- packages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a tiny distribution as it lies in site-packages: a package with a frame, and the entry point that offers it."""
    folder = tmp_path / "clemency"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "amnesty.toml").write_text(FRAME.read_text(encoding="utf-8"), encoding="utf-8")
    about = tmp_path / "clemency-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: clemency\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[iraqsec.frames]\nclemency = clemency\ngone = no_such_package\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("package")
def test_a_package_offers_event_types() -> None:
    assert overlays.offered() == ["clemency", "gone"]
    assert list(iraqsec.load(frames=["clemency"]).types)[-1] == "Amnesty"


@pytest.mark.usefixtures("package")
def test_faults_of_packages_are_told() -> None:
    told = problems_of(frames=["clemensy", "gone"])
    assert "did you mean 'clemency'?" in told[0]
    assert told[1].startswith("gone: its frames (no_such_package) cannot be read: ModuleNotFoundError")


def test_an_installed_package_is_used_only_when_it_is_named(package: Path) -> None:
    code = (
        "import iraqsec; print('Amnesty' in iraqsec.load().types, 'Amnesty' in iraqsec.load(frames='clemency').types)"
    )
    said = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": f"{package}:{Path(__file__).parents[2]}"},
    )
    assert said.stdout.split() == ["False", "True"]


# -- faults -----------------------------------------------------------------------------------------------------------


def test_all_faults_of_frames_and_tables_are_told_at_once(tmp_path: Path) -> None:
    frame = """event = "amnesty"
doc = "x"
family = "enforcemnt"
[roles.id]
[roles.beneficiary]
kinds = ["prisoner"]
value = "numbr"
like = "suspct"
[en]
verb = ["pardon"]
[ar]
verbs = ["pardon"]
[fr]
verbs = ["gracier"]
"""
    table = "id\tkind\tname_en\nhere\tvilage\tHere\n"
    told = problems_of(frames=[("a.toml", frame), tmp_path / "none.toml"], gazetteer=[("b.tsv", table)])
    wanted = {
        "a.toml:1: event: 'amnesty' is no name of a type": 1,
        "a.toml:1: event: amnesty has no words": 0,
        "a.toml:3: family: unknown family 'enforcemnt'; did you mean 'enforcement'?": 1,
        "a.toml:4: roles.id: 'id' is a field of every event": 1,
        "a.toml:6: roles.beneficiary.kinds: unknown kind 'prisoner'": 1,
        "a.toml:7: roles.beneficiary.value: 'numbr' is none of number, place, time": 1,
        "a.toml:8: roles.beneficiary.like: 'suspct' is no role of a built-in type; did you mean 'suspect'?": 1,
        "a.toml:10: en.verb: unknown key; did you mean 'verbs'?": 1,
        "a.toml:12: ar.verbs: 'pardon' has no Arabic letters": 1,
        "a.toml:13: fr: unknown language (known: ar, en)": 1,
        "b.tsv:2: unknown kind 'vilage'; did you mean 'village'?": 1,
        str(tmp_path / "none.toml") + ": cannot be read": 1,
    }
    assert {text: sum(problem.startswith(text) for problem in told) for text in wanted} == wanted
    assert len(told) == sum(wanted.values())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'event = "Arrest"\ndoc = "x"\n[en]\nverbs = ["nab"]',
            "doc: Arrest is a built-in type; leave doc and family out",
        ),
        ('event = "Amnesty"\n[en]\nverbs = ["pardon"]', "a new type needs a line that says what it is"),
        ('event = "Amnesty"\ndoc = " "\n[en]\nverbs = ["pardon"]', "doc: must be a sentence"),
        ('event = "Amnesty"\ndoc = "x"', "event: Amnesty has no words; give it verbs, nouns or phrases"),
        (
            'event = "Amnesty"\ndoc = "x"\n[roles.From]\n[en]\nverbs = ["pardon"]',
            "roles.From: 'From' is no name of a role",
        ),
        ('event = "Arrest"\n[roles.agent]\nvalue = "number"', "roles.agent.value: unknown key"),
        (
            'event = "Amnesty"\ndoc = "x"\nroles = 3\n[en]\nverbs = ["pardon"]',
            "a.toml:3: roles: must be a table of roles",
        ),
        ('event = "Amnesty"\ndoc = 5\n[en]\nverbs = ["pardon"]', "a.toml:2: doc: must be a sentence"),
        ('event = ["Arrest"]', "unknown type ['Arrest']"),
        ('event = "Arrest"\n[en]\nexamples = [1]', "en.examples[1]: must be a table with text and found"),
        (
            'event = "Arrest"\n[[en.examples]]\ntext = "a"\nfound = { agent = 3 }',
            "agent: 3 is not in the example's text",
        ),
        ('event = "Arrest"\n[ar]\nverbs = ["ا/ب/ت/ث"]', "too many forms; write perfect/imperfect/verbal noun"),
        ('event = "Arrest"\n[en]\nnouns = ["a/b/c"]', "too many forms; write singular/plural"),
        ('event = "Arrest"\n[en]\nphrases = ["a/b"]', "too many forms; write it without /"),
        ('event = "Arrest"\n[en]\nverbs = ["… up"]', "begins with a gap; write at least one word before"),
        (
            'event = "Amnesty"\ndoc = "x"\n[roles.place]\nvalue = "number"\n[en]\nverbs = ["pardon"]',
            "roles.place.value: place and time have their values already",
        ),
        (
            'event = "Amnesty"\ndoc = "x"\n[roles.of_whom]\nvalue = ["number"]\n[en]\nverbs = ["pardon"]',
            "roles.of_whom.value: ['number'] is none of number, place, time",
        ),
    ],
)
def test_a_fault_says_what_to_do(text: str, fault: str) -> None:
    (told,) = problems_of(frames=[("a.toml", text)])
    assert fault in told


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (told,) = problems_of(frames=tmp_path)
    assert "no TOML file in this folder" in told


# -- command line -----------------------------------------------------------------------------------------------------


def test_the_commands_take_frames() -> None:
    listed = CliRunner().invoke(group, ["types", "--frames", str(FRAME)])
    assert "Amnesty [enforcement]\n" in listed.output
    schema = json.loads(CliRunner().invoke(group, ["types", "--json", "--frames", str(FRAME)]).output)
    assert "Amnesty" in schema["$defs"]
    found = CliRunner().invoke(group, ["extract", "--frames", str(FRAME), "-"], input=TEXTS["en"][0])
    assert found.exit_code == 0
    assert '"type": "Amnesty"' in found.output


def test_the_commands_tell_faults_and_no_trace(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('event = "Amnesti"', encoding="utf-8")
    said = CliRunner().invoke(group, ["types", "--frames", str(tmp_path / "a.toml")])
    assert said.exit_code == 2
    assert "Amnesti" in said.output
    assert "Traceback" not in said.output
