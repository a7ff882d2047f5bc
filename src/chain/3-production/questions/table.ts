import type { Generated } from 'kysely'
import type { PostKind, QuestionCategory, QuestionState } from './model.ts'

export interface QuestionRow {
  id: string, organisation: string, project: string, number: number, batch: string | null, task: string | null, class: string | null, title: string, state: QuestionState, asked_by: string, created_at: Date, answered_at: Date | null,
  category: Generated<QuestionCategory>, shape: string | null, assignment: string | null, parks: Generated<boolean>
}
export interface QuestionPostRow { id: string, organisation: string, question: string, author: string, kind: PostKind, body: string, at: Date }
declare module '../../../workspace/database/tables.ts' { interface Tables { question: QuestionRow, question_post: QuestionPostRow } }
