import { graphql, type ResultOf } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { formatEnum, formatTable, formatTime } from '../output/format.ts'

const dayMs = 86_400_000

export const roles = ['AUDITOR', 'AUTHOR', 'PUBLISHER', 'ADMIN', 'OWNER'] as const
export type Role = (typeof roles)[number]

const tokenFields = graphql(`
  fragment TokenFields on ApiToken {
    id name prefix createdAt expiresAt lastUsedAt revokedAt
    grants { role package { slug } environment { slug } }
  }
`)
export const tokensDocument = graphql(
  `query Tokens($after: String) {
    apiTokens(first: 50, after: $after) { nodes { ...TokenFields } pageInfo { hasNextPage endCursor } }
  }`,
  [tokenFields],
)
export const createTokenDocument = graphql(
  `mutation CreateToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { ...TokenFields } } }`,
  [tokenFields],
)
export const revokeTokenDocument = graphql(
  `mutation RevokeToken($id: ID!) { revokeApiToken(id: $id) { ...TokenFields } }`,
  [tokenFields],
)

type Token = ResultOf<typeof tokenFields>

/** Prints the API tokens that this one may see. Secrets are not among what Lectern can show. */
export async function listTokens(context: CommandContext): Promise<void> {
  const api = openApi(context)
  const rows: string[][] = [['ID', 'NAME', 'PREFIX', 'GRANTS', 'LAST USED', 'STATE']]
  for (let after: string | null = null; ; ) {
    const data: ResultOf<typeof tokensDocument> = await api.execute(tokensDocument, { after }, context.signal)
    const page = requireFound(data.apiTokens, 'The list of tokens')
    for (const token of page.nodes) {
      if (context.output.json) context.output.result(token, () => '')
      const lastUsed = token.lastUsedAt ? formatTime(token.lastUsedAt) : 'never'
      rows.push([token.id, token.name, token.prefix ?? '—', grantsOf(token), lastUsed, stateOf(token)])
    }
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  if (!context.output.json) context.output.result(null, () => formatTable(rows))
}

type NewToken = { role: Role; package?: string; environment?: string; days?: number }

/** Creates a token and prints its secret, which nobody can see again. `days`: for how long it is valid. */
export async function createToken(
  context: CommandContext,
  name: string,
  { role, package: slug, environment, days }: NewToken,
): Promise<void> {
  const expiresAt = days === undefined ? undefined : new Date(Date.now() + days * dayMs).toISOString()
  const input = { name, role, package: slug, environment, expiresAt }
  const { createApiToken } = await openApi(context).execute(createTokenDocument, { input }, context.signal)
  const created = requireFound(createApiToken, 'The new token')
  context.output.note(`The token "${name}". It is shown only now:`)
  context.output.result(created, () => created.secret)
}

/** Revokes a token: it is refused from now on. */
export async function revokeToken(context: CommandContext, id: string): Promise<void> {
  const { revokeApiToken } = await openApi(context).execute(revokeTokenDocument, { id }, context.signal)
  const token = requireFound(revokeApiToken, 'The token')
  context.output.result(token, () => `The token "${token.name}" is revoked.`)
}

const grantsOf = ({ grants }: Token) =>
  (grants ?? [])
    .map(({ role, package: pkg, environment }) =>
      [formatEnum(role), pkg && `for ${pkg.slug}`, environment && `in ${environment.slug}`].filter(Boolean).join(' '),
    )
    .join(', ') || 'none'

function stateOf({ expiresAt, revokedAt }: Token): string {
  if (revokedAt) return `Revoked ${formatTime(revokedAt)}`
  if (!expiresAt) return 'Valid'
  return `${Date.parse(expiresAt) < Date.now() ? 'Expired' : 'Valid until'} ${formatTime(expiresAt)}`
}
