import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSchool, type School } from '../test/school.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildTokens, type Tokens } from '../test/tokens.ts'

/**
 * Lists every kind of token for every kind of address, written by hand. x returns bytes or redirects; - is rejected. A
 * row is an address below the path of a token. A column is a path prefix.
 *
 * Columns of `view`: garbage · viewer token for the package · for all packages · expired · revoked · of another
 * environment · of another package · preview token · signed by the school · expired · with another kind of key · with
 * `none` · with HS256 and the public key.
 *
 * Columns of `preview`: garbage · link to the package · expired · revoked · to another package · viewer token · signed
 * by the school.
 */
const table = `
                                 none      view                        preview
in the public environment
  root of the package               x      - - - - - - - - - - - - -   - - - - - - -
  its number                        x      - - - - - - - - - - - - -   - - - - - - -
  a page                            x      - - - - - - - - - - - - -   - - - - - - -
  an asset                          x      - - - - - - - - - - - - -   - - - - - - -
  captions                          x      - - - - - - - - - - - - -   - - - - - - -
  the player                        x      - - - - - - - - - - - - -   - - - - - - -
  an unpublished number             -      - - - - - - - - - - - - -   - - - - - - -
  a number not shown here           -      - - - - - - - - - - - - -   - - - - - - -
  the stream                        x      - - - - - - - - - - - - -   - - - - - - -
  a segment                         x      - - - - - - - - - - - - -   - - - - - - -
  the poster                        x      - - - - - - - - - - - - -   - - - - - - -
  an unpublished stream             -      - - - - - - - - - - - - -   - - - - - - -
  playlists                         x      - - - - - - - - - - - - -   - - - - - - -
in the viewers' environment
  root of the package               -      - x x - - - - - x - - - -   - - - - - - -
  its number                        -      - x x - - - - - - - - - -   - - - - - - -
  a page                            -      - x x - - - - - - - - - -   - - - - - - -
  an asset                          -      - x x - - - - - - - - - -   - - - - - - -
  captions                          -      - x x - - - - - - - - - -   - - - - - - -
  the player                        -      - x x - - - - - - - - - -   - - - - - - -
  an unpublished number             -      - - - - - - - - - - - - -   - - - - - - -
  a number not shown here           -      - - - - - - - - - - - - -   - - - - - - -
  the stream                        -      - x x - - - - - - - - - -   - - - - - - -
  a segment                         -      - x x - - - - - - - - - -   - - - - - - -
  the poster                        -      - x x - - - - - - - - - -   - - - - - - -
  an unpublished stream             -      - - - - - - - - - - - - -   - - - - - - -
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
  a number not shown here           -      - - - - - - - - - - - - -   - - - - - - -
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
let tokens: Tokens
beforeAll(async () => {
  ;[server, school] = await Promise.all([openTestServer({ LECTERN_TOKEN_LIMIT: '600' }), openSchool()])
  tokens = await buildTokens(server, school)
}, 120_000)
afterAll(async () => {
  await Promise.all([server.close(), school.close()])
})

const lines = table.trim().split('\n').slice(1)
const rows = lines.flatMap((line, index) => {
  if (!line.startsWith(' ')) return []
  const section = lines.slice(0, index).findLast(other => !other.startsWith(' '))!
  const [, address = '', marks = ''] = /^\s+(.*?)\s{2,}(.*)$/.exec(line)!
  return [{ section, address, marks: marks.replaceAll(/\s/g, '') }]
})

describe('the tokens that open', () => {
  test.each(rows)('$address $section', async ({ section, address, marks }) => {
    const path = tokens.addresses[section]![address]!
    const results = []
    for (const prefix of tokens.pathPrefixes) results.push(await requestMark(prefix + path))
    expect(results.join('')).toBe(marks)
  })
})

/**
 * Requests a path. Returns x for bytes, playlists, or a redirect, and - for a rejection. Fails for any other response.
 */
async function requestMark(path: string): Promise<'x' | '-'> {
  const response = await fetch(server.content + path, { redirect: 'manual' })
  const isRejected = [403, 404].includes(response.status)
  expect(isRejected || [200, 302].includes(response.status), `${path}: ${response.status}`).toBe(true)
  if (isRejected || !path.includes('/graphql?')) return isRejected ? '-' : 'x'
  return (await response.json()).data.playlists === null ? '-' : 'x'
}
