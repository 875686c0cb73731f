"""The nightly sweep of the store."""

import logging

from banjie.platform import clock
from banjie.platform.files.references import NothingNamed, sweep
from banjie.platform.jobs import job

logger = logging.getLogger(__name__)


@job("platform.sweep_files", queue="bulk", every="23 19 * * *")
def sweep_files() -> None:
    try:
        sweep(at=clock.now())
    except NothingNamed:
        # Trying again changes nothing; somebody must look which database this is.
        logger.exception("the store holds files and the database names none: nothing was removed")
