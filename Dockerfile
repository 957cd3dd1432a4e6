# fakecarrier in a container: `docker build -t fakecarrier .`, then `docker run --rm -p 2775:2775 -p 8080:8080 fakecarrier`.
# A world of one's own: `docker run --rm -p 2775:2775 -p 8080:8080 -v "$PWD:/world:ro" fakecarrier serve --host 0.0.0.0 /world/world.yaml`.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY simulator simulator
COPY scenarios scenarios
RUN python -m venv /opt/fakecarrier \
    && PIP_CONSTRAINT=constraints.txt /opt/fakecarrier/bin/pip install --quiet --no-cache-dir --no-compile ".[fast]"

FROM python:3.13-slim
COPY --from=build /opt/fakecarrier /opt/fakecarrier
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin fakecarrier
USER fakecarrier
ENV PATH="/opt/fakecarrier/bin:$PATH" PYTHONUNBUFFERED=1
EXPOSE 2775 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
ENTRYPOINT ["fakecarrier"]
CMD ["serve", "--host", "0.0.0.0"]
