from . import feedback_facts
