"""The time of a build. Only the lock records it; packages get it from there."""

import os
import time

_DAY = 24 * 60 * 60
_VARIABLE = "SOURCE_DATE_EPOCH"


class BadClockError(ValueError):
    """SOURCE_DATE_EPOCH is not a time, or is one that would harm learners."""


def now() -> int:
    """Return the time of the build in seconds since 1970; SOURCE_DATE_EPOCH can set it.

    Raises:
        BadClockError: It is not a time, or it is in the future.
    """
    epoch = os.environ.get(_VARIABLE, "")
    if not epoch:
        return int(time.time())
    if not (epoch.isascii() and epoch.isdecimal() and int(epoch[:20]) > 0):
        raise BadClockError(
            f'{_VARIABLE} is "{epoch}", but it must be a number of seconds since 1970. Correct or unset it'
        )
    if len(epoch) > len(str(1 << 40)) or int(epoch) > time.time() + _DAY:
        raise BadClockError(
            f"{_VARIABLE} is {epoch}, a time in the future; until then, each build would overwrite what learners "
            "edit. Correct or unset it"
        )
    return int(epoch)
