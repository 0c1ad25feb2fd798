import { builder } from './builder.ts'
import type { Problem as ProblemShape } from '@lectern/domain/errors'

export const Problem = builder.objectRef<ProblemShape>('Problem').implement({
  description: 'One thing that is wrong, with what to do about it.',
  fields: t => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    path: t.exposeString('path', { nullable: true }),
  }),
})

/** A column with a problem or null, as its type. */
export const problemOf = (column: unknown) => column as ProblemShape | null
