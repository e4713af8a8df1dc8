"""Settings of gunicorn, the same under `make run` and in a container."""

from pathlib import Path

from salesops import env

_host = env.HOST()
_memory = Path("/dev/shm")  # noqa: S108 - a heartbeat file on disk would block when the disk does

bind = f"[{_host}]:{env.PORT()}" if ":" in _host else f"{_host}:{env.PORT()}"
workers = env.WEB_WORKERS()
threads = env.WEB_THREADS()
preload_app = True
# Uploads of hundreds of megabytes over slow lines must not be cut
timeout = 120
graceful_timeout = 15
keepalive = 5
loglevel = "warning"
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
# Requests are logged by our middleware, with their id; a proxy in front buffers slow clients
accesslog = None
