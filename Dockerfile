# AMI Steward as a container: `docker build -t ami-steward .`, then as docs/deployment.md says.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The sources are not here yet: what `prepare` builds is built below.
RUN npm ci --ignore-scripts
COPY . .
RUN node build.mjs && rm -rf dist/sandbox* dist/bench* dist/lambda dist/infra

# Everything that runs is bundled into dist/; nothing of node_modules is needed.
FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    STEWARD_CONFIG=/config/steward.config.yml
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY package.json start.mjs LICENSE ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Signals go to the process itself, which stops within 10 seconds.
CMD ["node", "start.mjs"]
