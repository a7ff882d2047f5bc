/** Where a file stands: its layer, and its slice or plug-in within. */
export interface Place { readonly layer: 'kernel' | 'sockets' | 'workspace' | 'chain' | 'support' | 'app' | 'editor' | 'ui' | 'plugins' | 'elsewhere', readonly slice: string, readonly rank: number }

/** Inside workspace, left may not import right. `database` is the connection and the tenancy helper under all of them. */
const workspaceOrder = ['database', 'blobs', 'journal', 'access', 'runs', 'project']
/** Inside support; `sample` makes an example out of everything. */
const supportOrder = ['talent', 'assist', 'overview', 'sample']

const ranks = { kernel: 0, sockets: 100, workspace: 200, chain: 300, support: 400, app: 500 } as const

export const placeOf = (path: string): Place => {
  const [, layer, first, second] = path.split('/')
  const slice = first ?? ''
  if (layer === 'kernel' || layer === 'sockets' || layer === 'app') return { layer, slice: layer, rank: ranks[layer] }
  if (layer === 'workspace') return { layer, slice: `workspace/${slice}`, rank: ranks.workspace + workspaceOrder.indexOf(slice) }
  if (layer === 'support') return { layer, slice: `support/${slice}`, rank: ranks.support + supportOrder.indexOf(slice) }
  if (layer === 'chain') return { layer, slice: `chain/${slice}`, rank: ranks.chain + Number(/^\d/.exec(slice)?.[0] ?? 0) }
  if (layer === 'editor' || layer === 'ui') return { layer, slice: layer, rank: -1 }
  // A file beside the plug-in folders of a socket is shared by its plug-ins and is none itself.
  if (layer === 'plugins') return { layer, slice: second?.includes('.') || second === undefined ? `plugins/${slice}` : `plugins/${slice}/${second}`, rank: -1 }
  return { layer: 'elsewhere', slice: '', rank: -1 }
}

export const isTest = (path: string): boolean => /\.(test|bench)\.tsx?$|-for-test\.ts$|\/fixtures\//.test(path)
export const isWeb = (path: string): boolean => /\/web\//.test(path) || path.startsWith('src/ui/')
export const nameOf = (path: string): string => path.split('/').at(-1)!

const pureNames = new Set(['model.ts', 'contract.ts', 'errors.ts', 'events.ts', 'policy.ts', 'messages.ts'])
/** Files of the pure compiler pass: neither DOM nor Node. */
export const isPure = (path: string): boolean =>
  path.startsWith('src/kernel/') || path.startsWith('src/sockets/') || /^src\/plugins\/[^/]+\/[^/]+\/index\.ts$/.test(path) || pureNames.has(nameOf(path))

/**
 * Files that a slice opens to all besides those of the plan, each with its reason.
 * `digest`: the SHA-256 of bytes, a function of its argument. `endpoint`: binds a route contract to its guard, used by every routes.ts.
 */
const opened = new Set(['src/workspace/blobs/digest.ts', 'src/workspace/access/endpoint.ts'])
/** What one slice may use of another. */
export const isOpenToSlices = (path: string): boolean => pureNames.has(nameOf(path)) || nameOf(path) === 'service.ts' || opened.has(path)
