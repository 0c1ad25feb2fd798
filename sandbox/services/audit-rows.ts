import { withClient } from './postgres.ts'

/** How many events, and the times of the first one and the one after the last. `isChained`: with their hashes. */
export type AuditRows = { count: number; from: Date; to: Date; isChained: boolean }

/**
 * Writes an audit log with times of the past, as the owner of the database. The log must be empty. The events are of 40
 * people, 20 tokens, 200 packages, 4 environments, and 40 actions; some of each are frequent, and some rare. Indexes are
 * built after the rows. A million rows without hashes take about a minute.
 */
export async function writeAuditRows(ownerUrl: string, { count, from, to, isChained }: AuditRows): Promise<void> {
  await withClient(ownerUrl, async client => {
    await client.query(`SET timezone = 'UTC'`)
    // Indexes of millions of rows are built in memory.
    await client.query(`SET maintenance_work_mem = '512MB'`)
    await client.query(`SELECT set_config('test.from', $1, false), set_config('test.to', $2, false)`, [
      from.toISOString(),
      to.toISOString(),
    ])
    await client.query(partitionsSql)
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(indexesSql)
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)
    await client.query(rowsSql, [count, from, (to.getTime() - from.getTime()) / count])
    if (isChained) await client.query(chainSql)
    for (const { definition } of indexes) await client.query(definition.replace(' ON ONLY ', ' ON '))
    await client.query(`UPDATE audit_head SET sequence = event.sequence, hash = event.hash, at = event.at
      FROM (SELECT sequence, hash, at FROM audit_event ORDER BY sequence DESC LIMIT 1) AS event`)
    await client.query('ANALYZE audit_event')
  })
}

const partitionsSql = `
  DO $$
  DECLARE month timestamptz;
  BEGIN
    FOR month IN SELECT generate_series(date_trunc('month', current_setting('test.from')::timestamptz),
      date_trunc('month', current_setting('test.to')::timestamptz), interval '1 month')
    LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
        'audit_event_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month');
    END LOOP;
  END $$`

const indexesSql = `
  SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index WHERE indrelid = 'audit_event'::regclass AND NOT indisprimary`

/** A number that grows with the row, but is otherwise random, below a bound. The square makes small ones frequent. */
const oneOf = (bound: number, salt: number) =>
  `floor(power(('x' || substr(md5((n::bigint * 7919 + ${salt})::text), 1, 8))::bit(32)::bigint / 4294967296.0, 2) * ${bound})::int`

const idOf = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`

const rowsSql = `
  INSERT INTO audit_event (sequence, at, action, actor, subject_type, subject_id, package_id, environment_id, summary, after, previous_hash, hash)
  SELECT n, $2::timestamptz + n * $3::float8 * interval '1 ms', 'test.action' || ${oneOf(40, 1)},
    CASE WHEN n % 3 = 0 THEN jsonb_build_object('kind', 'TOKEN', 'name', 'Token ' || ${oneOf(20, 2)}, 'tokenId', ${idOf('token', oneOf(20, 2))})
      ELSE jsonb_build_object('kind', 'USER', 'name', 'Person ' || ${oneOf(40, 3)}, 'userId', ${idOf('user', oneOf(40, 3))}) END,
    CASE WHEN n % 5 = 0 THEN 'Package' WHEN n % 5000 = 1 THEN 'Environment' ELSE 'SyncRun' END,
    CASE WHEN n % 5 = 0 THEN ${idOf('package', oneOf(200, 4))} ELSE ${idOf('run', 'n')} END::text,
    CASE WHEN n % 10 = 9 THEN NULL ELSE ${idOf('package', oneOf(200, 4))} END,
    CASE WHEN n % 4 = 0 THEN ${idOf('environment', oneOf(4, 5))} END,
    'Synchronized "Package ' || ${oneOf(200, 4)} || '": word' || ${oneOf(20000, 6)} || ' files changed',
    jsonb_build_object('files', n % 1000), '', ''
  FROM generate_series(1, $1::int) AS n`

/** Fills in the hashes, one event after the other. */
const chainSql = `
  DO $$
  DECLARE
    event audit_event%ROWTYPE;
    last_hash bytea := '';
  BEGIN
    FOR event IN SELECT * FROM audit_event ORDER BY sequence LOOP
      event.hash := sha256(last_hash || convert_to(audit_json(event)::text, 'UTF8'));
      UPDATE audit_event SET previous_hash = last_hash, hash = event.hash WHERE sequence = event.sequence AND at = event.at;
      last_hash := event.hash;
    END LOOP;
  END $$`
