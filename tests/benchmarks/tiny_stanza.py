"""A tokenizer and a tagger of names for Stanza, trained on a few invented sentences in seconds: for speed, not for use."""

import json
import sys
from pathlib import Path

from tests.taggers.conftest import sentences, train_stanza_names, write_stanza_resources


def train(folder: Path, lang: str) -> Path:
    """Train both into a resource folder and return it; the tokenizer has Stanza's usual size, the tagger a small one."""
    train_stanza_names(folder, lang)
    _train_tokenizer(folder, lang)
    write_stanza_resources(folder, {lang: lang})
    return folder


def _train_tokenizer(folder: Path, lang: str) -> None:
    from stanza.models import tokenizer

    rows = [[word for word, _ in row] for row in sentences(lang)]
    text, labels, table = [], [], []
    for number, row in enumerate(rows):
        said = " ".join(row[:-1]) + row[-1]  # the full stop stands at its word
        ends = {len(" ".join(row[: k + 1])) - 1 for k in range(len(row) - 1)}
        text.append(said)
        labels.append("".join("1" if i in ends else "0" for i in range(len(said) - 1)) + "2")
        table.append(f"# sent_id = {number}\n# text = {said}")
        for k, word in enumerate(row):
            glued = "SpaceAfter=No" if k == len(row) - 2 else "_"
            table.append(f"{k + 1}\t{word}\t_\t_\t_\t_\t{k}\t{'dep' if k else 'root'}\t_\t{glued}")
        table.append("")
    files = {
        "txt": " ".join(text),
        "labels": "0".join(labels),
        "conllu": "\n".join(table) + "\n",
        "mwt": json.dumps([]),
    }
    for name, content in files.items():
        (folder / f"{lang}.{name}").write_text(content, encoding="utf-8")
    made = folder / lang / "tokenize"
    made.mkdir(parents=True)
    base = folder / lang
    data = f"--txt_file {base}.txt --label_file {base}.labels --mwt_json_file {base}.mwt"
    held_out = f"--dev_txt_file {base}.txt --dev_label_file {base}.labels --dev_conll_gold {base}.conllu"
    short = "--steps 100 --eval_steps 50 --cpu --no_use_mwt"
    where = f"--lang {lang} --shorthand {lang}_tiny --save_dir {made} --save_name tiny.pt"
    tokenizer.main(f"{data} {held_out} {where} {short}".split())


if __name__ == "__main__":
    train(Path(sys.argv[1]), sys.argv[2])
