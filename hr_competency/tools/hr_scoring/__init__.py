"""Evidence-based scoring of people against competency models. Pure Python: no Odoo, no clock, no randomness."""

ENGINE_VERSION = "1.8"
