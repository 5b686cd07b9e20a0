"""What the import says to people: meanings of columns, and problems of rows, in the user's language."""

# Meanings of a column of past interviews.
INTERVIEW_FIELDS = [
    ("candidate", "Candidate's name"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("job", "Job"),
    ("date", "Date of the interview"),
    ("rater", "Interviewer"),
    ("source", "Source (interviewer or vendor)"),
    ("competency", "Competency"),
    ("score", "Score of that competency"),
    ("score_of", "Score of one competency"),
    ("comment", "Comment"),
    ("total", "Total score (only compared)"),
]
# Meanings of a column of competency models.
MODEL_FIELDS = [
    ("job", "Job"),
    ("pass_score", "Pass score"),
    ("competency", "Competency"),
    ("definition", "Definition"),
    ("weight", "Weight"),
    ("level", "Required level"),
    ("must_have", "Must-have"),
    ("indicator", "Behavioural indicator"),
    ("indicator_weight", "Weight of the indicator"),
    ("example", "Example phrase"),
    ("question", "Interview question"),
]


def table_error_text(env, code):
    """Why a file cannot be read."""
    texts = {
        "too_big": env._("The file is too big; cut it into several."),
        "too_many_rows": env._("The file has more than 100,000 rows; cut it into several."),
        "not_a_table": env._("This is no CSV or XLSX file. Save an old XLS file as XLSX first."),
        "empty": env._("There is nothing in this file, or in this sheet."),
        "encoding": env._("The text cannot be read in this encoding."),
        "no_sheet": env._("The file has no sheet of that name."),
    }
    return texts.get(code, code)


def problem_text(env, code, value=""):
    """What is wrong with a row or cell, without the column's name."""
    texts = {
        "not_a_number": env._("“%s” is no score", value),
        "out_of_scale": env._("“%s” is outside its scale", value),
        "not_a_date": env._("“%s” is no date", value),
        "ambiguous_date": env._("“%s” may be day or month first: say which", value),
        "not_an_email": env._("“%s” is no e-mail address; left out", value),
        "not_yes_or_no": env._("“%s” is neither yes nor no", value),
        "missing": env._("missing"),
        "duplicate": env._("the same as row %s", value),
        "contradiction": env._("says something else than row %s, which counts", value),
        "no_marks": env._("no score in this row"),
        "total_differs": env._("the total does not fit the scores (%s)", value),
        "some_weights_missing": env._("some competencies of %s have no weight", value),
        "unknown_job": env._("there is no job “%s”", value),
        "no_job": env._("no job is named"),
        "no_model": env._("the job “%s” has no competency model", value),
        "unknown_competency": env._("there is no competency “%s”; left out", value),
        "not_in_model": env._("“%s” is not in the job's model; left out", value),
        "nothing_left": env._("none of the scores belongs to the job's model"),
        "unknown_rater": env._("the interviewer “%s” is no user; kept as a name", value),
        "past_retention": env._("%s is longer ago than data is kept: it will be erased unless there is contact", value),
        "imported_before": env._("imported before"),
        "indicators_kept": env._("“%s” keeps the library's own indicators", value),
    }
    return texts.get(code, code)
