from . import feedback_facts, log_filter, segments
