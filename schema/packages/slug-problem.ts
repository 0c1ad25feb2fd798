import { slugProblem } from '@lectern/domain/packages/new-slug'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { Problem } from '../problem.ts'

builder.queryField('slugProblem', t =>
  t.field({
    permission: 'package.create',
    description: 'Why a new package cannot have this slug: INVALID, RESERVED, or TAKEN. Null if it can.',
    type: Problem,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => (permits(context) ? slugProblem(context.services.database, slug) : null),
  }),
)
