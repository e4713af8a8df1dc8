"""Django's Redis cache that shrugs when Redis is down: every key is missing, nothing is kept.

Pages must answer without Redis. After a failure it is left alone for a few seconds, so that a
server that hangs costs one time-out, not one for every key.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
REST_SECONDS = 5.0


class PatientRedisCache(RedisCache):
    """Answers like an empty cache while Redis cannot be reached."""

    rests_until = 0.0  # monotonic clock, shared by all threads of the process

    def _try(self, act: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < PatientRedisCache.rests_until:
            return otherwise
        try:
            return act()
        except RedisError as problem:
            PatientRedisCache.rests_until = time.monotonic() + REST_SECONDS
            log.warning("the cache is out of reach: %s", problem)
            return otherwise

    def add(self, key, value, *args, **kwargs):
        # True, as if nobody had set it: locks and rate limits must not close the door
        return self._try(
            lambda: super(PatientRedisCache, self).add(key, value, *args, **kwargs), True
        )

    def get(self, key, default=None, version=None):
        return self._try(lambda: super(PatientRedisCache, self).get(key, default, version), default)

    def set(self, key, value, *args, **kwargs):
        self._try(lambda: super(PatientRedisCache, self).set(key, value, *args, **kwargs), None)

    def touch(self, key, *args, **kwargs):
        return self._try(lambda: super(PatientRedisCache, self).touch(key, *args, **kwargs), False)

    def delete(self, key, version=None):
        return self._try(lambda: super(PatientRedisCache, self).delete(key, version), False)

    def get_many(self, keys, version=None):
        return self._try(lambda: super(PatientRedisCache, self).get_many(keys, version), {})

    def has_key(self, key, version=None):
        return self._try(lambda: super(PatientRedisCache, self).has_key(key, version), False)

    def incr(self, key, delta=1, version=None):
        return self._try(lambda: super(PatientRedisCache, self).incr(key, delta, version), delta)

    def set_many(self, data, *args, **kwargs):
        return self._try(
            lambda: super(PatientRedisCache, self).set_many(data, *args, **kwargs), list(data)
        )

    def delete_many(self, keys, version=None):
        self._try(lambda: super(PatientRedisCache, self).delete_many(keys, version), None)

    def clear(self):
        return self._try(lambda: super(PatientRedisCache, self).clear(), False)
