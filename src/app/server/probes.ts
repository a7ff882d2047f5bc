import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { ping } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'

/** The process answers; it can do its work; Prometheus text. What runs the program knows these addresses. */
export const probePaths = { alive: '/healthz', ready: '/readyz', metrics: '/metrics' } as const

export const addProbes = (app: FastifyInstance, services: Services): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({ name: 'feedstock_http_seconds', help: 'Time from request to reply', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10], registers: [registry] })
  app.addHook('onResponse', async (request, reply) => {
    duration.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  app.get(probePaths.alive, { schema: { hide: true } }, async () => ({ ok: true }))
  app.get(probePaths.ready, { schema: { hide: true } }, async (_request, reply) => {
    const checks = await Promise.allSettled([ping(services.db), services.blobs.check()])
    const [database, blobs] = checks.map(c => c.status === 'fulfilled')
    return reply.code(database && blobs ? 200 : 503).send({ ok: Boolean(database && blobs), database, blobs })
  })
  app.get(probePaths.metrics, { schema: { hide: true } }, async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
