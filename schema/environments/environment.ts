import { globalId } from '@lectern/domain/global-id'
import { environmentAddress } from '@lectern/domain/playback/content-origin'
import { canSeeEnvironment, visibleEnvironmentsFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { createEnvironment } from './create-environment.ts'
import { deleteEnvironment } from './delete-environment.ts'
import { updateEnvironment } from './update-environment.ts'

type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0]

const EnvironmentAccess = builder.enumType('EnvironmentAccess', { values: ['PUBLIC', 'VIEWER_TOKEN'] })

const ViewerKey = builder.enumType('ViewerKey', { values: ['SECRET', 'JWKS'] })

const controlsText = "Whether videos on its pages have the player's own controls, with speed, quality, and captions."
const secondFactorText =
  'Whether people may change what it shows only in sessions with a second factor. API tokens are not asked.'
const resumeText = 'Whether a video on its pages continues where the viewer stopped. The position stays on the device.'
const viewerSecretText = 'At least 32 characters. The API never returns it.'
const viewerJwksUrlText = "The address of the public keys of the school's site."

export const Environment = builder.prismaObject('Environment', {
  description: 'A place where releases are shown (staging, production, a district …), with its own access rules.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: environment => globalId('Environment', environment.id) }),
    slug: t.exposeString('slug'),
    address: t.string({
      description: 'The address of its packages, with `{package}` for the slug of a package.',
      resolve: ({ slug }, _args, { services }) => environmentAddress(services.settings.content, slug),
    }),
    name: t.exposeString('name'),
    access: t.expose('access', { type: EnvironmentAccess }),
    fourEyes: t.exposeBoolean('fourEyes', {
      description: 'True: the person who synchronized a draft may not publish it here.',
    }),
    blockingFindings: t.exposeStringList('blockingFindings', {
      description: 'Codes of findings. A draft with one of them as an ERROR is not published here.',
    }),
    acceptsFallback: t.exposeBoolean('acceptsFallback', {
      description: "Whether a person with permission may accept that a failed video plays from the author's file.",
    }),
    keepReleases: t.exposeInt('keepReleases', {
      description: 'Retention: Lectern keeps this many of the releases shown here most recently.',
      nullable: true,
    }),
    keepDays: t.exposeInt('keepDays', {
      description:
        'Retention: Lectern also keeps releases shown here within this many past days. If both rules are null, it keeps all releases.',
      nullable: true,
    }),
    frameAncestors: t.exposeStringList('frameAncestors', {
      description: 'The sites that may show its pages in a frame, as sources of the CSP directive `frame-ancestors`.',
    }),
    controls: t.exposeBoolean('controls', { description: controlsText }),
    resume: t.exposeBoolean('resume', { description: resumeText }),
    requiresSecondFactor: t.exposeBoolean('requiresSecondFactor', { description: secondFactorText }),
    viewerKey: t.field({
      description: 'How the tokens of its viewers are signed: SECRET (HS256) or JWKS. Null: no viewer is admitted.',
      type: ViewerKey,
      nullable: true,
      resolve: ({ viewerSecret, viewerJwksUrl }) => (viewerSecret ? 'SECRET' : viewerJwksUrl ? 'JWKS' : null),
    }),
    viewerJwksUrl: t.exposeString('viewerJwksUrl', { nullable: true }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true }),
  }),
})

export const findEnvironment = registerNodeFinder('Environment', async (context, id) =>
  canSeeEnvironment(context, id) ? context.services.database.environment.findUnique({ where: { id } }) : null,
)

builder.queryFields(t => ({
  environments: t.prismaField({
    permission: 'visible',
    description: 'The environments that the caller may see.',
    type: ['Environment'],
    nullable: true,
    resolve: (query, _root, _args, context) =>
      context.services.database.environment.findMany({
        ...query,
        where: { deletedAt: null, id: visibleEnvironmentsFilter(context) },
        orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }],
      }),
  }),
  environment: t.prismaField({
    permission: 'visible',
    type: 'Environment',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, context) =>
      context.services.database.environment.findFirst({
        ...query,
        where: { slug, deletedAt: null, id: visibleEnvironmentsFilter(context) },
      }),
  }),
}))

const policyFields = (t: InputFields) => ({
  blockingFindings: t.stringList({ description: 'Codes of findings that block publishing if they are an ERROR.' }),
  acceptsFallback: t.boolean(),
  keepReleases: t.int({ description: '1 to 3650. Null: no limit.' }),
  keepDays: t.int({ description: '1 to 3650. Null: no limit.' }),
  frameAncestors: t.stringList({ description: 'Sources as in CSP. `*` allows every site.' }),
})

const CreateEnvironmentInput = builder.inputType('CreateEnvironmentInput', {
  fields: t => ({
    slug: t.string({ required: true }),
    name: t.string({ required: true }),
    access: t.field({ type: EnvironmentAccess, defaultValue: 'PUBLIC' }),
    fourEyes: t.boolean({ defaultValue: false }),
    controls: t.boolean({ description: `${controlsText} Default: false.` }),
    resume: t.boolean({ description: `${resumeText} Default: true.` }),
    requiresSecondFactor: t.boolean({ description: `${secondFactorText} Default: false.` }),
    viewerSecret: t.string({ description: viewerSecretText }),
    viewerJwksUrl: t.string({ description: viewerJwksUrlText }),
    ...policyFields(t),
  }),
})

const UpdateEnvironmentInput = builder.inputType('UpdateEnvironmentInput', {
  description: 'Absent fields stay unchanged.',
  fields: t => ({
    name: t.string(),
    access: t.field({ type: EnvironmentAccess }),
    fourEyes: t.boolean(),
    controls: t.boolean({ description: controlsText }),
    resume: t.boolean({ description: resumeText }),
    requiresSecondFactor: t.boolean({ description: secondFactorText }),
    viewerSecret: t.string({ description: `${viewerSecretText} Null removes the key.` }),
    viewerJwksUrl: t.string({ description: `${viewerJwksUrlText} Null removes the key.` }),
    ...policyFields(t),
  }),
})

builder.mutationFields(t => ({
  createEnvironment: t.field({
    permission: 'environment.manage',
    type: Environment,
    nullable: true,
    args: { input: t.arg({ type: CreateEnvironmentInput, required: true }) },
    resolve: (_root, { input }, context) => createEnvironment(context, input),
  }),
  updateEnvironment: t.field({
    permission: 'environment.manage',
    type: Environment,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      input: t.arg({ type: UpdateEnvironmentInput, required: true }),
    },
    resolve: (_root, args, context) => updateEnvironment(context, args),
  }),
  deleteEnvironment: t.field({
    permission: 'environment.manage',
    description: 'CONFLICT while the environment shows a package, or has an open publication or scheduled deployment.',
    type: Environment,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => deleteEnvironment(context, slug),
  }),
}))
