FROM node:20.20-bookworm-slim AS build
WORKDIR /scalehouse
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20.20-bookworm-slim
WORKDIR /scalehouse
COPY --from=build --chown=node:node /scalehouse/package.json ./
COPY --from=build /scalehouse/node_modules node_modules
COPY --from=build /scalehouse/build build
COPY --from=build /scalehouse/models/grading models/grading
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data HOST=0.0.0.0 DEMO=0 NODE_ENV=production
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT ?? 8080) + '/api/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build/start.js"]
