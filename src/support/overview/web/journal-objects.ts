import type { Static } from 'typebox'
import type { JournalEntryView } from '../../../workspace/access/contract.ts'

export type Entry = Static<typeof JournalEntryView>

/** The page of an object by the pattern of its address, where objects of that kind have one. */
const pageOfKind: Readonly<Record<string, readonly [path: string, parameter: string]>> = {
  project: ['/p/$project', 'project'], dataset: ['/p/$project/datasets/$dataset', 'dataset'], recipe: ['/p/$project/recipes/$recipe', 'recipe'],
  preparation: ['/p/$project/preparations/$preparation', 'preparation'], run: ['/p/$project/runs/$run', 'run'], batch: ['/p/$project/b/$batch', 'batch'],
  membership: ['/p/$project/people', ''], 'label-schema': ['/p/$project/schema', ''], guideline: ['/p/$project/guideline', ''],
}

/** `<id>@<version>` names a version of a thing. */
export const withoutVersion = (object: string): string => object.replace(/@\d+$/, '')

/** Where the object of an entry can be looked at, if the product has that page. @param exists whether a page has this path */
export const hrefOfObject = ({ kind, object, project }: Pick<Entry, 'kind' | 'object' | 'project'>, exists: (path: string) => boolean): string | null => {
  const [path, parameter] = pageOfKind[kind] ?? []
  if (!path || !project || !exists(path)) return null
  const href = path.replace('$project', project)
  return parameter && parameter !== 'project' ? href.replace(`$${parameter}`, encodeURIComponent(withoutVersion(object))) : href
}

/** The last characters of an id tell neighbours apart; a version stays whole: `…9f3a21@4`. */
export const shortId = (object: string): string => {
  const id = withoutVersion(object)
  return id.length > 12 ? `…${id.slice(-8)}${object.slice(id.length)}` : object
}
