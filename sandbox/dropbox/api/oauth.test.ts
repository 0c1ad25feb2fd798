import { expect, test } from 'vitest'
import { app, startTestDropbox } from '../test-dropbox.ts'
import { mintAccessToken, mintRefreshToken } from './tokens.ts'

test('refreshes the SDK’s token and returns the account', async () => {
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

test('distinguishes expired, invalid, and missing tokens', async () => {
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

test('accepts forms, queries, and Basic at the token endpoint, and names the error of a grant', async () => {
  const { call } = await startTestDropbox()
  const validParams = {
    grant_type: 'refresh_token',
    refresh_token: 'refresh',
    client_id: 'key',
    client_secret: 'secret',
  }
  const requestToken = async (params: Record<string, string>, headers = {}) => {
    const response = await call('../oauth2/token', { body: new URLSearchParams(params), headers })
    return { status: response.status, ...((await response.json()) as object) }
  }
  expect(await requestToken(validParams)).toMatchObject({ status: 200, token_type: 'bearer', expires_in: 14400 })
  const { client_id, client_secret, ...grant } = validParams
  const authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`
  expect(
    (await call('../1/oauth2/token', { body: new URLSearchParams(grant), headers: { authorization } })).status,
  ).toBe(200)
  expect((await call(`../oauth2/token?${new URLSearchParams(validParams)}`)).status).toBe(200)
  expect(await requestToken({ ...validParams, refresh_token: 'revoked' })).toEqual({
    status: 400,
    error: 'invalid_grant',
    error_description: 'refresh token is invalid or revoked',
  })
  expect(await requestToken({ ...validParams, client_secret: 'wrong' })).toMatchObject({
    status: 400,
    error: 'invalid_client',
  })
  expect(await requestToken({ ...validParams, grant_type: 'password' })).toMatchObject({
    error: 'unsupported_grant_type',
  })
})

test('redirects a browser with a code and the state, and exchanges the code once for a refresh token', async () => {
  const { url, client } = await startTestDropbox()
  const redirect_uri = 'http://127.0.0.1:1/dropbox/connected?from=admin'
  const authorizeParams = {
    client_id: 'key',
    response_type: 'code',
    token_access_type: 'offline',
    redirect_uri,
    state: 'a b&c',
  }
  const authorize = async (params: Record<string, string>) =>
    fetch(`${url}/oauth2/authorize?${new URLSearchParams(params)}`, { redirect: 'manual' })
  const codeOf = async (params: Record<string, string>) => {
    const response = await authorize(params)
    const redirectUrl = new URL(response.headers.get('location') ?? '')
    expect([response.status, redirectUrl.host, redirectUrl.pathname]).toEqual([
      302,
      '127.0.0.1:1',
      '/dropbox/connected',
    ])
    expect([redirectUrl.searchParams.get('from'), redirectUrl.searchParams.get('state')]).toEqual([
      'admin',
      params.state ?? null,
    ])
    return redirectUrl.searchParams.get('code') ?? ''
  }
  const redeem = async (code: string, uri = redirect_uri) => {
    const params = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: uri,
      client_id: 'key',
      client_secret: 'secret',
    }
    return (await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(params) })).json()
  }
  const code = await codeOf(authorizeParams)
  const first = (await redeem(code)) as { refresh_token: string; account_id: string }
  expect(first).toMatchObject({
    access_token: expect.stringMatching(/^sl\./),
    expires_in: 14400,
    token_type: 'bearer',
    scope: 'account_info.read files.content.read files.metadata.read',
    uid: expect.stringMatching(/^\d+$/),
  })
  expect(await redeem(code)).toMatchObject({ error: 'invalid_grant' })
  expect(await redeem(await codeOf(authorizeParams), 'http://127.0.0.1:1/elsewhere')).toMatchObject({
    error: 'invalid_grant',
  })

  const second = (await redeem(await codeOf(authorizeParams))) as typeof first
  expect(new Set([app.refreshToken, first.refresh_token, second.refresh_token]).size).toBe(3)
  for (const refreshToken of [app.refreshToken, first.refresh_token, second.refresh_token]) {
    const dropbox = client({ refreshToken, clientId: app.appKey, clientSecret: app.appSecret })
    expect((await dropbox.usersGetCurrentAccount()).result.account_id).toBe(first.account_id)
  }
  const forged = client({ refreshToken: 'refresh.a.b', clientId: app.appKey, clientSecret: app.appSecret })
  await expect(forged.usersGetCurrentAccount()).rejects.toMatchObject({ status: 400 })

  const { state, token_access_type, ...online } = authorizeParams
  expect(await redeem(await codeOf(online))).not.toHaveProperty('refresh_token')
  for (const wrong of [{ client_id: 'other' }, { response_type: 'token' }, { redirect_uri: 'nowhere' }])
    expect((await authorize({ ...authorizeParams, ...wrong })).status).toBe(400)
})

test('revokes a refresh token with all its access tokens, also after a restart, and no other', async () => {
  const { client, call, restart } = await startTestDropbox()
  const request = async (refreshToken: string) => {
    const grant = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: 'key',
      client_secret: 'secret',
    }
    return (await call('../oauth2/token', { body: new URLSearchParams(grant) })).json() as Promise<{
      access_token: string
      error?: string
    }>
  }
  const otherRefreshToken = mintRefreshToken(app)
  const [first, second, other] = await Promise.all(
    [app.refreshToken, app.refreshToken, otherRefreshToken].map(async token => (await request(token)).access_token),
  )
  const account = (accessToken: string) => client({ accessToken }).usersGetCurrentAccount()
  await client({ accessToken: first! }).authTokenRevoke()
  await restart()
  const invalid = { status: 401, error: { error: { '.tag': 'invalid_access_token' } } }
  for (const token of [first!, second!]) await expect(account(token)).rejects.toMatchObject(invalid)
  await expect(client({ accessToken: first! }).authTokenRevoke()).rejects.toMatchObject(invalid)
  expect(await request(app.refreshToken)).toMatchObject({ error: 'invalid_grant' })
  expect((await account(other!)).status).toBe(200)
  expect(await request(otherRefreshToken)).toMatchObject({ access_token: expect.any(String) })
})
