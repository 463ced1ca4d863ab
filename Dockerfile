# One image for web, workers and beat: docker-compose.yml says which command each runs.

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements.txt /
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin claimtracker
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# The key of this one step signs nothing and stays in no layer. What people upload goes to a volume,
# which takes the owner of the folder that it covers.
RUN SECRET_KEY=collectstatic python manage.py collectstatic --no-input \
    && mkdir -p var/media && chown claimtracker: var/media
USER claimtracker
EXPOSE 8000
CMD ["gunicorn", "claimtracker.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--preload", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
