import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { listBatches } from '../../../chain/3-production/contract.ts'
import { PartiesPage as PlainPartiesPage } from '../../../workspace/project/parties/web/parties-page.tsx'
import { serverQuery } from '../../../ui/server.ts'

/** The page of parties does not know batches, which its terms name: they are handed to it here. */
export const PartiesPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const project = params['project'] ?? '', { data } = useQuery(serverQuery(listBatches, { params: { project } }))
  return <PlainPartiesPage project={project} batches={useMemo(() => (data?.batches ?? []).map(b => ({ id: b.id, label: `${b.display} ${b.name}` })), [data])} />
}
