import { Command, InvalidArgumentError, Option } from 'commander'
import type { CommandContext } from './command.ts'
import { deploy } from './commands/deploy.ts'
import { type EventOptions, events } from './commands/events.ts'
import { login } from './commands/login.ts'
import { packages } from './commands/packages.ts'
import { publish } from './commands/publish.ts'
import { packageStatus, status } from './commands/status.ts'
import { sync } from './commands/sync.ts'
import { createToken, listTokens, revokeToken, roles } from './commands/tokens.ts'
import { withoutTokens } from './output/output.ts'

const help = `
The address and the token come from LECTERN_URL and LECTERN_TOKEN, or from lectern login.
Exit codes: 0 done, 1 the work failed, 2 wrong usage, 3 not signed in, 4 refused, 5 Lectern cannot be reached,
6 the work waits for a person. docs/command-line.md explains them.`

/** Declares the commands and their options. `contextOf` opens the context of the command that runs. */
export function createProgram(contextOf: (options: { json: boolean }) => CommandContext): Command {
  const program = new Command('lectern')
    .description('Works with a Lectern from a terminal or a script.')
    .option('--json', 'print results as lines of JSON', false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(withoutTokens(text)) })
    .exitOverride()
    .addHelpText('after', help)
  const context = () => contextOf(program.opts())

  program
    .command('login')
    .description('ask for an API token, check it, and save it for this user')
    .argument('[address]', 'the address of the admin, such as https://lectern.example.com')
    .action((address?: string) => login(context(), address))
  program
    .command('status')
    .description('show the connection, or the state of one package')
    .argument('[package]', 'the slug of a package')
    .action((slug?: string) => (slug === undefined ? status(context()) : packageStatus(context(), slug)))
  program
    .command('packages')
    .description('list packages')
    .option('--search <text>', 'only those with this text in the title, slug, or Dropbox path')
    .action((options: { search?: string }) => packages(context(), options))
  program
    .command('sync')
    .description('synchronize a package with its Dropbox folder')
    .argument('<package>', 'the slug of the package')
    .option('--full', 'check everything')
    .option('--watch', 'show the progress, and wait for the end')
    .action((slug: string, options: { full?: boolean; watch?: boolean }) => sync(context(), slug, options))
  program
    .command('publish')
    .description('publish the draft of a package')
    .argument('<package>', 'the slug of the package')
    .requiredOption('--to <environment>', 'the slug of the environment')
    .option('--notes <text>', 'what is new in this release')
    .option('--key <key>', 'publish once for each key, such as the number of a build')
    .option('--watch', 'show the progress, and wait for the end')
    .action((slug: string, options: Parameters<typeof publish>[2]) => publish(context(), slug, options))
  program
    .command('deploy')
    .description('make an environment show a release that exists')
    .argument('<package>', 'the slug of the package')
    .argument('<release>', 'the number of the release', parseNumber)
    .requiredOption('--to <environment>', 'the slug of the environment')
    .action((slug: string, release: number, { to }: { to: string }) => deploy(context(), slug, release, to))
  program
    .command('events')
    .description('print the audit log')
    .option('--follow', 'go on with each new event, until Ctrl-C')
    .option('--after <cursor>', 'only what happened after the event with this cursor')
    .option('--package <slug>', 'only events of this package')
    .option('--environment <slug>', 'only events of this environment')
    .option('--action <actions...>', 'only these actions, such as package.published')
    .action((options: EventOptions) => events(context(), options))
  addTokens(program, context)
  return program
}

function addTokens(program: Command, context: () => CommandContext): void {
  const tokens = program.command('tokens').description('list, create, and revoke API tokens')
  tokens
    .command('list', { isDefault: true })
    .description('list the tokens')
    .action(() => listTokens(context()))
  tokens
    .command('create')
    .description('create a token and print its secret (shown once)')
    .argument('<name>', 'what the token is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--package <slug>', 'only for this package')
    .option('--environment <slug>', 'only for this environment')
    .option('--days <number>', 'for how many days it is valid', parseNumber)
    .action((name: string, options: Parameters<typeof createToken>[2]) => createToken(context(), name, options))
  tokens
    .command('revoke')
    .description('revoke a token')
    .argument('<id>', 'the id of the token')
    .action((id: string) => revokeToken(context(), id))
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Use a whole number.')
}
