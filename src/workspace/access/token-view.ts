import type { TokenView } from './contract.ts'
import type { StoredToken } from './repository.ts'

export const tokenView = (t: StoredToken): TokenView => ({
  id: t.id, name: t.name, permissions: t.permissions, projects: t.projects, createdAt: t.created_at.toISOString(), expiresAt: t.expires_at?.toISOString() ?? null, usedAt: t.used_at?.toISOString() ?? null,
})
