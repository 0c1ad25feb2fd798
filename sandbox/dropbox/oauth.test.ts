import { expect, test } from 'vitest'
import { mintAccessToken } from './oauth.ts'
import { app, buildDropbox } from './test-dropbox.ts'

test('the SDK refreshes its token and learns whose account it is', async () => {
  const { client, restart } = await buildDropbox()
  const dropbox = client({ refreshToken: app.refreshToken, clientId: app.appKey, clientSecret: app.appSecret })
  const { result } = await dropbox.usersGetCurrentAccount()
  expect(result).toMatchObject({
    email: 'harry@example.org',
    name: { given_name: 'Harry', surname: 'James Potter', display_name: 'Harry James Potter', abbreviated_name: 'HJ' },
    root_info: { '.tag': 'user' },
  })
  expect(result.account_id).toMatch(/^dbid:.{35}$/)
  expect(result.root_info.root_namespace_id).toBe(result.root_info.home_namespace_id)

  await restart()
  expect((await dropbox.usersGetCurrentAccount()).result.account_id).toBe(result.account_id)
})

test('a token that expired, a token that never was, and none at all are told apart', async () => {
  const { client, call } = await buildDropbox()
  const failure = (accessToken: string) =>
    client({ accessToken })
      .usersGetCurrentAccount()
      .catch(error => error)
  expect(await failure(mintAccessToken(app, Date.now() - 1))).toMatchObject({
    status: 401,
    error: {
      error_summary: expect.stringMatching(/^expired_access_token\//),
      error: { '.tag': 'expired_access_token' },
    },
  })
  const forged = mintAccessToken({ appSecret: 'other' }, Date.now() + 1000)
  for (const token of ['nonsense', forged])
    expect(await failure(token)).toMatchObject({ status: 401, error: { error: { '.tag': 'invalid_access_token' } } })
  const none = await call('users/get_current_account', { headers: { authorization: '' } })
  expect(none.status).toBe(400)
  expect(await none.text()).toContain('Must provide HTTP header "Authorization"')
})

test('the token endpoint takes forms, queries and Basic, and says what is wrong with a grant', async () => {
  const { call } = await buildDropbox()
  const good = { grant_type: 'refresh_token', refresh_token: 'refresh', client_id: 'key', client_secret: 'secret' }
  const ask = async (given: Record<string, string>, headers = {}) => {
    const response = await call('../oauth2/token', { body: new URLSearchParams(given), headers })
    return { status: response.status, ...((await response.json()) as object) }
  }
  expect(await ask(good)).toMatchObject({ status: 200, token_type: 'bearer', expires_in: 14400 })
  const { client_id, client_secret, ...grant } = good
  const authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`
  expect(
    (await call('../1/oauth2/token', { body: new URLSearchParams(grant), headers: { authorization } })).status,
  ).toBe(200)
  expect((await call(`../oauth2/token?${new URLSearchParams(good)}`)).status).toBe(200)
  expect(await ask({ ...good, refresh_token: 'revoked' })).toEqual({
    status: 400,
    error: 'invalid_grant',
    error_description: 'refresh token is invalid or revoked',
  })
  expect(await ask({ ...good, client_secret: 'wrong' })).toMatchObject({ status: 400, error: 'invalid_client' })
  expect(await ask({ ...good, grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' })
})
