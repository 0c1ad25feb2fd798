import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../test/server.ts'
import { openSchool, type School } from '../test/school.ts'
import { buildTokens, type Tokens } from '../test/tokens.ts'

/**
 * Every kind of token on every kind of address. Written out by hand: x answers (with bytes, or by sending on), - does not. A row is an address
 * below a token's path, a column what stands before it.
 *
 * The columns of `view`: garbage · a viewer's token for the package · for all packages · over · revoked · of another environment · of another
 * package · the token of a preview link · signed by the school · over · by another kind of key · by `none` · by HS256 with the public key.
 * Those of `preview`: garbage · a link to the package · over · revoked · to another package · a viewer's token · signed by the school.
 */
const table = `
                                 nothing   view                        preview
in the public environment
  root of the package               x      - - - - - - - - - - - - -   - - - - - - -
  its number                        x      - - - - - - - - - - - - -   - - - - - - -
  a page                            x      - - - - - - - - - - - - -   - - - - - - -
  an asset                          x      - - - - - - - - - - - - -   - - - - - - -
  captions                          x      - - - - - - - - - - - - -   - - - - - - -
  the player                        x      - - - - - - - - - - - - -   - - - - - - -
  a unpublished number                -      - - - - - - - - - - - - -   - - - - - - -
  a number of elsewhere             -      - - - - - - - - - - - - -   - - - - - - -
  the stream                        x      - - - - - - - - - - - - -   - - - - - - -
  a segment                         x      - - - - - - - - - - - - -   - - - - - - -
  the poster                        x      - - - - - - - - - - - - -   - - - - - - -
  a unpublished stream                -      - - - - - - - - - - - - -   - - - - - - -
  playlists                         x      - - - - - - - - - - - - -   - - - - - - -
in the viewers' environment
  root of the package               -      - x x - - - - - x - - - -   - - - - - - -
  its number                        -      - x x - - - - - - - - - -   - - - - - - -
  a page                            -      - x x - - - - - - - - - -   - - - - - - -
  an asset                          -      - x x - - - - - - - - - -   - - - - - - -
  captions                          -      - x x - - - - - - - - - -   - - - - - - -
  the player                        -      - x x - - - - - - - - - -   - - - - - - -
  a unpublished number                -      - - - - - - - - - - - - -   - - - - - - -
  a number of elsewhere             -      - - - - - - - - - - - - -   - - - - - - -
  the stream                        -      - x x - - - - - - - - - -   - - - - - - -
  a segment                         -      - x x - - - - - - - - - -   - - - - - - -
  the poster                        -      - x x - - - - - - - - - -   - - - - - - -
  a unpublished stream                -      - - - - - - - - - - - - -   - - - - - - -
  playlists                         -      - x x - - - - - - - - - -   - - - - - - -
of another package there
  root of the package               -      - - x - - - x - - - - - -   - - - - - - -
  its number                        -      - - x - - - x - - - - - -   - - - - - - -
  a page                            -      - - x - - - x - - - - - -   - - - - - - -
  an asset                          -      - - x - - - x - - - - - -   - - - - - - -
  captions                          -      - - x - - - x - - - - - -   - - - - - - -
  the player                        -      - - x - - - x - - - - - -   - - - - - - -
  the stream                        -      - - x - - - x - - - - - -   - - - - - - -
  playlists                         -      - - x - - - x - - - - - -   - - - - - - -
in another viewers' environment
  root of the package               -      - - - - - x - - - - - - -   - - - - - - -
  a page                            -      - - - - - x - - - - - - -   - - - - - - -
  the stream                        -      - - - - - x - - - - - - -   - - - - - - -
  playlists                         -      - - - - - x - - - - - - -   - - - - - - -
of the draft
  root of the package               -      - - - - - - - - - - - - -   - x - - - - -
  its number                        -      - - - - - - - - - - - - -   - x - - - - -
  a page                            -      - - - - - - - - - - - - -   - x - - - - -
  an asset                          -      - - - - - - - - - - - - -   - x - - - - -
  captions                          -      - - - - - - - - - - - - -   - x - - - - -
  the player                        -      - - - - - - - - - - - - -   - x - - - - -
  a number of elsewhere             -      - - - - - - - - - - - - -   - - - - - - -
  the stream                        -      - - - - - - - - - - - - -   - x - - - - -
  a segment                         -      - - - - - - - - - - - - -   - x - - - - -
  the poster                        -      - - - - - - - - - - - - -   - x - - - - -
  playlists                         -      - - - - - - - - - - - - -   - x - - - - -
of another draft
  root of the package               -      - - - - - - - - - - - - -   - - - - x - -
  a page                            -      - - - - - - - - - - - - -   - - - - x - -
  playlists                         -      - - - - - - - - - - - - -   - - - - x - -
`

let server: TestServer
let school: School
let world: Tokens
beforeAll(async () => {
  ;[server, school] = await Promise.all([openTestServer({ LECTERN_TOKEN_LIMIT: '600' }), openSchool()])
  world = await buildTokens(server, school)
}, 120_000)
afterAll(async () => {
  await Promise.all([server.close(), school.close()])
})

const lines = table.trim().split('\n').slice(1)
const cells = lines.flatMap((line, at) => {
  if (!line.startsWith(' ')) return []
  const place = lines.slice(0, at).findLast(other => !other.startsWith(' '))!
  const [, what = '', marks = ''] = /^\s+(.*?)\s{2,}(.*)$/.exec(line)!
  return [{ place, what, marks: marks.replaceAll(/\s/g, '') }]
})

describe('what each token opens', () => {
  test.each(cells)('$what $place', async ({ place, what, marks }) => {
    const address = world.addresses[place]![what]!
    const answered = []
    for (const gate of world.pathPrefixes) answered.push(await answers(gate + address))
    expect(answered.join('')).toBe(marks)
  })
})

/** x: with bytes, playlists, or by sending on to where they are; whatever else comes must be a refusal, never a failure. */
async function answers(path: string): Promise<'x' | '-'> {
  const answer = await fetch(server.content + path, { redirect: 'manual' })
  const refused = [403, 404].includes(answer.status)
  expect(refused || [200, 302].includes(answer.status), `${path}: ${answer.status}`).toBe(true)
  if (refused || !path.includes('/graphql?')) return refused ? '-' : 'x'
  return (await answer.json()).data.playlists === null ? '-' : 'x'
}
