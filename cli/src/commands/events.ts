import { graphql, type ResultOf } from '../api/graphql.ts'
import { reconnect } from '../api/reconnect.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { CommandError } from '../exit-codes.ts'
import { formatTime } from '../output/format.ts'

const eventFields = graphql(`
  fragment EventFields on AuditEvent {
    cursor id at action summary actor { kind name } package { slug } environment { slug } subjectType subjectId before after
  }
`)
export const newestEventsDocument = graphql(
  `query NewestEvents($filter: AuditFilter, $count: Int!) {
    auditLog(last: $count, filter: $filter) { nodes { ...EventFields } }
  }`,
  [eventFields],
)
export const eventsAfterDocument = graphql(
  `query EventsAfter($after: String!, $filter: AuditFilter) {
    auditLog(first: 50, after: $after, filter: $filter) {
      nodes { ...EventFields } pageInfo { hasNextPage endCursor }
    }
  }`,
  [eventFields],
)
export const followEventsDocument = graphql(
  `subscription FollowEvents($after: String, $filter: AuditFilter) {
    auditEvents(after: $after, filter: $filter) { ...EventFields }
  }`,
  [eventFields],
)

type Event = ResultOf<typeof eventFields>

export type EventOptions = {
  follow?: boolean
  after?: string
  package?: string
  environment?: string
  action?: string[]
}
type Filter = { package?: string; environment?: string; actions?: string[] }

/**
 * Prints events of the audit log: the newest ones, or all after a cursor. `follow`: then each new event, without a gap and
 * nothing twice, also when the connection is lost in between.
 */
export async function events(context: CommandContext, options: EventOptions): Promise<void> {
  const filter = { package: options.package, environment: options.environment, actions: options.action }
  if (options.follow) return follow(context, filter, options.after ?? null)
  const found =
    options.after === undefined ? newestEvents(context, filter) : eventsAfter(context, filter, options.after)
  for await (const event of found) print(context, event)
}

async function* newestEvents(context: CommandContext, filter: Filter): AsyncGenerator<Event> {
  const { auditLog } = await openApi(context).execute(newestEventsDocument, { filter, count: 50 }, context.signal)
  yield* requireFound(auditLog, 'The audit log').nodes
}

async function* eventsAfter(context: CommandContext, filter: Filter, start: string): AsyncGenerator<Event> {
  const api = openApi(context)
  for (let after: string | null = start; after !== null; ) {
    const data: ResultOf<typeof eventsAfterDocument> = await api.execute(
      eventsAfterDocument,
      { after, filter },
      context.signal,
    )
    const page = requireFound(data.auditLog, 'The audit log')
    yield* page.nodes
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  }
}

async function follow(context: CommandContext, filter: Filter, start: string | null): Promise<void> {
  const { output, signal } = context
  const api = openApi(context)
  // Without a cursor, events between two connections would be lost until the first one came.
  let after = start ?? (await newestCursor(context))
  const onLost = (error: unknown) => output.note(`${(error as Error).message} Connecting again.`)
  const open = () => api.subscribe(followEventsDocument, { after, filter }, signal)
  let endedAt = 0
  for (;;) {
    try {
      for await (const { auditEvents } of reconnect(open, { giveUpAfterMs: Infinity, onLost, signal })) {
        print(context, auditEvents)
        after = auditEvents.cursor
      }
      return
    } catch (error) {
      // The stream also ends when the token loses one of several rights. What it may still see goes on.
      const isNew = Date.now() - endedAt > 5_000
      if (!(error instanceof CommandError) || error.code !== 'FORBIDDEN' || !isNew) throw error
      endedAt = Date.now()
      output.note(`${error.message} Following what the token may still see.`)
    }
  }
}

async function newestCursor(context: CommandContext): Promise<string | null> {
  const { auditLog } = await openApi(context).execute(newestEventsDocument, { count: 1 }, context.signal)
  return auditLog?.nodes.at(-1)?.cursor ?? null
}

function print({ output }: CommandContext, event: Event): void {
  output.result(event, () => `${formatTime(event.at)}  ${event.action}  ${event.actor.name}: ${event.summary}`)
}
