"""Finding the records that names in a file mean; looked up once for a whole file."""

import re
import unicodedata


def folded(name):
    """A name without case, width, blanks and punctuation: how two spellings are compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name or "").casefold())


class References:
    """Jobs, competencies, users and applicants of a company by what people call them.

    Names count in all languages. Of two records with one name the older one is meant, unless one of them is wanted.
    """

    def __init__(self, env, company):
        self.env, self.company = env, company
        self.jobs = self._by_name("hr.job", ["name"])
        self.namesakes = {}
        self.competencies = self._by_name("hr.competency", ["name", "code"])
        self.by_key = {f"#{record.id}": record for records in self.namesakes.values() for record in records}
        self.users = self._by_name("res.users", ["name", "login", "email"], [("share", "=", False)])
        self.people, self.stages = {}, {}

    def _domain(self):
        return [("company_id", "in", [False, self.company.id])]

    def _by_name(self, model, names, domain=None):
        found = {}
        for code, _name in self.env["res.lang"].get_installed():
            rows = self.env[model].with_context(lang=code).search(domain or self._domain(), order="id")
            for row in rows:
                for name in names:
                    if key := folded(row[name]):
                        found.setdefault(key, row.with_env(self.env))
                        if model == "hr.competency":
                            self.namesakes[key] = self.namesakes.get(key, found[key]) | row.with_env(self.env)
        return found

    def competency_keys(self):
        """Names of competencies and the keys that stand for them in a plan."""
        return {name: f"#{record.id}" for name, record in self.competencies.items()}

    def job(self, name):
        """The job of a name, empty without one."""
        return self.jobs.get(folded(name), self.env["hr.job"])

    def competency(self, name, wanted=None):
        """The competency of a name, or of a plan's key.

        :param wanted: competencies of which one is meant rather than another of the same name
        """
        if name.startswith("#"):
            return self.by_key.get(name, self.env["hr.competency"])
        known = self.competencies.get(folded(name), self.env["hr.competency"])
        if wanted and known not in wanted:
            return (self.namesakes.get(folded(name), known) & wanted)[:1] or known
        return known

    def user(self, name):
        """The user of a name or address."""
        return self.users.get(folded(name), self.env["res.users"])

    def stage(self, job):
        """Where Odoo puts who applies for a job; it would look for each applicant again."""
        if job not in self.stages:
            domain = ["|", ("job_ids", "=", False), ("job_ids", "=", job.id), ("fold", "=", False)]
            self.stages[job] = self.env["hr.recruitment.stage"].search(domain, order="sequence asc", limit=1)
        return self.stages[job]

    def add(self, record):
        """Know a record that was made on the way."""
        known = self.jobs if record._name == "hr.job" else self.competencies
        known[folded(record.name)] = record

    def forget(self, records):
        """Do not know records any more that were not kept."""
        gone = {(record._name, record.id) for record in records}
        self.people = {}
        for known in (self.jobs, self.competencies):
            for key in [key for key, record in known.items() if (record._name, record.id) in gone]:
                del known[key]

    def learn_people(self, values_list):
        """Look up the applicants of many interviews at once."""
        applicants = self.env["hr.applicant"].with_context(active_test=False)
        emails = [values["email"] for values in values_list if values["email"]]
        names = [values["candidate"] for values in values_list]
        domain = ["|", ("email_normalized", "in", emails), ("partner_name", "in", names)]
        self.people = {}
        for applicant in applicants.search([*domain, *self._domain()], order="id"):
            self.know_person(applicant)

    def know_person(self, applicant):
        """Know an applicant by address, phone and name."""
        for key in (applicant.email_normalized, _digits(applicant.partner_phone), folded(applicant.partner_name)):
            if key:
                self.people.setdefault((applicant.job_id.id, key), applicant)

    def replace_people(self, known):
        """Know applicants where people stood who were not created yet."""
        self.people = {key: known.get(person, person) for key, person in self.people.items()}

    def applicant(self, values, job):
        """The application of a person for a job: by address or phone, by name where the file gives neither.

        Two people of one name with different addresses are two people.
        """
        for key in filter(None, (values["email"], _digits(values["phone"]))):
            if known := self.people.get((job.id, key)):
                return known
        known = self.people.get((job.id, folded(values["candidate"])), self.env["hr.applicant"])
        if values["email"] and known.email_normalized and known.email_normalized != values["email"]:
            return self.env["hr.applicant"]
        return known


def _digits(phone):
    """The last eleven digits: a country's code stands before them or not."""
    return re.sub(r"\D", "", phone or "")[-11:]
