import { isPermitted } from '@lectern/domain/access/permissions'
import type { Package } from '@lectern/domain/database'
import { hasDraft } from '@lectern/domain/files/content-version'
import { type PublishCheck as PublishCheckResult, publishCheck } from '@lectern/domain/publish/publish-check'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller } from '../access/require-package.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { Money, moneyOf } from '../transcode/money.ts'
import { Release } from './release.ts'

const PublishCheck = builder.objectRef<PublishCheckResult & { mayPublish: boolean }>('PublishCheck').implement({
  description: 'What a publication of the current draft would meet, before it is requested.',
  fields: t => ({
    blockers: t.field({
      description: 'Why a publication would be BLOCKED or refused now.',
      type: [Problem],
      resolve: check => check.blockers,
    }),
    warnings: t.field({
      description: 'Errors of the draft that do not block here, so that teachers would see them. At most 100.',
      type: [Problem],
      resolve: check => check.warnings,
    }),
    sameAs: t.field({
      description: 'The newest release that is the same as the draft. It would be shown, and nothing copied.',
      type: Release,
      nullable: true,
      resolve: check => check.sameAs,
    }),
    videosToEncode: t.exposeInt('videosToEncode', {
      description: 'How many different videos a publication would wait for.',
    }),
    estimatedCost: t.field({
      description: 'What encoding them costs. Null while a video was not probed.',
      type: Money,
      nullable: true,
      resolve: check => moneyOf(check.costMicros, check.currency),
    }),
    encodingSeconds: t.exposeFloat('encodingSeconds', {
      description:
        'How long encoding the longest of them takes, by how long encodings took in the last 30 days. They are encoded side by side. Null while a video was not probed, or with fewer than three encodings.',
      nullable: true,
    }),
    mayPublish: t.exposeBoolean('mayPublish', {
      description: 'Whether the caller may publish it there, with a second factor where one is required.',
    }),
  }),
})

builder.prismaObjectField('Package', 'publishCheck', t =>
  t.field({
    description: 'Null when there is no draft, or the package is archived.',
    type: PublishCheck,
    nullable: true,
    args: {
      environment: t.arg.string({ required: true }),
      acceptFallback: t.arg.stringList({
        description: 'What `publishPackage` would get. Failed videos that may not play from their file stay blockers.',
      }),
    },
    resolve: (pkg, { environment, acceptFallback }, context) =>
      checkPublication(context, pkg, environment, acceptFallback ?? []),
  }),
)

async function checkPublication(context: Context, pkg: Package, slug: string, acceptedFallbacks: string[]) {
  const caller = requireCaller(context)
  const environment = await requireEnvironment(context, slug)
  if (pkg.archivedAt || !hasDraft(pkg)) return null
  const { database, settings } = context.services
  const { profile } = settings.encodingSettings
  const check = await publishCheck(database, caller.actor, pkg, environment, acceptedFallbacks, profile)
  const scope = { packageId: pkg.id, environmentId: environment.id }
  return { ...check, mayPublish: isPermitted(caller, 'package.publish', scope) && !check.isFourEyesViolated }
}
