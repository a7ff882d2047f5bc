import type { BatchId } from '../../kernel/ids.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { findSchema } from '../../workspace/project/service.ts'
import { enterBatch } from '../3-production/service.ts'
import { alphaEstimate, meanEstimate, type Estimate, type Level } from './reliability.ts'
import * as rows from './repository.ts'

export interface QuestionConsistency { readonly question: string, readonly level: Level, readonly readers: number, readonly alpha: Estimate | null }
export interface Consistency {
  /** Tasks whose annotations were compared. */
  readonly measured: number
  readonly mean: Estimate | null
  /** Tasks by agreement, in ten steps of 0.1; the last holds 1 too. */
  readonly bins: readonly number[]
  readonly disputed: number
  readonly extended: number
  /** Of each question that is answered by one choice or a rating. */
  readonly questions: readonly QuestionConsistency[]
}

/** Answers reader by unit: a reader is a person, a unit a task; what was not answered is missing. */
export const ratingsOf = (answers: readonly rows.StoredAnswer[]): (number | null)[][] => {
  const tasks = [...new Set(answers.map(a => a.task))].sort(), options = [...new Set(answers.map(a => a.option ?? ''))].sort()
  return [...Map.groupBy(answers, a => a.person).values()].map(own => {
    const said = new Map(own.map(a => [a.task, a.value ?? options.indexOf(a.option ?? '')]))
    return tasks.map(task => said.get(task) ?? null)
  })
}

/** How consistently the readers of a batch work: agreement of its tasks, and of each question Krippendorff's alpha, both with 95 % intervals. */
export const consistencyOf = async (tx: Tx, actor: Actor, id: BatchId): Promise<Consistency> => {
  const batch = await enterBatch(tx, actor, id, 'inspection.read'), tasks = await rows.agreementsOf(tx, id), schema = (await findSchema(tx, batch.project, batch.schema_version))!.document
  const values = tasks.flatMap(t => t.agreement ?? []), bins = Array.from({ length: 10 }, () => 0)
  for (const value of values) bins[Math.min(9, Math.floor(value * 10))]!++
  const asked = schema.questions.filter(q => q.kind === 'choice' || q.kind === 'rating'), answers = asked.length > 0 && values.length > 0 ? await rows.answersOf(tx, id, asked.map(q => q.id)) : []
  return {
    measured: values.length, mean: meanEstimate(values, id), bins, disputed: tasks.filter(t => t.dispute !== null).length, extended: tasks.filter(t => t.overlap > batch.overlap).length,
    questions: values.length === 0 ? [] : asked.map(q => {
      const level: Level = q.kind === 'rating' ? 'ordinal' : 'nominal', ratings = ratingsOf(answers.filter(a => a.question === q.id))
      return { question: q.id, level, readers: ratings.length, alpha: alphaEstimate(ratings, level, `${id} ${q.id}`) }
    }),
  }
}
