"""The structure of a CV: sections, employers and periods, experience by industry, education, projects, skills.

Nothing here judges anybody. What a CV does not say stays unknown (``None``, empty), it is never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .cv_dates import Month, Period, find_periods, latest, stated_years, years_of
from .cv_skills import SkillFinder, SkillMention
from .cv_words import DEGREE, EMPLOYER, HEADING, INDUSTRY, SCHOOL, SIMPLE, TITLE
from .normal import is_cjk, normalise
from .pii import Detail, find_details

DEGREES = ("", "secondary", "associate", "bachelor", "master", "doctor")
_DECORATION = " \t【】[]■□◆●▪•·*#=_—–-|:：>》》"
# A Chinese line that is longer tells something, unless it is a heading in both languages.
_LONGEST_HEADING, _LONGEST_HEADING_ZH = 40, 14
# So far behind a period the name of the employer and the title stand.
_NEAR = 50
_LONGEST_NAME = 30
# So many lines of a form ("职位：…") are looked at.
_LABELLED = 4
# "Ltd." behind a comma belongs to the name before it.
_SPLIT = re.compile(r"\t+|\s{2,}|[|｜/;；·•]|\s[-–—]\s|[,，](?!\s*(?:Ltd|Inc|LLC|LLP|Corp|GmbH|Limited)\b)|\s(?:at|@)\s")
_LABEL = re.compile(r"\s*(?:公司|单位|企业|雇主|职位|职务|岗位|部门|company|employer|position|title|role)(?:名称)?\s*[::]", re.IGNORECASE)
# A sentence, or a part with numbers, is no name.
_SAID = re.compile(r"[。.;；]$|\d")
# What a sentence says before a name: "在某公司担任主管".
_WORKED = re.compile(r"(?:就职于|任职于|供职于|服务于|在)([^,，。;；\n]{2,20}?)(?:担任|出任|任(?!职))")
_WORKED_AS = re.compile(r"^.*(?:担任|出任|历任)(?=.{2})")
_STUDIED_AT = re.compile(r"^[曾先后]*(?:毕业于|就读于|本科就读于|在|于)(?=.{2})")
_INTERN = re.compile(r"实习|见习|\bintern(?:ship)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the CV under a heading; ``key`` is ``experience``, ``education`` … or ``head`` for what comes first."""

    key: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Job:
    """A position: ``last`` is ``None`` for the present one; ``industries`` are keys; spans point into the text."""

    employer: str
    title: str
    first: Month
    last: Month | None
    industries: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Education:
    """A school with the degree reached there; ``degree`` is one of :data:`DEGREES`."""

    school: str
    degree: str
    first: Month | None
    last: Month | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its own heading line."""

    name: str
    first: Month | None
    last: Month | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CVProfile:
    """What a CV says. ``years`` is ``None`` where it names neither periods nor a number of years.

    ``industries`` are years by industry key, the longest first. ``details`` are the personal details found.
    """

    sections: tuple[Section, ...] = ()
    jobs: tuple[Job, ...] = ()
    years: float | None = None
    industries: tuple[tuple[str, float], ...] = ()
    education: tuple[Education, ...] = ()
    degree: str = ""
    projects: tuple[Project, ...] = ()
    skills: tuple[SkillMention, ...] = ()
    details: tuple[Detail, ...] = field(default=(), repr=False)


def parse_cv(
    text: str,
    today: Month | None = None,
    skills: Iterable[str] | Mapping[str, Iterable[str]] | SkillFinder = (),
) -> CVProfile:
    """Find the structure of a CV.

    :param today: year and month, for periods that last “until now”; without it the latest month in the text stands in
    :param skills: a vocabulary of skills, with or without synonyms, or a finder made from one
    """
    parser = CVParser(text, today)
    finder = skills if isinstance(skills, SkillFinder) else SkillFinder(skills)
    return CVProfile(
        sections=tuple(parser.section_spans()),
        jobs=tuple(parser.jobs),
        years=parser.years(),
        industries=parser.industry_years(),
        education=tuple(parser.education),
        degree=parser.degree(),
        projects=tuple(parser.projects),
        skills=finder.find(text),
        details=tuple(find_details(text)),
    )


@dataclass(frozen=True, slots=True)
class CVLine:
    """A line of the normalised text, with the section that it stands in."""

    text: str
    start: int
    section: str
    is_heading: bool
    periods: tuple[Period, ...]

    @property
    def is_bullet(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(re.match(r"\s*(?:[•●○■□◆▪·*+➢✓–-]|[(\[]?\d{1,2}[)\].、](?!\d))", self.text))


class CVParser:
    """Works on the normalised text and gives spans of the original."""

    def __init__(self, text: str, today: Month | None):
        self.normal = normalise(text)
        # every name of a heading, a degree, a position is looked for in simplified characters only
        self.text = self.normal.text.translate(SIMPLE)
        self.sections: list[tuple[str, str, int, int]] = []
        self.lines = self._read_lines()
        periods = [period for line in self.lines for period in line.periods]
        self.today = today or latest(periods) or (1, 1)
        self.job_periods: list[tuple[Job, Period]] = []
        self._read_jobs()
        self.jobs = [job for job, _period in self.job_periods]
        self.education = self._read_education()
        self.projects = self._read_projects()

    # --- lines and sections ---------------------------------------------------------------------------------------------

    def _read_lines(self) -> list[CVLine]:
        lines, section, opened, title = [], "head", 0, ""
        for match in re.finditer(r"[^\n]+", self.text):
            key, rest = _heading(match.group())
            if key:
                self.sections.append((section, title, opened, match.start()))
                section, opened, title = key, match.start(), match.group().strip(_DECORATION)
            lines.append(CVLine(match.group(), match.start(), section, bool(key) and not rest, self._periods(match)))
        self.sections.append((section, title, opened, len(self.normal.text)))
        return lines

    def _periods(self, match: re.Match) -> tuple[Period, ...]:
        found = find_periods(match.group())
        return tuple(Period(p.first, p.last, p.start + match.start(), p.end + match.start()) for p in found)

    def section_spans(self):
        """The sections with spans of the original."""
        for key, title, start, end in self.sections:
            if start < end and self.normal.text[start:end].strip():
                yield Section(key, title, *self.normal.span(start, end))

    # --- entries ----------------------------------------------------------------------------------------------------------

    def _entries(self, sections: tuple[str, ...]):
        """Runs of lines that begin with a dated line (or the line before it, which names the employer)."""
        chosen = [line for line in self.lines if line.section in sections and not line.is_heading]
        heads = [index for index, line in enumerate(chosen) if line.periods and not line.is_bullet]
        starts = [index - _leads(chosen, index) for index in heads]
        for number, head in enumerate(heads):
            stop = starts[number + 1] if number + 1 < len(heads) else len(chosen)
            first = max(starts[number], starts[number - 1] + 1 if number else 0)
            yield chosen[head].periods[0], chosen[first : max(stop, head + 1)], chosen[head]

    def _job_sections(self) -> tuple[str, ...]:
        """Without a heading for the work history, all dated lines that are not about schooling."""
        return ("experience",) if any(line.section == "experience" for line in self.lines) else ("head", "summary", "other")

    def _read_jobs(self) -> None:
        for period, lines, head in self._entries(self._job_sections()):
            if len(head.periods) > 1:
                self._read_told_jobs(head)
                continue
            header = _header(lines, head)
            if _is_schooling(header, period, head):
                continue
            body = "\n".join(line.text for line in lines)
            employer, title = _employer_and_title(header.replace(head.text, _without_periods(head)))
            self._add_job(employer, title, period, body, (lines[0].start, lines[-1].start + len(lines[-1].text)))

    def _read_told_jobs(self, line: CVLine) -> None:
        """The jobs of a line that tells of several periods: each stands behind its own."""
        ends = [*(period.start for period in line.periods[1:]), line.start + len(line.text)]
        for period, end in zip(line.periods, ends, strict=True):
            said = self.text[period.end : end]
            employer, title = _employer_and_title(said)
            if (EMPLOYER.search(said) or TITLE.search(said)) and not _is_schooling(said, period, line):
                self._add_job(employer, title, period, said, (period.start, end))

    def _add_job(self, employer: str, title: str, period: Period, body: str, span: tuple[int, int]) -> None:
        job = Job(employer, title, period.first, period.last, _industries(employer, body), *self.normal.span(*span))
        self.job_periods.append((job, period))

    def _read_education(self) -> list[Education]:
        in_section = any(line.section == "education" for line in self.lines)
        found: list[Education] = []
        above = None
        for index, line in enumerate(self.lines):
            school = SCHOOL.search(line.text)
            if line.is_heading or not school or (line.section != "education" if in_section else not _degree_in(line.text)):
                continue
            near = [other for other in self.lines[index + 1 : index + 3] if not SCHOOL.search(other.text) and not other.is_heading]
            degree = _degree_in(line.text) or _degree_in(" ".join(other.text for other in near))
            lent = [self.lines[index - 1]] if index and _only_dated(self.lines[index - 1]) else []
            own = [period for period in line.periods if _beside(period, line, school)]
            if above is None and not own:
                above = bool(lent)  # whoever writes the dates of the first school above its name does so with the others too
            if above and not degree:
                degree = _degree_in(" ".join(other.text for other in lent))
            period = next(iter((*own, *(period for other in (lent if above else near) for period in other.periods))), None)
            span = self.normal.span(line.start, line.start + len(line.text))
            dates = (period.first, period.last) if period else (None, None)
            found.append(Education(_STUDIED_AT.sub("", school.group().strip()), degree, *dates, *span))
        return found

    def _read_projects(self) -> list[Project]:
        found = []
        for line in self.lines:
            if line.section != "projects" or line.is_heading or line.is_bullet or not _names_project(line):
                continue
            period = next(iter(line.periods), None)
            dates = (period.first, period.last) if period else (None, None)
            found.append(Project(_without_periods(line), *dates, *self.normal.span(line.start, line.start + len(line.text))))
        return found

    # --- sums -------------------------------------------------------------------------------------------------------------

    def years(self) -> float | None:
        """Years of experience: from the periods, else as the CV states them. An internship is none."""
        worked = [period for job, period in self.job_periods if not _INTERN.search(job.title)]
        if worked:
            return years_of(worked, self.today)
        return stated_years(self.text)

    def industry_years(self) -> tuple[tuple[str, float], ...]:
        """Years by industry, overlaps counted once."""
        by_key: dict[str, list[Period]] = {}
        for job, period in self.job_periods:
            for key in job.industries if not _INTERN.search(job.title) else ():
                by_key.setdefault(key, []).append(period)
        years = {key: years_of(periods, self.today) for key, periods in by_key.items()}
        return tuple(sorted(years.items(), key=lambda item: (-item[1], item[0])))

    def degree(self) -> str:
        """The highest degree: of the schools, else of any line about education, else of the head of the CV."""
        named = [entry.degree for entry in self.education]
        if not any(named):
            named = [_degree_in(line.text) for line in self.lines if line.section in ("education", "head", "personal")]
        return max(named, key=DEGREES.index, default="")


def _heading(line: str) -> tuple[str, str]:
    """The section a line opens, and what stands behind the heading in the same line."""
    head, colon, rest = line.partition(":")
    candidate = head.strip(_DECORATION)
    if not candidate or len(candidate) > _LONGEST_HEADING:
        return "", ""
    key = _named_twice(candidate) if len(candidate) > _LONGEST_HEADING_ZH and any(map(is_cjk, candidate)) else _named(candidate)
    return key, rest.strip() if colon and key else ""


def _named(candidate: str) -> str:
    """The section that a short line names."""
    for key, pattern in HEADING.items():
        for part in (candidate, re.sub(r"^(?:\d{1,2}|[一二三四五六七八九十]+)[.、\s]+", "", candidate), *_halves(candidate)):
            if pattern.fullmatch(part.strip()):
                return key
    return ""


def _named_twice(candidate: str) -> str:
    """The section that a longer line names in both languages, and nothing else."""
    halves = _halves(candidate)
    return next((key for key, pattern in HEADING.items() if halves and all(map(pattern.fullmatch, halves))), "")


def _halves(candidate: str) -> list[str]:
    """“教育背景 Education” and “WORK EXPERIENCE / 工作经历”."""
    chinese = "".join(char for char in candidate if is_cjk(char))
    latin = re.sub(r"[^A-Za-z& ]", " ", candidate).strip()
    return [chinese, latin] if chinese and latin else []


def _leads(lines: list[CVLine], index: int) -> int:
    """How many lines before a dated one belong to it: the employer's, the position's, each short and no sentence."""
    own = _without_periods(lines[index])
    if EMPLOYER.search(own) and TITLE.search(own):
        return 0
    if not index or not _is_label(lines[index - 1]):
        return 0
    nearest = lines[index - 1].text
    if not (EMPLOYER.search(nearest) or TITLE.search(nearest)):
        return 0
    if index < 2 or own or not _is_label(lines[index - 2]) or len(lines[index - 2].text) > _LONGEST_NAME:
        return 1
    # dates alone in their line stand below a name and a position, whichever comes first
    other = lines[index - 2].text
    return 2 if bool(TITLE.search(nearest)) != bool(TITLE.search(other)) else 1


def _is_label(line: CVLine) -> bool:
    return not line.is_bullet and not line.periods and len(line.text) <= 60 and line.text.rstrip()[-1:] not in tuple("。.;;!?")


def _only_dated(line: CVLine) -> bool:
    """Whether a line has dates and names neither a position nor an employer."""
    return bool(line.periods) and not (TITLE.search(line.text) or EMPLOYER.search(line.text))


def _beside(period: Period, line: CVLine, school: re.Match) -> bool:
    """Whether a period is the school's and not that of a job in another sentence of the same line."""
    start, end = school.span()
    first, last = period.start - line.start, period.end - line.start
    return not re.search(r"[。;；]", line.text[min(last, end) : max(first, start)])


