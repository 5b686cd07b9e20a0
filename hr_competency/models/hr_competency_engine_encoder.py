"""Which encoder a company uses, and what happens when it fails: words, and a note that says so."""

import logging
from functools import lru_cache

import requests
from odoo import api, models

_logger = logging.getLogger(__name__)

# Slightly above a multiple of three (TCP's retransmission), and no longer than a person would wait.
TIMEOUT = (3.05, 27)


@lru_cache(maxsize=8)
def _http_encoder(url, model, key):
    """One encoder (with its memory of vectors) per service and process."""
    from ..tools.hr_scoring.encoders import CachedEncoder, HttpEncoder

    headers = {"Authorization": f"Bearer {key}"} if key else {}

    def transport(address, body):
        answer = requests.post(address, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        return answer.json()

    return CachedEncoder(HttpEncoder(url, transport, model or "default"))


@lru_cache(maxsize=1)
def _local_encoder():
    """The encoder of this process: what was prepared with it, such as the vectors of all example phrases, is kept under it."""
    from ..tools.hr_scoring.encoders import make_encoder

    return make_encoder("local")


class HrCompetencyEngine(models.AbstractModel):
    _inherit = "hr.competency.engine"

    @api.model
    def _encoder(self, company):
        """The encoder that a company has chosen. Hook: who adds encoders extends it.

        :return: what ``hr_scoring.score.assess`` takes as ``encoder``; None compares words only
        """
        from ..tools.hr_scoring.encoders import LocalEncoder

        company = (company or self.env.company).sudo()
        if company.competency_encoder == "http" and company.competency_encoder_url:
            settings = (company.competency_encoder_url, company.competency_encoder_model, company.competency_encoder_key)
            return _http_encoder(*(value or "" for value in settings))
        if company.competency_encoder == "local" and LocalEncoder.available():
            return _local_encoder()
        return None

    @api.model
    def _with_encoder(self, company, work):
        """Do something with the company's encoder; when that fails, with words only.

        :param work: callable that takes an encoder
        :return: ``(result, findings)``; the findings say that meaning was not available
        """
        from ..tools.hr_scoring.encoders import EncoderError
        from ..tools.hr_scoring.types import Finding

        encoder = self._encoder(company)
        try:
            return work(encoder), ()
        except (EncoderError, requests.RequestException) as error:
            if encoder is None:
                raise
            _logger.info("Encoder failed, words are compared instead: %s", error)
            return work(None), (Finding("fallback", self.env._("Compared by words only: the service did not answer.")),)
