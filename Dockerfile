# docker build -t smart-communication-hub .
# Before each new version:
# docker run --rm --env-file production.env smart-communication-hub node server/dist/migrate.js run
# docker run --restart unless-stopped --env-file production.env -p 3000:3000 smart-communication-hub

FROM node:24-slim AS base
# tini runs as process 1, because there Node would not reap child processes, and would ignore signals that it does not
# handle.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENTRYPOINT ["tini", "-g", "--"]

# Only the manifests and no code, so that dependencies are reinstalled only when they change.
FROM base AS manifests
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY command-line/package.json command-line/
COPY contract/package.json contract/
COPY sdk/package.json sdk/
COPY cluster/package.json cluster/
COPY server/package.json server/
COPY web/package.json web/
COPY e2e/package.json e2e/
COPY bench/package.json bench/

# The image for docker-compose.yml: the whole workspace; docker-compose.yml mounts the current code over the copy.
FROM manifests AS development
RUN chown -R node:node /app
USER node
RUN pnpm install --frozen-lockfile
COPY --chown=node:node . .
EXPOSE 3000
CMD ["pnpm", "start:dev"]

FROM manifests AS build
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm build

# Without optional dependencies: these are Node, the embedded PostgreSQL and platform-specific build tools. This image
# already has Node, never starts the embedded PostgreSQL, and builds nothing.
FROM manifests AS production-dependencies
RUN pnpm install --frozen-lockfile --prod --no-optional --filter-prod '@smart-hub/server...'

FROM base AS production
ENV NODE_ENV=production
COPY --from=production-dependencies /app ./
COPY --from=build /app/command-line/dist command-line/dist
COPY --from=build /app/contract/dist contract/dist
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/web/dist/page web/dist/page
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health').then(({ ok }) => process.exit(Number(!ok)))"]
CMD ["node", "--max-semi-space-size=32", "server/dist/main.js"]
