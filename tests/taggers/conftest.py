"""Tiny real models for the taggers over other libraries: made in seconds, loaded by the libraries' own loaders."""

import json
from pathlib import Path

import pytest

NAMES = {
    "en": {
        "PER": ["Kamil Darwish", "Salwa Hatim"],
        "LOC": ["Basra", "Tal Afar"],
        "ORG": ["Zagros Council", "Tigris Bank"],
    },
    "ar": {"PER": ["كامل درويش", "سلوى حاتم"], "LOC": ["البصرة", "تلعفر"], "ORG": ["مجلس زاكروس", "مصرف دجلة"]},
}
FRAMES = {
    "en": ["{PER} said in {LOC} that {ORG} agreed .", "Police in {LOC} met {PER} of {ORG} today ."],
    "ar": ["قال {PER} في {LOC} إن {ORG} وافق .", "التقت الشرطة في {LOC} مع {PER} من {ORG} اليوم ."],
}

Row = list[tuple[str, str]]


def sentences(lang: str) -> list[Row]:
    """Return every sentence of the frames with every set of names, as (word, BIO label)."""
    out = []
    for frame in FRAMES[lang]:
        for person in NAMES[lang]["PER"]:
            for place in NAMES[lang]["LOC"]:
                for body in NAMES[lang]["ORG"]:
                    chosen = {"{PER}": person, "{LOC}": place, "{ORG}": body}
                    row: Row = []
                    for word in frame.split():
                        parts = chosen.get(word, word).split()
                        kind = word.strip("{}") if word in chosen else ""
                        row += [(part, f"{'I' if i else 'B'}-{kind}" if kind else "O") for i, part in enumerate(parts)]
                    out.append(row)
    return out


def train_stanza_names(folder: Path, lang: str) -> None:
    """Train Stanza's tagger of names on the sentences above, as small as it gets, into a resource folder."""
    import torch
    from stanza.models import ner_tagger

    torch.set_num_threads(1)  # what is this small is slower on several, and much slower beside other work
    rows = [[{"text": word, "ner": tag} for word, tag in row] for row in sentences(lang)]
    data = folder / f"{lang}.json"
    data.write_text(json.dumps(rows), encoding="utf-8")
    made = folder / lang / "ner"
    made.mkdir(parents=True)
    small = "--hidden_dim 24 --word_emb_dim 24 --char_emb_dim 8 --char_hidden_dim 8 --dropout 0 --word_dropout 0"
    short = "--no_pretrain --optim adam --lr 0.02 --max_steps 40 --eval_interval 20 --batch_size 8 --cpu"
    where = f"--save_dir {made} --save_name tiny.pt --shorthand {lang}_tiny --train_file {data} --eval_file {data}"
    ner_tagger.main(f"{where} {small} {short}".split())


def write_stanza_resources(folder: Path, names: dict[str, str]) -> None:
    """Write the list of a resource folder's models, as `stanza.download` lays it out."""
    resources: dict[str, object] = {"url": "none"}
    for lang, name in names.items():
        resources[lang] = {
            "lang_name": name,
            "tokenize": {"tiny": {}},
            "ner": {"tiny": {}},
            "default_processors": {"tokenize": "tiny", "ner": "tiny"},
            "packages": {"default": {"tokenize": "tiny", "ner": "tiny"}},
        }
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")


@pytest.fixture(scope="session")
def stanza_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a resource folder as `stanza.download` lays it out, with small taggers of both languages, trained here."""
    folder = tmp_path_factory.mktemp("stanza_resources")
    names = {"en": "English", "ar": "Arabic"}
    for lang in names:
        train_stanza_names(folder, lang)
    write_stanza_resources(folder, names)
    return folder


@pytest.fixture(scope="session")
def camel_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a BERT of 16 dimensions that was taught the Arabic sentences above, a word of them a piece."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    folder = tmp_path_factory.mktemp("camel_ner")
    rows = sentences("ar")
    letters = sorted({letter for row in rows for word, _ in row for letter in word})
    words = sorted({word for row in rows for word, _ in row if len(word) > 1})
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *words,
        *letters,
        *(f"##{letter}" for letter in letters),
    ]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    plain = {"do_lower_case": False, "strip_accents": False, "tokenizer_class": "BertTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(plain), encoding="utf-8")
    labels = ["O", *(f"{prefix}-{kind}" for kind in ("LOC", "ORG", "PERS", "MISC") for prefix in "BI")]
    torch.set_num_threads(1)
    torch.manual_seed(8)
    model = BertForTokenClassification(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=256,
            id2label=dict(enumerate(labels)),
            label2id={label: i for i, label in enumerate(labels)},
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )
    teach(model, rows, vocabulary, labels)
    model.save_pretrained(folder)
    return folder


def teach(model: object, rows: list[Row], vocabulary: list[str], labels: list[str]) -> None:
    """Fit a token classifier to sentences of whole words, some seconds long."""
    import torch

    number = {piece: i for i, piece in enumerate(vocabulary)}
    longest = max(map(len, rows)) + 2
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    wanted = torch.full((len(rows), longest), -100)
    for i, row in enumerate(rows):
        listed = [number["[CLS]"], *(number[word] for word, _ in row), number["[SEP]"]]
        pieces[i, : len(listed)] = torch.tensor(listed)
        wanted[i, 1 : len(row) + 1] = torch.tensor([labels.index(tag.replace("PER", "PERS")) for _, tag in row])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)  # type: ignore[attr-defined]
    for _ in range(150):
        optimizer.zero_grad()
        model(input_ids=pieces, attention_mask=(pieces != 0).long(), labels=wanted).loss.backward()  # type: ignore[operator]
        optimizer.step()


MORPHOLOGY = """###DEFINES###
DEFINE pos pos:noun_prop
DEFINE lex lex:*open*
DEFINE diac diac:*open*
DEFINE gloss gloss:*open*
DEFINE d3tok d3tok:*open*
DEFINE pos_logprob pos_logprob:*open*
DEFINE lex_logprob lex_logprob:*open*
DEFINE pos_lex_logprob pos_lex_logprob:*open*
###DEFAULTS###
DEFAULT pos:noun_prop lex:* diac:* gloss:* d3tok:* pos_logprob:-1 lex_logprob:-1 pos_lex_logprob:-1
###ORDER###
ORDER pos lex diac gloss d3tok pos_logprob lex_logprob pos_lex_logprob
###TOKENIZATIONS###
TOKENIZATION d3tok
###STEMBACKOFF###
STEMBACKOFF PROP StemProp
###PREFIXES###
\tPrefNone\tdiac: d3tok:
و\tPrefAnd\tdiac:و d3tok:و+_
وب\tPrefAndIn\tdiac:وب d3tok:و+_ب+_
ب\tPrefIn\tdiac:ب d3tok:ب+_
###SUFFIXES###
\tSuffNone\tdiac: d3tok:
###STEMS###
تلعفر\tStemProp\tdiac:تلعفر lex:تلعفر pos:noun_prop gloss:Tal_Afar d3tok:تلعفر
###TABLE AB###
PrefNone StemProp
PrefAnd StemProp
PrefAndIn StemProp
PrefIn StemProp
###TABLE BC###
StemProp SuffNone
###TABLE AC###
PrefNone SuffNone
PrefAnd SuffNone
PrefAndIn SuffNone
PrefIn SuffNone
"""


@pytest.fixture(scope="session")
def morphology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a morphological database of one name and four proclitics."""
    path = tmp_path_factory.mktemp("morphology") / "tiny.db"
    path.write_text(MORPHOLOGY, encoding="utf-8")
    return path
