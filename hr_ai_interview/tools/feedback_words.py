"""The sentences of a candidate's feedback: kind, concrete, about the text and never about the person.

Each is composed as a whole, because languages differ in order and punctuation. They say what was read and what was not;
they promise nothing, compare with nobody and give no verdict: people decide.
"""

from markupsafe import Markup

BOLD = Markup("<strong>%s</strong>")


class FeedbackWords:
    """Words the facts of :class:`FeedbackFacts` in the language of an environment."""

    def __init__(self, env, name, job, facts, passed=False):
        """
        :param env: environment in the candidate's language
        :param name: the candidate's name
        :param job: the job's name
        :param facts: what ``FeedbackFacts.values()`` returned
        :param passed: whether the result was good enough; then nobody is asked to try again
        """
        self.env, self.name, self.job, self.facts, self.passed = env, name, job, facts, passed

    def values(self):
        """:return: dict for the template: every paragraph as text, ``None`` where there is nothing to say"""
        return {
            "hello": self.env._("Hello %s,", self.name) if self.name else self.env._("Hello,"),
            "thanks": self.env._(
                "thank you for your answers for %s and for the time you took. We want to give you something back for it: this is what "
                "we read in them.",
                BOLD % self.job,
            ),
            "strength": self.facts["strength"] and self._strength(self.facts["strength"]),
            "gap": self.facts["gap"] and self._gap(self.facts["gap"]),
            "courses": [{**course, "label": self._course(course)} for course in self.facts["courses"]],
            "closing": self._closing(),
        }

    # --- what stood out -------------------------------------------------------------------------------------------

    def _strength(self, strength):
        return {"text": self._pair(strength["competency"], strength["behaviour"]), "lead": self._lead(strength), "quote": strength["quote"]}

    def _lead(self, strength):
        if not strength["question"]:
            return self.env._("You wrote:")
        return self.env._("In answer to “%s” you wrote:", strength["question"])

    def _pair(self, name, text):
        if not text:
            return BOLD % name
        return self.env._("%(name)s: %(text)s", name=BOLD % name, text=text)

    # --- what would have helped -----------------------------------------------------------------------------------

    def _gap(self, gap):
        return {
            "text": self._shown(gap),
            "question": gap["question"] and self.env._("We asked about it in “%s”.", gap["question"]),
            "missing": [self._behaviour(behaviour) for behaviour in gap["missing"]],
        }

    def _shown(self, gap):
        name = BOLD % gap["competency"]
        denied = (gap.get("denied") or "").strip(" ,.;，。；、")  # the quote may end in the middle of a sentence
        if gap["found"]:
            signs = self.env._("On %s we read first signs, but not yet as much as this job needs.", name)
            return Markup(" ").join([signs, self.env._("You also told us openly: “%s”.", denied)]) if denied else signs
        if denied:
            return self.env._(
                "On %(name)s you told us openly: “%(denied)s”. So there was no example of your own that we could go by.",
                name=name,
                denied=denied,
            )
        return self.env._(
            "On %s we found no example of your own in your answers. That does not mean that you cannot do it: we can only go by what is "
            "written there.",
            name,
        )

    def _behaviour(self, behaviour):
        if not behaviour["anchor"]:
            return behaviour["statement"]
        return self.env._("%(behaviour)s For example: %(example)s", behaviour=behaviour["statement"], example=behaviour["anchor"])

    # --- courses and end ------------------------------------------------------------------------------------------

    def _course(self, course):
        return self.env._("for %s", course["competency"])

    def _closing(self):
        about = self.env._(
            "This is about these answers, not about you as a person, and it is a recommendation: people decide about your application."
        )
        return [about] if self.passed else [about, self.env._("If you apply again, we look at your answers afresh.")]
