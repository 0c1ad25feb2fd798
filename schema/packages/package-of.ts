/** The fields `package` of types in lower rooms: the package that a row belongs to. */

import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { ViewerToken } from '../environments/viewer-token.ts'
import { Publication } from '../publish/publication.ts'
import { PublicationRequest } from '../publish/publication-request.ts'
import { Release } from '../publish/release.ts'
import { loadPackage } from '../row-loaders.ts'
import { SyncRun } from '../sync/sync-run.ts'
import { PackageSpending, VideoSpending, WaitingPackage } from '../transcode/budget-details.ts'
import { Transcode } from '../transcode/transcode.ts'
import { VerificationRun } from '../verify/verification-run.ts'
import { Package } from './package.ts'

const packageOf = {
  type: Package,
  resolve: ({ packageId }: { packageId: string }, _args: object, context: Context) => loadPackage(context, packageId),
}

builder.prismaObjectField(Publication, 'package', t => t.field(packageOf))
builder.prismaObjectField(PublicationRequest, 'package', t => t.field(packageOf))
builder.prismaObjectField(Release, 'package', t => t.field(packageOf))
builder.prismaObjectField(SyncRun, 'package', t => t.field(packageOf))
builder.prismaObjectField(Transcode, 'package', t => t.field(packageOf))
builder.objectField(PackageSpending, 'package', t => t.field(packageOf))
builder.objectField(VideoSpending, 'package', t => t.field(packageOf))
builder.objectField(WaitingPackage, 'package', t => t.field(packageOf))
builder.prismaObjectField(VerificationRun, 'package', t => t.field(packageOf))
builder.prismaObjectField(ViewerToken, 'package', t =>
  t.field({
    description: 'The only package that it opens. Null: every package that the environment shows.',
    type: Package,
    nullable: true,
    resolve: ({ packageId }, _args, context) => (packageId === null ? null : loadPackage(context, packageId)),
  }),
)
