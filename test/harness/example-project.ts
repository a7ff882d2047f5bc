import type { Person } from './run-inline.ts'

/** A project with the least label schema and guideline. @returns its id */
export const makeProject = async (person: Person, name = 'Streets'): Promise<string> => {
  const text = { en: 'text' }
  const made = await person.send('POST', '/api/v1/projects', {
    name, schema: { classes: [], questions: [] },
    guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
  })
  return (made.body as { id: string }).id
}

/** A dataset with these files imported. @returns the dataset and the run that took them in */
export const importFiles = async (person: Person, project: string, files: Readonly<Record<string, Uint8Array>>, options: { dataset?: string, options?: object } = {}): Promise<{ dataset: string, run: string }> => {
  const dataset = options.dataset ?? ((await person.send('POST', `/api/v1/projects/${project}/datasets`, { name: `Set ${Math.random()}` })).body as { id: string }).id
  for (const [name, bytes] of Object.entries(files)) {
    const stored = await person.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=${encodeURIComponent(name)}`, bytes)
    if (stored.status !== 201) throw new Error(`upload of ${name}: ${stored.status} ${JSON.stringify(stored.body)}`)
  }
  const started = await person.send('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'self_collected', record: 'test' }, ...(options.options && { options: options.options }) })
  if (started.status !== 202) throw new Error(`import: ${started.status} ${JSON.stringify(started.body)}`)
  return { dataset, run: (started.body as { run: string }).run }
}
