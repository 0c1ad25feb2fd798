import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { canSeeEnvironment, visibleEnvironmentsFilter } from '../access/visible.ts'
import { Node, registerNodeFinder } from '../node.ts'

type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0]

const EnvironmentAccess = builder.enumType('EnvironmentAccess', { values: ['PUBLIC', 'VIEWER_TOKEN'] })

const ViewerKey = builder.enumType('ViewerKey', { values: ['SECRET', 'JWKS'] })

export const Environment = builder.prismaObject('Environment', {
  description: 'Where releases are shown.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: environment => globalId('Environment', environment.id) }),
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    access: t.expose('access', { type: EnvironmentAccess }),
    fourEyes: t.exposeBoolean('fourEyes', {
      description: 'Whoever publishes must not be whoever synchronised last.',
    }),
    blockingFindings: t.exposeStringList('blockingFindings', {
      description: 'Codes of findings: a draft with one of them that is an ERROR is not published here.',
    }),
    acceptsFallback: t.exposeBoolean('acceptsFallback', {
      description: 'Whether somebody with the right may accept that a failed video plays from the author’s file.',
    }),
    keepReleases: t.exposeInt('keepReleases', {
      description: 'Retention: the last so many releases that were shown here stay.',
      nullable: true,
    }),
    keepDays: t.exposeInt('keepDays', {
      description: 'Retention: so does what was shown in the last so many days. Both null: everything stays.',
      nullable: true,
    }),
    frameAncestors: t.exposeStringList('frameAncestors', {
      description: 'Who may show its pages in a frame: sources as in CSP’s frame-ancestors.',
    }),
    viewerKey: t.field({
      description: 'What the tokens of its viewers are signed with: SECRET (HS256), JWKS, or null: nobody is let in.',
      type: ViewerKey,
      nullable: true,
      resolve: ({ viewerSecret, viewerJwksUrl }) => (viewerSecret ? 'SECRET' : viewerJwksUrl ? 'JWKS' : null),
    }),
    viewerJwksUrl: t.exposeString('viewerJwksUrl', { nullable: true }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true }),
  }),
})

registerNodeFinder('Environment', async (context, id) =>
  canSeeEnvironment(context, id) ? context.database.environment.findUnique({ where: { id } }) : null,
)

builder.queryFields(t => ({
  environments: t.prismaField({
    description: 'Those that the caller may see.',
    type: ['Environment'],
    nullable: true,
    resolve: (query, _root, _args, context) =>
      context.database.environment.findMany({
        ...query,
        where: { deletedAt: null, id: visibleEnvironmentsFilter(context) },
        orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }],
      }),
  }),
  environment: t.prismaField({
    type: 'Environment',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, context) =>
      context.database.environment.findFirst({
        ...query,
        where: { slug, deletedAt: null, id: visibleEnvironmentsFilter(context) },
      }),
  }),
}))

const policyFields = (t: InputFields) => ({
  blockingFindings: t.stringList({ description: 'Codes of findings.' }),
  acceptsFallback: t.boolean(),
  keepReleases: t.int({ description: 'From 1; null: no limit.' }),
  keepDays: t.int({ description: 'From 1; null: no limit.' }),
  frameAncestors: t.stringList({ description: 'Sources as in CSP; «*» for everybody.' }),
  viewerSecret: t.string({
    description: 'At least 32 characters; told to nobody afterwards. null takes the key away.',
  }),
  viewerJwksUrl: t.string({ description: 'Where the school’s site tells its public keys. null takes the key away.' }),
})

const CreateEnvironmentInput = builder.inputType('CreateEnvironmentInput', {
  fields: t => ({
    slug: t.string({ required: true }),
    name: t.string({ required: true }),
    access: t.field({ type: EnvironmentAccess, defaultValue: 'PUBLIC' }),
    fourEyes: t.boolean({ defaultValue: false }),
    ...policyFields(t),
  }),
})

const UpdateEnvironmentInput = builder.inputType('UpdateEnvironmentInput', {
  description: 'What is absent stays as it is.',
  fields: t => ({
    name: t.string(),
    access: t.field({ type: EnvironmentAccess }),
    fourEyes: t.boolean(),
    ...policyFields(t),
  }),
})

builder.mutationFields(t => ({
  createEnvironment: t.field({
    type: Environment,
    nullable: true,
    args: { input: t.arg({ type: CreateEnvironmentInput, required: true }) },
    resolve: (_root, { input }, context) => context.commands.createEnvironment(input),
  }),
  updateEnvironment: t.field({
    type: Environment,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      input: t.arg({ type: UpdateEnvironmentInput, required: true }),
    },
    resolve: (_root, { slug, input }, context) => context.commands.updateEnvironment(slug, input),
  }),
  deleteEnvironment: t.field({
    description: 'CONFLICT while it shows something.',
    type: Environment,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => context.commands.deleteEnvironment(slug),
  }),
  unpublishPackage: t.field({
    description: 'From then on no number of it answers there. Cancels what is being published or scheduled there.',
    type: Environment,
    nullable: true,
    args: { slug: t.arg.string({ required: true }), environment: t.arg.string({ required: true }) },
    resolve: (_root, { slug, environment }, context) => context.commands.unpublishPackage(slug, environment),
  }),
}))
