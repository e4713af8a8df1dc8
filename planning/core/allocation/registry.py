"""All methods, by slug; a file in `methods/` adds one."""

from kernel.registry import Registry
from planning.core.allocation.method import Method

METHODS: Registry[Method] = Registry(Method, "planning.core.allocation.methods")
