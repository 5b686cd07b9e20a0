from . import models, wizard


def post_init_hook(env):
    """People who did not pass and agreed to be kept before this addon was installed."""
    env["hr.competency.assessment"]._talent_archive_known()
