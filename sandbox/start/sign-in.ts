import { runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { readSecrets, saveSecret } from '../machine/secrets.ts'

async function runForJson(args: string[], env: NodeJS.ProcessEnv): Promise<{ signIn?: string; token?: string }> {
  const { ok, output } = await runCommand(['node', ...args], { env })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (!ok || !line) throw new Problem(`${output}\nNobody could be let in by «${args.join(' ')}»: see above.`)
  return JSON.parse(line)
}

/**
 * Makes the people of a new Lectern: its owner, with an API token that the data folder's secrets keep, and Harry, who is
 * the author and publisher of the sample package. Resolves to the link that signs Harry in, once, and to that token. `env`
 * is the product's.
 */
export async function createUsers(
  data: string,
  env: NodeJS.ProcessEnv,
): Promise<{ signIn: string; ownerToken: string }> {
  const savedToken = readSecrets(data).ownerToken
  const ownerToken = savedToken ?? (await runForJson(['server/first-owner.ts', '--token'], env)).token
  if (!savedToken && ownerToken) saveSecret(data, 'ownerToken', ownerToken)
  const authorArgs = ['--email', 'harry@example.org', '--name', 'Harry Hase', '--role', 'AUTHOR', '--role', 'PUBLISHER']
  const { signIn } = await runForJson(['server/sign-in-link.ts', ...authorArgs], env)
  if (!signIn || !ownerToken) throw new Problem('The server made no sign-in link or no token for its owner.')
  return { signIn, ownerToken }
}
