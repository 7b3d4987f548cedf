# docker build -t smart-communication-hub .
# docker run --rm --env-file production.env smart-communication-hub node server/dist/migrate.js run    (before each new version)
# docker run --restart unless-stopped --env-file production.env -p 3000:3000 smart-communication-hub

FROM node:24-slim AS base
# As process 1, Node would neither reap children nor be stopped by a signal that it does not handle; tini does both.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENTRYPOINT ["tini", "-g", "--"]

# What the dependencies follow from, and no code: so that they are installed again only when they change.
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

# What docker-compose.yml runs: everything there is, and the code mounted over its copy.
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

# Optional dependencies are Node and PostgreSQL for machines that have none, and parts of the build for each kind of machine.
# This one has the first, never starts the second, and builds nothing.
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
