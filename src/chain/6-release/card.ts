import type { Manifest } from './model.ts'

/** The dataset card: what a reader wants to know before opening anything else. Facts of the manifest, nothing more. */
export const cardOf = (m: Omit<Manifest, 'files'>, publicKey: string): string => `# ${m.release.name}

Release ${m.release.number} of ${m.release.createdAt.slice(0, 10)}, made with Feedstock.

| | |
|---|---|
| Items | ${m.counts.items} |
| Shapes | ${m.counts.shapes} |
| Splits | ${Object.entries(m.counts.bySplit).map(([name, n]) => `${name} ${n}`).join(', ')} (seed \`${m.spec.seed}\`) |
| Formats | ${m.spec.formats.join(', ')} |
| Raw files inside | ${m.spec.media ? 'yes' : 'no'} |
| Signed by | Ed25519 \`${publicKey}\` |

${Object.entries(m.counts.byClass).map(([name, n]) => `* ${name}: ${n}`).join('\n')}

Verify it offline: \`feedstock verify FILE\`. The evidence of every batch is in \`manifest.json\`: who did how much (under pseudonyms),
reviews, corrections, defects, sampling plans with their committed seeds, and what was not reviewed or inspected.
`
