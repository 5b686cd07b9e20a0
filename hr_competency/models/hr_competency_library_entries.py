"""From the library's files to rows of records. Pure: files' content in, ``(model, [(name, values)])`` out.

Every function takes the content, a function from a record's name to its id, and optionally a language of the library.
"""

from odoo.fields import Command

LEVELS = range(1, 6)

# A skill type for each category; Odoo wants levels with a type.
SKILL_TYPES = {
    "leadership": {"en": "Leadership", "zh": "领导力"},
    "collaboration": {"en": "Collaboration", "zh": "协作能力"},
    "thinking": {"en": "Thinking", "zh": "思维能力"},
    "execution": {"en": "Execution", "zh": "执行能力"},
    "customer": {"en": "Customer Orientation", "zh": "客户导向"},
    "professional": {"en": "Professional", "zh": "专业能力"},
}


def industry_rows(content, ref, language="en"):
    """Industries; one that Odoo has already gets no second record."""
    own = [row for row in content["industries"] if not row.get("base")]
    yield "res.partner.industry", [(f"industry_{row['key']}", {"name": row["name"][language]}) for row in own]


def industry_ids(keys, content, ref):
    """Links to industries; ``all`` means none in particular."""
    bases = {row["key"]: row.get("base") for row in content["industries"]}
    ids = [ref(bases.get(key) or f"industry_{key}") for key in keys if key != "all"]
    return [Command.set(sorted(filter(None, ids)))]


def skill_rows(content, ref, language="en"):
    """A skill type per category with five levels, a skill per competency."""
    levels = [Command.create({"name": f"L{level}", "level_progress": level * 20, "default_level": level == 3}) for level in LEVELS]
    used = {}
    for row in content["competencies"]:
        used.setdefault(row["category"], []).append(row)
    # A type must not be without a skill, not even for a moment, so the first one comes with it.
    types = []
    for category, rows in sorted(used.items()):
        values = {"name": SKILL_TYPES[category][language]}
        if language == "en" and not ref(f"skill_type_{category}"):
            values |= {"skill_level_ids": levels, "skill_ids": [Command.create({"name": rows[0]["skill"]["name"]["en"]})]}
        types.append((f"skill_type_{category}", values))
    yield "hr.skill.type", types
    skills = []
    for row in content["competencies"]:
        values = {"name": row["skill"]["name"][language]}
        if language == "en":
            values["skill_type_id"] = ref(f"skill_type_{row['category']}")
        skills.append((f"skill_{row['key']}", values))
    yield "hr.skill", skills


def competency_rows(content, ref, language="en"):
    rows = []
    for row in content["competencies"]:
        values = {"name": row["name"][language], "definition": row["definition"][language]}
        if language == "en":
            synonyms = row["skill"].get("synonyms", {})
            values |= {
                "code": row["key"],
                "category": row["category"],
                "skill_id": ref(f"skill_{row['key']}"),
                "synonyms": _text(synonyms.get("en", []) + synonyms.get("zh", [])),
                "industry_ids": industry_ids(row.get("industries", []), content, ref),
            }
        rows.append((f"competency_{row['key']}", values))
    yield "hr.competency", rows


def indicator_rows(content, ref, language="en"):
    rows = []
    for competency in content["competencies"]:
        for number, row in enumerate(competency["indicators"], 1):
            values = {"name": row["statement"][language]}
            values |= {f"anchor_{level}": text for level, text in zip(LEVELS, row["anchors"][language], strict=True)}
            if language == "en":
                values |= _indicator_values(row, number, ref(f"competency_{competency['key']}"))
            rows.append((f"indicator_{row['key'].replace('.', '_')}", values))
    yield "hr.competency.indicator", [row for row in rows if language != "en" or row[1]["competency_id"]]


def _indicator_values(row, number, competency_id):
    return {
        "competency_id": competency_id,
        "sequence": number * 10,
        "code": row["key"],
        "weight": row["weight"],
        "examples": _text(_phrases(row["examples"])),
        "counter_examples": _text(_phrases(row["counter_examples"])),
        "cues": _text(row["cues"]["en"] + row["cues"]["zh"]),
    }


def template_rows(content, ref, language="en"):
    """Templates whose competencies are all there: one with a part missing would weigh wrongly and say nothing."""
    rows = []
    known = {row["key"] for row in content["competencies"]}
    for row in content["templates"]:
        if any(line["competency"] not in known for line in row["lines"]):
            continue
        questions = row.get("questions", [])
        values = {"name": row["name"][language], "questions": [one["text"][language] for one in questions]}
        if language == "en":
            values = _template_values(row, content, ref)
        rows.append((f"template_{row['key']}", values))
    yield "hr.competency.template", rows


def _template_values(row, content, ref):
    lines = [(one, ref(f"competency_{one['competency']}")) for one in row["lines"]]
    return {
        "name": row["name"]["en"],
        "code": row["key"],
        "job_family": row.get("job_family", ""),
        "keywords": _text(row["keywords"].get("en", []) + row["keywords"].get("zh", [])),
        "pass_score": row.get("pass_score", 60),
        "industry_ids": industry_ids(row.get("industries", []), content, ref),
        "line_ids": [
            Command.clear(),
            *(Command.create(_line_values(one, number, cid)) for number, (one, cid) in enumerate(lines, 1) if cid),
        ],
        "question_ids": [
            Command.clear(),
            *(Command.create(_question_values(one, number, ref)) for number, one in enumerate(row.get("questions", []), 1)),
        ],
    }


def _line_values(line, number, competency_id):
    return {
        "sequence": number * 10,
        "competency_id": competency_id,
        "weight": line["weight"],
        "required_level": line.get("required_level", 3),
        "must_have": line.get("must_have", False),
    }


def _question_values(question, number, ref):
    ids = [ref(f"competency_{key}") for key in question.get("competencies", [])]
    return {
        "sequence": number * 10,
        "text": question["text"]["en"],
        "minutes": question.get("minutes", 3),
        "competency_ids": [Command.set(sorted(filter(None, ids)))],
    }


def kpi_rows(content, ref, language="en"):
    rows = []
    for row in content["kpis"]:
        values = {name: _in(row.get(name), language) for name in ("name", "formula", "unit", "data_source", "target")}
        if language == "en":
            values |= {
                "code": row["key"],
                "direction": row["direction"],
                "frequency": row["frequency"],
                "job_family": row.get("job_family", ""),
                "industry_ids": industry_ids(row.get("industries", []), content, ref),
            }
        rows.append((f"kpi_{row['key']}", values))
    yield "hr.kpi", rows


def _in(value, language):
    """A text that may or may not be written per language."""
    return value.get(language) if isinstance(value, dict) else value


def _phrases(by_language):
    return [one["t"] for key in ("en", "zh") for one in by_language.get(key, [])]


def _text(items):
    return "\n".join(" ".join(item.split()) for item in items)
