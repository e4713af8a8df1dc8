"""Probes, and what happens to pages when Redis is down."""

import time

import pytest
from django.core.cache import caches
from django.test import Client

from salesops import health
from salesops.cache import PatientRedisCache
from salesops.embedded.folder import free_port
from tests.factories.teams import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis_is_down(settings):
    """Nothing listens at the address of Redis."""
    url = f"redis://127.0.0.1:{free_port()}/0"
    settings.REDIS_URL = url
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": url}}
    health.redis_client.cache_clear()
    PatientRedisCache.rests_until = 0.0
    yield
    health.redis_client.cache_clear()
    PatientRedisCache.rests_until = 0.0


def test_healthz_answers_any_host_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_tells_what_is_missing(client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "redis": True, "worker": False}


def test_readyz_is_content_while_a_worker_shows_up(client):
    health.redis_client().set(health.HEARTBEAT_KEY, str(time.time()))
    assert client.get("/readyz").status_code == 200
    health.redis_client().set(health.HEARTBEAT_KEY, str(time.time() - health.LATE_SECONDS - 1))
    assert client.get("/readyz").status_code == 503


def test_without_redis_it_is_alive_but_not_ready(client, redis_is_down):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["redis"] is False


def test_without_redis_people_sign_in_and_pages_say_that_jobs_wait(bob, redis_is_down):
    client = Client()
    page = client.get("/accounts/login/")
    assert page.status_code == 200
    assert page.context["jobs_wait"]
    client.post("/accounts/login/", {"login": bob.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_without_redis_the_cache_is_empty_and_quick(redis_is_down):
    cache = caches["default"]
    started = time.monotonic()
    cache.set("a", 1)
    assert cache.get("a") is None
    assert cache.get("a", "default") == "default"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.add("lock", 1)
    assert cache.incr("counter") == 1
    assert not cache.has_key("a")
    assert cache.set_many({"a": 1}) == ["a"]
    cache.delete_many(["a"])
    assert not cache.delete("a")
    assert not cache.touch("a")
    assert not cache.clear()
    assert time.monotonic() - started < 2


def test_with_redis_the_cache_keeps_what_it_is_given():
    cache = caches["default"]
    cache.set("a", [1, "two"])
    assert cache.get("a") == [1, "two"]
    assert not cache.add("a", 2)
    cache.set_many({"b": 2, "c": 3})
    assert cache.get_many(["b", "c", "d"]) == {"b": 2, "c": 3}
    assert cache.incr("b") == 3
    cache.delete("a")
    assert cache.get("a") is None
