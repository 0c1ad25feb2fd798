import { text } from 'node:stream/consumers'
import { read } from 'read'
import { ApiClient } from '../api/client.ts'
import { graphql } from '../api/graphql.ts'
import { type CommandContext, requireFound } from '../command.ts'
import { parseToken, parseUrl, saveCredentials } from '../credentials.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { plainText } from '../output/format.ts'

export const viewerDocument = graphql(`
  query Viewer { viewer { permissions token { name expiresAt } user { name } } }
`)

/**
 * Asks for an API token without showing it, checks it, and saves it for this user. Reads it from stdin where that is not
 * a terminal. `address` null: LECTERN_URL, or asks for it.
 */
export async function login(context: CommandContext, address: string | undefined): Promise<void> {
  const { env, output, signal } = context
  const url = parseUrl(address ?? env.LECTERN_URL ?? (await ask(context, 'Address of Lectern: ', false)))
  if (context.stdin.isTTY) output.note(`Create a token at ${url}/tokens, then paste it here. It is not shown.`)
  const token = parseToken(await ask(context, 'API token: ', true))
  const { viewer } = await new ApiClient({ url, token }).execute(viewerDocument, {}, signal)
  const { name } = requireFound(viewer?.token, 'This token')
  const path = saveCredentials(env, { url, token })
  output.result({ url, name, path }, () => `Signed in to ${url} with the token "${name}". It is saved in ${path}.`)
}

/** Asks on a terminal, and else reads all of stdin. */
async function ask({ stdin, stderr }: CommandContext, prompt: string, silent: boolean): Promise<string> {
  if (!stdin.isTTY) return text(stdin)
  const answer = await read({ input: stdin, output: stderr, prompt, silent }).catch(() => {
    stderr.write('\n')
    throw new CommandError(exitCodes.interrupted, 'CANCELED', 'Nothing was saved.')
  })
  if (silent) stderr.write('\n')
  return plainText(String(answer).trim())
}