def _header(lines: list[CVLine], head: CVLine) -> str:
    """The lines that name employer and position: down to the dates, the next short one, and those that say what they are."""
    at = lines.index(head)
    header = [line.text for line in lines[: at + 1]]
    after = lines[at + 1 :]
    if after and not after[0].is_bullet and len(after[0].text) <= 40 and not re.search(r"[。;；]", after[0].text):
        header.append(after[0].text)
        after = after[1:]
    header += [line.text for line in after[:_LABELLED] if _LABEL.match(line.text)]
    return "\n".join(header)


def _is_schooling(header: str, period: Period, head: CVLine) -> bool:
    """Whether a dated entry is about a school. In a CV of one line the degree stands far behind the job's period."""
    after = head.text[period.end - head.start :]
    if EMPLOYER.search(after[:_NEAR]) and TITLE.search(after[:_NEAR]) and not SCHOOL.search(after[:_NEAR]):
        return False
    return bool(DEGREE["bachelor"].search(header) or (SCHOOL.search(header) and not TITLE.search(header)))


def _without_periods(line: CVLine) -> str:
    text = line.text
    for period in reversed(line.periods):
        text = text[: period.start - line.start] + "\t" + text[period.end - line.start :]
    return re.sub(r"\(\s*\)", "", text).strip(" \t,，|-–—:：()")


