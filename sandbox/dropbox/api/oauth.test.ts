import { expect, test } from 'vitest'
import { app, startTestDropbox } from '../test-dropbox.ts'
import { mintAccessToken } from './tokens.ts'

test('the SDK refreshes its token and learns whose account it is', async () => {
  const { client, restart } = await startTestDropbox()
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
  const { client, call } = await startTestDropbox()
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
  const { call } = await startTestDropbox()
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

test('a browser is sent back with a code and the state, and the code is good for a refresh token, once', async () => {
  const { url, client } = await startTestDropbox()
  const redirect_uri = 'http://127.0.0.1:1/dropbox/connected?from=admin'
  const asked = { client_id: 'key', response_type: 'code', token_access_type: 'offline', redirect_uri, state: 'a b&c' }
  const authorize = async (given: Record<string, string>) =>
    fetch(`${url}/oauth2/authorize?${new URLSearchParams(given)}`, { redirect: 'manual' })
  const codeOf = async (given: Record<string, string>) => {
    const response = await authorize(given)
    const back = new URL(response.headers.get('location') ?? '')
    expect([response.status, back.host, back.pathname]).toEqual([302, '127.0.0.1:1', '/dropbox/connected'])
    expect([back.searchParams.get('from'), back.searchParams.get('state')]).toEqual(['admin', given.state ?? null])
    return back.searchParams.get('code') ?? ''
  }
  const redeem = async (code: string, uri = redirect_uri) => {
    const given = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: uri,
      client_id: 'key',
      client_secret: 'secret',
    }
    return (await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(given) })).json()
  }
  const code = await codeOf(asked)
  const first = (await redeem(code)) as { refresh_token: string; account_id: string }
  expect(first).toMatchObject({
    access_token: expect.stringMatching(/^sl\./),
    expires_in: 14400,
    token_type: 'bearer',
    scope: 'account_info.read files.content.read files.metadata.read',
    uid: expect.stringMatching(/^\d+$/),
  })
  expect(await redeem(code)).toMatchObject({ error: 'invalid_grant' })
  expect(await redeem(await codeOf(asked), 'http://127.0.0.1:1/elsewhere')).toMatchObject({ error: 'invalid_grant' })

  const second = (await redeem(await codeOf(asked))) as typeof first
  expect(new Set([app.refreshToken, first.refresh_token, second.refresh_token]).size).toBe(3)
  for (const refreshToken of [app.refreshToken, first.refresh_token, second.refresh_token]) {
    const dropbox = client({ refreshToken, clientId: app.appKey, clientSecret: app.appSecret })
    expect((await dropbox.usersGetCurrentAccount()).result.account_id).toBe(first.account_id)
  }
  const forged = client({ refreshToken: 'refresh.a.b', clientId: app.appKey, clientSecret: app.appSecret })
  await expect(forged.usersGetCurrentAccount()).rejects.toMatchObject({ status: 400 })

  const { state, token_access_type, ...online } = asked
  expect(await redeem(await codeOf(online))).not.toHaveProperty('refresh_token')
  for (const wrong of [{ client_id: 'other' }, { response_type: 'token' }, { redirect_uri: 'nowhere' }])
    expect((await authorize({ ...asked, ...wrong })).status).toBe(400)
})
