# Samovar in a container: `python -m bot run` as a user of its own, with all that it keeps in /data.
FROM python:3.13-slim

WORKDIR /samovar
COPY requirements-run.lock ./
RUN python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-run.lock

COPY LICENSE ./
COPY bot bot
COPY cogs cogs
COPY content content
RUN python -m compileall -q bot cogs \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin samovar \
    && install -d -o samovar -g samovar -m 700 /data

ENV SAMOVAR_DATABASE=/data/samovar.db \
    PYTHONUNBUFFERED=1
USER samovar
VOLUME /data
STOPSIGNAL SIGTERM
# No shell in between, so that SIGTERM reaches the bot.
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