def _employer_and_title(text: str) -> tuple[str, str]:
    """The names in the lines that head a job, without its dates."""
    parts = [part.strip(" \t:：()-–—•") for line in text.split("\n") for part in _SPLIT.split(line)]
    parts = [
        part
        for part in parts
        if len(part) > 1
        and not part.startswith(("毕业于", "就读于"))
        and not re.fullmatch(r"[\d\s.年月]+|(?:公司|单位|职位|岗位)(?:名称)?", part)
    ]
    parts = [_LABEL.sub("", part).strip() for part in parts]
    employer = next(filter(None, map(_employer_in, parts)), "")
    parts = [part.removeprefix(employer).strip() or part for part in parts] if employer else parts
    title = next((part for part in parts if part != employer and TITLE.search(part) and len(part) <= 40), "")
    told = _WORKED.search(text)
    if told:
        employer = told.group(1)
    if not employer:
        inside = EMPLOYER.search(text)
        named = inside.group().strip() if inside and not _is_one_word(inside.group()) else ""
        employer = named or next((part for part in parts if part != title and len(part) <= 40 and not _SAID.search(part)), "")
    if not title and employer:
        inside = TITLE.search(text.replace(employer, " "))
        title = inside.group().strip() if inside else ""
    return employer, re.sub(r"\s*\([^)]*$", "", _WORKED_AS.sub("", title))


