"""Training the evidence model, on a small part of the library and sets made for this test."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

import unseen_set

from hr_scoring.deed import CLASSES
from hr_scoring.encoders import LexicalEncoder
from hr_scoring.features import LEARNED, RELATION
from hr_scoring.finder import EvidenceFinder
from hr_scoring.model import FILE, EvidenceModel
from hr_scoring.profiles import unit_rows
from hr_scoring.saying import FARTHEST, products, standardised
from hr_scoring.train import build as building
from hr_scoring.train import fit, forms, saying, skills, unsaid
from hr_scoring.train import names as names_module
from hr_scoring.train import pairs as pairs_module
from hr_scoring.train.build import build, path_features, save
from hr_scoring.train.material import bare_behaviours, cut, is_measured, library, marked, points, short_lines, siblings, spans
from hr_scoring.train.pairs import Reader, by_text, sibling_pairs
from hr_scoring.train.statements import plain_forms
from hr_scoring.wordvec import WordVectors

LIBRARY = Path(__file__).parents[2] / "hr_competency" / "data" / "library" / "competencies"
KEYS = ("team_management", "active_listening", "data_analysis", "negotiation", "recruiting", "procurement")
POINTS = ("Uniforms cost too much for poor families", "Uniforms make all the pupils look alike", "A ban is easy to get around in practice")

SKILLS = "lead teams,write reports,repair pumps,plan shifts,test code,teach nurses,sell houses,bake bread,audit books".split(",")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    for key in KEYS:
        entry = json.loads((LIBRARY / f"{key}.json").read_text("utf-8"))
        entry["indicators"] = entry["indicators"][:1]
        (folder / f"{key}.json").write_text(json.dumps(entry), "utf-8")
    return folder


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sets")
    arguments = [
        {"statement": point, "text": f"{said} said number {n}.", "label": int(said == point), "topic": f"topic {n % 6}"}
        for n in range(24)
        for said in POINTS
        for point in POINTS
    ]
    material = {
        "argkp_en_train": arguments,
        "ads_zh_answers": [{"references": ["链表插入不需要移动元素。"], "answer": "数组按下标访问很快，链表不行。", "group": "lists"}] * 8,
        "skillspan_en_train": [
            {
                "tokens": ["You", *skill.split(), "well"],
                "skill": ["O", "B", *"I" * (len(skill.split()) - 1), "O"],
                "knowledge": list("OOOO"),
            }
            for skill in SKILLS * 2
        ],
        "duties_zh": [
            {"duty": f"进行{thing}的{work}", "occupation": f"{thing}{work}员", "definition": f"从事{thing}{work}工作的人员。"}
            for thing in ("陶瓷", "水泵", "果树", "书刊")
            for work in ("设计", "检验", "修理", "管理")
        ],
    }
    for name, told in material.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in told)
    return folder


@pytest.fixture
def few_postings(monkeypatch):
    """Sentences for each skill: one that says it and one that does not."""
    told = [
        skills.Posting(text.format(skill=skill, deed=skill.split()[1]), (skill,), "en", said, 1)
        for skill in SKILLS
        for text, said in (("You {skill} daily.", True), ("All our {deed} will be yours.", False), ("Know all of {deed}.", False))
    ]
    monkeypatch.setattr(skills, "postings", lambda: tuple(told))
    driving = skills.Group(("drive cars", "drive"), ("Behind the wheel.",), "phrases")
    monkeypatch.setattr(skills, "_phrases", lambda without: iter([driving]))


def test_a_trained_model_is_written_read_and_judges(folder, sets, few_postings, tmp_path, monkeypatch):
    encoder = LexicalEncoder(96)
    monkeypatch.setattr(building, "points", lambda: points()[:600])
    save(build(folder, sets, encoder), tmp_path / "evidence.npz")
    model = EvidenceModel.load(tmp_path / "evidence.npz")
    assert model.knows(encoder)
    for finder in (EvidenceFinder(None, model), EvidenceFinder(encoder, model)):
        deed, claim = (
            finder.judge("Assigns tasks in the team by skill", text)
            for text in ("In May I assigned the tasks in my team by what each could do.", "Excellent team leader, assigns tasks by skill.")
        )
        assert deed.probability > claim.probability


def test_a_file_of_another_kind_is_refused(tmp_path):
    np.savez(tmp_path / "evidence.npz", words=np.array([object()]))
    with pytest.raises(ValueError, match="allow_pickle"):
        EvidenceModel.load(tmp_path / "evidence.npz")
    with pytest.raises(OSError):
        EvidenceModel.load(tmp_path / "none.npz")


def test_whole_groups_stay_on_one_side():
    groups = [f"competency {number}" for number in range(30)] * 3
    fold = fit.folds(groups)
    assert all(len({fold[at] for at, group in enumerate(groups) if group == name}) == 1 for name in set(groups))
    assert set(fold) == set(range(fit.FOLDS))


def test_every_manner_is_in_the_material(folder):
    behaviours, phrases = library(folder)
    assert len(behaviours) == 2 * len(KEYS)
    assert {CLASSES[phrase.manner] for phrase in phrases} == set(CLASSES)
    assert all(line.shows is False for line in short_lines())


def test_spans_are_cut_out_of_marked_tokens():
    row = {"tokens": ["Knows", "SQL", "and", "Power", "BI"], "skill": list("OOOOO"), "knowledge": list("OBOBI")}
    assert spans(row) == ["SQL", "Power BI"]


def test_indicators_are_also_learned_as_others_word_them():
    forms = plain_forms(["Leads a team", "Discusses goals", "带领团队"])
    assert {"Lead a team", "Can lead a team", "Discuss goals", "能够带领团队"} <= set(forms)


@pytest.mark.parametrize("mode", ["plain", "examples"])
def test_the_lexical_variant_looks_at_no_vectors(mode):
    for path in ("explicit", "implicit"):
        assert not [name for name in path_features("lexical", mode, path) if "vector" in name]


def test_calibration_keeps_the_ranking_and_mends_the_level():
    draw = np.random.default_rng(1)
    truth = draw.normal(size=2000)
    labels = (draw.random(2000) < 1 / (1 + np.exp(-truth))).astype(int)
    head = fit.fit_head(truth[:, None], labels)
    loud = 3.0 * head(truth[:, None]) + 2.0
    mended = fit.calibrated(fit.replace(head, weights=head.weights * 3.0, offset=head.offset * 3.0 + 2.0), loud, labels)
    chances = 1 / (1 + np.exp(-mended(truth[:, None])))
    assert abs(chances.mean() - labels.mean()) < 0.01
    assert (np.argsort(chances) == np.argsort(loud)).all()


def _shown(texts, statements, groups, languages=None):
    languages = ["en"] * len(texts) if languages is None else languages
    return forms.Shown(texts, statements, np.ones(len(texts)), np.array(languages), np.array(groups))


def test_a_form_finds_pairs_that_their_vectors_do_not_show():
    """Texts and statements are unlike each other but for a turn that all pairs share; it holds for pairs left out."""
    draw = np.random.default_rng(4)
    statements = unit_rows(draw.normal(size=(3_300, 24)))
    texts = statements @ np.linalg.qr(draw.normal(size=(24, 24)))[0]
    form = forms.learn(_shown(texts[:3_000], statements[:3_000], [f"competency {at % 60}" for at in range(3_000)]))
    new, own = texts[3_000:], statements[3_000:]
    assert _first(form.texts(new) @ form.statements(own).T) > 2 * _first(new @ own.T)


def _first(near):
    return (near.argmax(axis=1) == np.arange(len(near))).mean() + 1e-3


def test_a_form_does_not_tell_by_the_language():
    """A direction that only tells which language a pair is in says nothing about what is shown."""
    draw = np.random.default_rng(6)
    statements = draw.normal(size=(2_000, 12))
    languages = np.where(np.arange(2_000) % 2, "en", "zh")
    statements[:, 0] += np.where(languages == "en", 4.0, -4.0)
    texts = statements @ np.linalg.qr(draw.normal(size=(12, 12)))[0]
    form = forms.learn(_shown(texts, statements, [f"competency {at % 40}" for at in range(2_000)], languages))
    near = form.texts(texts) @ form.statements(statements).T
    same = languages[:, None] == languages[None]
    assert abs(near[same].mean() - near[~same].mean()) < 0.02


def test_a_form_does_not_tell_by_any_of_many_sources():
    """As of two languages: no way from one source to another is left."""
    draw = np.random.default_rng(8)
    sources = np.array(["a", "b", "c", "d"])[np.arange(2_000) % 4]
    statements = draw.normal(size=(2_000, 12)) + 5.0 * draw.normal(size=(4, 12))[np.arange(2_000) % 4]
    texts = statements @ np.linalg.qr(draw.normal(size=(12, 12)))[0]
    form = forms.learn(_shown(texts, statements, sources.tolist(), sources), forms.Manner(12, 1.0, 0.0))
    near = form.texts(texts) @ form.statements(statements).T
    same = sources[:, None] == sources[None]
    assert abs(near[same].mean() - near[~same].mean()) < 0.02
    assert (near.argmax(axis=1) == np.arange(2_000)).mean() > 0.9


def test_a_form_has_as_many_directions_as_it_is_told():
    draw = np.random.default_rng(9)
    shown = _shown(draw.normal(size=(200, 12)), draw.normal(size=(200, 12)), ["a"] * 200)
    assert forms.learn(shown, forms.Manner(5)).text.shape == (12, 5)


def test_what_all_texts_share_brings_no_pair_nearer_in_a_form():
    draw = np.random.default_rng(7)
    statements = 3.0 + draw.normal(size=(2_000, 12))
    texts = statements @ np.linalg.qr(draw.normal(size=(12, 12)))[0]
    form = forms.learn(_shown(texts, statements, [f"competency {at % 40}" for at in range(2_000)]))
    assert abs((form.texts(texts) @ form.statements(statements).T).mean()) < 0.02


def test_each_group_gets_a_form_that_has_not_seen_it():
    draw = np.random.default_rng(5)
    texts = draw.normal(size=(90, 8))
    groups = [f"group {number % 9}" for number in range(90)]
    found = forms.left_out(_shown(texts, texts, groups))
    fold = dict(zip(groups, fit.folds(groups).tolist(), strict=True))
    seen = [at for at in range(90) if fold[groups[at]] != fold["group 0"]]
    alone = forms.learn(_shown(texts[seen], texts[seen], [groups[at] for at in seen]))
    assert (found["group 0"].text == alone.text).all()


def test_siblings_are_held_against_all_behaviours_of_their_competency():
    told = siblings()
    assert {one.lang for one in told} == {"en", "zh"} and all(len(one.behaviours) == 5 for one in told)
    deeds = [deed for one in told for deed in one.deeds]
    assert len({text for text, *_rest in deeds}) == len(deeds) >= 640
    assert not any(shows & touches for _text, shows, touches in deeds)
    for one in told:
        assert all(sum(at in shows for _text, shows, _touches in one.deeds) >= 2 for at in range(5))
    measured = {one.statement for one in bare_behaviours()[0]} | {b for one in unseen_set.groups() for b in one.behaviours}
    assert not measured & {one for group in told for one in group.behaviours}


def test_what_a_deed_only_touches_is_no_pair():
    told = siblings()[:2]
    told[1:] = [replace(told[1], lang=told[0].lang)]
    reader = Reader(EvidenceModel.load().words, LexicalEncoder(512))
    loaded = EvidenceModel.load()._forms
    left_out = {name: {one.competency: loaded[name] for one in told} for name in LEARNED}
    near, text, _group, kind = sibling_pairs(reader, told, left_out).arrays()
    for number, (_text, shows, touches) in enumerate(deed for one in told for deed in one.deeds):
        own = kind[text == number]
        assert len(own) == 5 - len(touches) + 2 and (own == "implicit").sum() == len(shows)
        assert shows or touches or (own[:5] == "neighbour").all()
    assert not np.isnan(near[:, [RELATION.index(name) for name in LEARNED]]).any()


def test_names_that_are_measured_with_are_a_fifth_and_always_the_same():
    kept = [is_measured(f"skill {number}") for number in range(1000)]
    assert 150 < sum(kept) < 250
    assert is_measured("SQL") == is_measured("sql")


def test_what_is_not_known_counts_as_the_average():
    head = fit.fit_head(np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 4.0], [3.0, 3.0]]), np.array([0, 0, 1, 1]))
    assert head(np.array([np.nan, 1.0])) == head(np.array([head.centre[0], 1.0]))


def test_written_points_are_rows_of_every_point_of_their_topic():
    written = points()
    assert {row["lang"] for row in written} == {"en", "zh"} and 0.05 < np.mean([row["label"] for row in written]) < 0.3
    own = [row for row in written if (row["topic"], row["text"]) == (written[0]["topic"], written[0]["text"])]
    assert len({row["statement"] for row in own}) == len(own) >= 5
    assert by_text([written[0], written[-1], written[1]]) == [written[0], written[1], written[-1]]


# each row is an argument of its own
ALONE = np.arange(6000)


@pytest.fixture
def pairs():
    """Rows where what is said shows in two features together, in the vectors, and nowhere else."""
    draw = np.random.default_rng(7)
    near = draw.normal(size=(6000, len(saying.saying_features(True))))
    vectors = tuple(draw.normal(size=(6000, 6)) for _each in range(4))
    text, _statement, _about, said = vectors
    truth = near[:, 0] * near[:, 1] + 1.5 * text[:, 2] * said[:, 2] + text[:, 4]
    labels = (truth + draw.normal(size=6000) * 0.3 > 0).astype(int)
    return near, vectors, labels, fit.folds([f"topic {at % 12}" for at in range(6000)])


def test_what_shows_in_two_features_or_in_vectors_is_learned(pairs):
    near, vectors, labels, fold = pairs
    weights = np.ones(len(labels))
    plain, alone = saying.learn(near, None, labels, fold, ALONE, weights)
    model, left_out = saying.learn(near, vectors, labels, fold, ALONE, weights)
    assert building.roc_auc_score(labels, alone) > 0.6
    assert building.roc_auc_score(labels, left_out) > building.roc_auc_score(labels, alone) + 0.1
    assert len(plain.vectors) == 0 and model.vectors.shape == (6, 6)


def test_the_stored_model_says_what_the_regression_does(pairs):
    near, vectors, labels, fold = pairs
    model, left_out = saying.learn(near, vectors, labels, fold, ALONE, np.ones(len(labels)))
    chosen = standardised(near, model.centre, model.scale)
    text, statement, about, said = vectors
    logits = model.offset + chosen @ model.weights + products(chosen) @ model.products[np.triu_indices(chosen.shape[1])]
    for part, rows_ in zip(model.vectors, (text, text**2, statement, statement**2, text * about, text * said), strict=True):
        logits = logits + rows_ @ part
    assert np.abs(chosen).max() <= FARTHEST
    assert np.corrcoef(logits, left_out)[0, 1] > 0.9
    assert abs(1 / (1 + np.exp(-logits)) - labels).mean() < 0.4


def test_no_topic_is_judged_by_what_was_learned_from_it(pairs):
    near, vectors, labels, fold = pairs
    turned = np.where((fold == 0) & (np.arange(len(labels)) % 5 == 0), 1 - labels, labels)
    _model, before = saying.learn(near, vectors, labels, fold, ALONE, np.ones(len(labels)))
    _model, after = saying.learn(near, vectors, turned, fold, ALONE, np.ones(len(labels)))
    assert np.corrcoef(before[fold == 0], after[fold == 0])[0, 1] > 0.999


def test_each_writer_counts_the_same():
    writer = np.array([0] * 60 + [1] * 10 + [2] * 30)
    weights = building._alike(writer)
    assert weights[writer == 0].tolist() == [1.0] * 60
    assert weights[writer == 1].sum() == pytest.approx(weights[writer == 2].sum()) == pytest.approx(0.75 * 60)
    assert building._alike(np.zeros(5, dtype=int)).tolist() == [1.0] * 5


def test_a_proposition_is_learned_from_with_its_parts():
    encoder, verbs = LexicalEncoder(32), frozenset({"cost", "make"})
    reader = pairs_module.Reader(WordVectors.of(dict(np.load(FILE, allow_pickle=False))), encoder)
    profile = reader.proposition("Uniforms cost too much", verbs)
    assert [one.statement for one in profile.parts] == ["Uniforms", "cost too much"]
    row = {"topic": "uniforms", "text": "They cost too much.", "statement": "Uniforms cost too much", "label": 1}
    pairs, labels = pairs_module.argument_pairs(reader, [row, {**row, "statement": "Uniforms make pupils look alike", "label": 0}], verbs)
    near = pairs.arrays()[0]
    said, about = (saying.saying_features(True).index(f"{part}_covered_exactly") for part in ("said", "about"))
    assert near.shape == (2, len(saying.saying_features(True))) and labels.tolist() == [1, 0]
    assert near[0, said] > 0.9 and near[0, about] == near[1, said] == 0.0
    _text, _statement, of_about, of_said = saying.pair_vectors(reader, [row])
    assert np.allclose(of_about, encoder.encode(["Uniforms"])) and np.allclose(of_said, encoder.encode(["cost too much"]))


# --- names of skills -------------------------------------------------------------------------------------------------


def test_nothing_is_known_of_names_that_are_measured():
    known = {name for group in skills.groups(skills.taught()) for name in group.names}
    kept_out = {name for one in skills.postings() for name in one.skills if skills.is_kept_out(name)}
    assert len(kept_out) > 100 and len(known) > 2000
    assert not known & kept_out
    texts = {text for group in skills.groups(skills.taught()) for text in group.texts}
    assert not texts & {one.text for one in skills.postings() if kept_out & set(one.skills)}


def test_names_can_be_left_out_of_the_phrases_too():
    everything = {name for group in skills.groups(skills.taught()) for name in group.names}
    fewer = {name for group in skills.groups(skills.taught(), {"Kubernetes", "GraphQL"}) for name in group.names}
    assert everything - fewer == {"Kubernetes", "GraphQL"}


def test_a_sentence_is_learned_from_without_the_skill_that_it_names(tmp_path):
    told = [
        ("You will run the night shift and plan the rota with us", {"plan the rota": "skill"}),
        ("Good French", {"French": "knowledge"}),
    ]
    _write_marked(tmp_path, told)
    assert marked(tmp_path) == [(told[0][0], ["plan the rota"]), (told[1][0], ["French"])]
    found = [one for one in unsaid.pairs(tmp_path) if one.source == "marked"]
    # of the second nothing is left that would tell
    assert [(one.text, one.name) for one in found] == [("You will run the night shift and with us", "plan the rota")]
    assert cut("plan, plan and do", "plan") == ", and do"


def test_no_sentence_about_a_name_left_out_teaches_what_is_unsaid(tmp_path):
    measured = next(f"skill {at}" for at in range(99) if is_measured(f"skill {at}"))
    _write_marked(
        tmp_path,
        [
            (f"You will plan the rota and have {measured} at hand", {"plan the rota": "skill", measured: "knowledge"}),
            ("You will know all of Kubernetes and plan the rota", {"Kubernetes": "knowledge", "plan the rota": "skill"}),
            ("You will sell used cars in Leeds and York", {"sell used cars": "skill"}),
        ],
    )
    everything, fewer = unsaid.pairs(tmp_path), unsaid.pairs(tmp_path, {"Kubernetes"})
    assert [one.name for one in everything if one.source == "marked"] == ["plan the rota", "Kubernetes", "sell used cars"]
    assert [one.name for one in fewer if one.source == "marked"] == ["sell used cars"]
    assert "Kubernetes" in {one.name for one in everything} - {one.name for one in fewer}
    kept_out = {name for one in skills.postings() for name in one.skills if skills.is_kept_out(name)}
    assert not kept_out & {one.name for one in everything}
    assert {one.source for one in everything} == {"marked", "posting en", "posting zh", "phrases en", "phrases zh"}


def _write_marked(folder, told):
    with gzip.open(folder / "skillspan_en_train.jsonl.gz", "wt", encoding="utf-8") as file:
        for sentence, named in told:
            marks = {layer: ["O"] * len(sentence.split()) for layer in ("skill", "knowledge")}
            for span, layer in named.items():
                first = sentence[: sentence.index(span)].count(" ")
                marks[layer][first : first + span.count(" ") + 1] = ["B", *["I"] * span.count(" ")]
            file.write(json.dumps({"tokens": sentence.split(), **marks}) + "\n")


def test_postings_are_by_three_writers_and_name_what_they_are_said_to_name():
    told = skills.postings()
    assert {one.writer for one in told} == {1, 2, 3} and {one.lang for one in told} == {"en", "zh"}
    assert len({one.text for one in told}) == len(told)
    chinese = [one for one in told if one.lang == "zh" and one.said]
    assert np.mean([bool(set(one.skills[0]) & set(one.text)) for one in chinese]) > 0.95


def test_one_or_the_other_regression_is_true_of_names_left_out():
    draw = np.random.default_rng(2)
    truth = draw.normal(size=(2, 4000)) * 2.0 - 2.0
    labels = (draw.random(4000) < 1 / (1 + np.exp(-np.logaddexp(*truth)))).astype(int)
    slope, offset = names_module._levelled([2.0 * one + 1.5 for one in truth], labels)
    either = np.logaddexp(*(slope * (2.0 * one + 1.5) + offset for one in truth))
    weights = np.where(labels == 1, (1 - labels.mean()) / labels.mean() / (names_module._ONE_IN - 1), 1.0)
    chances = 1 / (1 + np.exp(-either))
    assert abs(np.average(chances, weights=weights) - 1 / names_module._ONE_IN) < 0.01


def test_names_are_learned_anew_on_top_of_a_model(folder, sets, few_postings):
    encoder = LexicalEncoder(96)
    shipped = dict(np.load(FILE, allow_pickle=False))
    # vectors of another encoder tell the classifier of manners nothing
    shipped |= {f"local{name.removeprefix('lexical')}": value for name, value in shipped.items() if name.startswith("lexical.deed.")}
    arrays = {**shipped, "vector_named.old": np.zeros(3), "lexical.name.offset": np.array(99.0)}
    again = building.build_names(arrays, folder, sets, encoder)
    assert "vector_named.old" not in again and again["lexical.name.offset"] != 99.0
    assert again["vector_shown.keys"].shape[1] == 96 and len(again["bag_shown.shown"]) == 2 * len(KEYS)
    assert again["vector_unsaid.text"].shape[0] == 96 and again["bag_unsaid.text"].shape == (48, 48)
    assert again["vector_named.keys"].shape[1] == 96 and str(again["version"]) == building.VERSION
    assert again["local.plain.explicit.weights"] is shipped["local.plain.explicit.weights"]


def test_telling_key_points_of_one_argument_apart_counts_by_itself(pairs):
    """Among the rows of one argument another feature decides than among all."""
    near, _vectors, _labels, fold = pairs
    near = near.copy()
    names = saying.saying_features(False)
    topic, point = (saying.saying_features(True).index(name) for name in names[:2])
    argument = np.arange(6000) // 6
    near[:, topic] = np.repeat(near[::6, topic], 6)
    best = near[:, point].reshape(-1, 6).argmax(axis=1)
    labels = ((np.arange(6000) % 6 == np.repeat(best, 6)) & (near[:, topic] > 0)).astype(int)
    weights = {}
    for arguments in (ALONE, argument):
        model, _left_out = saying.learn(near, None, labels, fold, arguments, np.ones(6000))
        weights[arguments[-1]] = model.weights[1] / model.weights[0]
    assert weights[argument[-1]] > 1.2 * weights[ALONE[-1]]
