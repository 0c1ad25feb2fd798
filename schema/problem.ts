import type { Problem as ProblemShape } from '@lectern/domain/errors'
import { builder } from './builder.ts'

export const Problem = builder.objectRef<ProblemShape>('Problem').implement({
  description: 'A problem: what is wrong and how to fix it.',
  fields: t => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    path: t.exposeString('path', { nullable: true }),
  }),
})

/** Casts a JSON column to a problem or null. */
export const problemOf = (column: unknown) => column as ProblemShape | null