def _is_one_word(name: str) -> bool:
    """ "Software": a word of many English names, and no name by itself."""
    return name.isascii() and " " not in name.strip()


def _employer_in(part: str) -> str:
    """An employer's name at the beginning of a part; “某某公司 主管” is one and a title."""
    match = EMPLOYER.match(part)
    if match and _is_one_word(match.group()):
        return ""
    if match and part[match.end() : match.end() + 1] == " " and TITLE.search(part, match.end()):
        return match.group().strip()
    return part if match and len(match.group()) >= 0.6 * len(part) else ""


def _industries(employer: str, body: str) -> tuple[str, ...]:
    """By the employer's name; where that says nothing, what the description speaks of most (twice at least)."""
    named = [key for key, pattern in INDUSTRY.items() if pattern.search(employer)]
    if named:
        return tuple(sorted(named))
    counts = {key: len(pattern.findall(body)) for key, pattern in INDUSTRY.items()}
    best = max(counts.values())
    return tuple(sorted(key for key, count in counts.items() if count == best and best >= 2))


def _degree_in(text: str) -> str:
    return next((key for key, pattern in DEGREE.items() if pattern.search(text)), "")


def _names_project(line: CVLine) -> bool:
    text = line.text.strip()
    if line.periods or re.match(r"项目(?:名称)?[一二三四五\d]?\s*[::]|project\s*\d?\s*:", text, re.IGNORECASE):
        return True
    short = len(text) <= 30
    return short and bool(re.search(r"(?:项目|系统|平台|工程|改造|建设)$|\bproject$", text, re.IGNORECASE))
