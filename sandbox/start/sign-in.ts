import { runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { readSecrets, saveSecret } from '../machine/secrets.ts'

async function runForJson(args: string[], env: NodeJS.ProcessEnv): Promise<{ signIn?: string; token?: string }> {
  const { ok, output } = await runCommand(['node', ...args], { env })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (!ok || !line) throw new Problem(`${output}\nThe command "node ${args.join(' ')}" failed. See the output above.`)
  return JSON.parse(line)
}

/** The format of an API token. `docs/api.md` explains it. */
const tokenPattern = /^lect_[0-9A-Za-z]{49}$/

/**
 * Creates the users of a new Lectern. These are its owner, whose API token is saved in the data folder's secrets, and
 * Harry, the author and publisher of the sample package. Resolves to a link that signs Harry in once and to the owner's
 * token. `env` is the environment of server and worker.
 */
export async function createUsers(
  data: string,
  env: NodeJS.ProcessEnv,
): Promise<{ signIn: string; ownerToken: string }> {
  const { ownerToken: saved } = readSecrets(data)
  // The server refuses tokens of an earlier version, which had no checksum.
  const savedToken = saved !== undefined && tokenPattern.test(saved) ? saved : undefined
  const ownerToken = savedToken ?? (await runForJson(['server/first-owner.ts', '--token'], env)).token
  if (!savedToken && ownerToken) saveSecret(data, 'ownerToken', ownerToken)
  const authorArgs = ['--email', 'harry@example.org', '--name', 'Harry Hase', '--role', 'AUTHOR', '--role', 'PUBLISHER']
  const { signIn } = await runForJson(['server/sign-in-link.ts', ...authorArgs], env)
  if (!signIn || !ownerToken) throw new Problem('The server did not return a sign-in link or an owner token.')
  return { signIn, ownerToken }
}
