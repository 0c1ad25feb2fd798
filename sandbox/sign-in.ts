import { command } from './command.ts'
import { Problem } from './problem.ts'
import { keepSecret, secrets } from './secrets.ts'

async function answer(words: string[], env: NodeJS.ProcessEnv): Promise<{ signIn?: string; token?: string }> {
  const { ok, said } = await command(['node', ...words], { env })
  const line = said.split('\n').findLast(text => text.startsWith('{'))
  if (!ok || !line) throw new Problem(`${said}\nNobody could be let in by «${words.join(' ')}»: see above.`)
  return JSON.parse(line)
}

/**
 * Makes the people of a new Lectern: its owner, with an API token that the data folder's secrets keep, and Harry, who is
 * the author and publisher of the sample package. Resolves to the link that signs Harry in, once, and to that token. `env`
 * is the product's.
 */
export async function letIn(data: string, env: NodeJS.ProcessEnv): Promise<{ signIn: string; ownerToken: string }> {
  const known = secrets(data).ownerToken
  const ownerToken = known ?? (await answer(['server/first-owner.ts', '--token'], env)).token
  if (!known && ownerToken) keepSecret(data, 'ownerToken', ownerToken)
  const harry = ['--email', 'harry@example.org', '--name', 'Harry Hase', '--role', 'AUTHOR', '--role', 'PUBLISHER']
  const { signIn } = await answer(['server/sign-in-link.ts', ...harry], env)
  if (!signIn || !ownerToken) throw new Problem('The server made no sign-in link or no token for its owner.')
  return { signIn, ownerToken }
}
