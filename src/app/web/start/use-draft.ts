import { useCallback, useEffect, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { useLocale } from '../../../ui/i18n.tsx'
import { choicesOf, projectTemplates } from '../../../workspace/project/templates/model.ts'
import { keepDraft, newDraft, recallDraft, type Draft } from './draft.ts'
import type { ProjectAnswers } from './project-step.tsx'

const templateOf = (id: string) => projectTemplates.find(template => template.id === id) ?? projectTemplates[0]!

export interface DraftState {
  readonly draft: Draft
  readonly answers: ProjectAnswers
  /** @param change to what makes the project: other answers are another project */
  change(change: Partial<Omit<Draft, 'key'>>): void
}

/** The answers of the wizard, kept for a reload. @param resumed the project that it goes on with; the answers of another one are none of its */
export const useDraft = (isAlone: boolean, resumed: string | null): DraftState => {
  const { locale } = useLocale()
  const [draft, show] = useState<Draft>(() => {
    const kept = recallDraft(), first = projectTemplates[0]!
    return kept?.project === resumed ? kept : { ...newDraft(first.id, choicesOf(first, locale).join('\n'), !isAlone), project: resumed }
  })
  const change = useCallback((part: Partial<Omit<Draft, 'key'>>): void => show(old => {
    const isOther = (['name', 'template', 'choices'] as const).some(field => part[field] !== undefined && part[field] !== old[field])
    return { ...old, ...part, ...(isOther && { key: newId() }) }
  }), [])
  useEffect(() => keepDraft(draft), [draft])
  return { draft, answers: { name: draft.name, template: templateOf(draft.template), choices: draft.choices }, change }
}
