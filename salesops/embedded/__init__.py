"""PostgreSQL and Redis for a machine that has none: real servers, started from their wheels.

`address("postgres")` and `address("redis")` give a URL of a running server. The servers belong to
a folder (SALESOPS_HOME), not to a process: whoever needs one first starts a small *keeper* process
that owns it, everyone after that uses the same one, and the keeper stops it a few seconds after
the last user has gone. A user is a process that holds a shared file lock, which the kernel lets go
however the process ends, so nothing has to be cleaned up after a kill -9.
"""

from salesops.embedded.client import address, addresses, leave
from salesops.embedded.folder import ServiceError

__all__ = ["ServiceError", "address", "addresses", "leave"]
