import { expect, test } from 'vitest'
import { errorSummary } from './errors.ts'
import { refusalOfResponse, refusalOfSignIn } from './refusal.ts'

const headers = new Headers()
/** A JSON error as Dropbox sends it. Its summary ends with a random number of dots. */
const tagged = (tag: string, more: object = {}) => ({ error_summary: `${tag}/..`, error: { '.tag': tag, ...more } })

test.each([
  [401, tagged('user_suspended'), /suspended the connected account\. Ask its owner/],
  [401, tagged('missing_scope', { required_scope: 'files.content.read' }), /\(files\.content\.read\)\. Ask an admin/],
  [401, tagged('invalid_access_token'), /even after it was renewed\. Ask an administrator to reconnect/],
  [401, tagged('expired_access_token'), /even after it was renewed/],
  [401, tagged('route_access_denied'), /App Console/],
  [401, tagged('invalid_select_user'), /no longer a member of its Dropbox team/],
  [401, tagged('something_new'), /"something_new"\. Contact your administrator/],
  [403, tagged('invalid_account_type'), /The plan of the connected Dropbox account/],
  [403, tagged('team_access_denied'), /does not let Lectern read its files\. Ask the administrator of that/],
  [403, tagged('no_permission'), /has no permission to read this/],
  [403, 'Your team does not allow this app.', /A rule of the Dropbox team/],
  [403, tagged('other', { x: 1 }), /"other"/],
  [403, '<html>Forbidden</html>', /\(status 403\)/],
  [403, '', /\(status 403\)/],
  [401, { ...tagged('other'), user_message: { text: 'This account is frozen.', locale: 'en' } }, /has frozen the/],
  [409, tagged('email_not_verified'), /"email_not_verified"/],
  [409, { ...tagged('x'), user_message: { text: 'Blocked by a policy of your team' } }, /A rule of the Dropbox team/],
  [409, '', /\(status 409\)/],
  [400, 'Error in call to API function "files/list_folder": unknown field', /unknown field"\. Contact your admin/],
  [422, tagged('no_permission'), /no permission/],
])('%i %j is a refusal in plain words, with who can change it', (status, body, message) => {
  const refusal = refusalOfResponse({ status, body, headers })
  expect(refusal?.problem).toEqual({ code: 'DROPBOX_REFUSED', message: expect.stringMatching(message) })
  expect(refusal?.message).toMatch(/(Ask|Contact) [^.]+\.?.*$/)
  expect(refusal?.isOfAccount).toBe(status === 401 || status === 403)
})

test.each([
  [409, tagged('path/not_found')],
  [409, tagged('path/restricted_content')],
  [409, tagged('reset')],
  [409, tagged('unsupported_file')],
  [429, tagged('too_many_requests')],
  [404, '<html>'],
  [410, ''],
  [500, ''],
  [503, '<html>'],
])('%i %j is not a refusal of the account', (status, body) => {
  expect(refusalOfResponse({ status, body, headers })).toBeNull()
  expect(errorSummary(body)).toBeTypeOf('string')
})

test.each([
  [400, { error: 'invalid_client: Invalid client_id or client_secret' }, /its key or secret is wrong/],
  [401, { error: 'unauthorized_client' }, /its key or secret is wrong/],
  [400, { error: 'invalid_request', error_description: 'App is over its user limit' }, /"App is over its user limit"/],
])('sign-in: %i %j is a refusal', (status, body, message) => {
  expect(refusalOfSignIn({ status, body })).toMatchObject({
    isOfAccount: true,
    message: expect.stringMatching(message),
  })
})

test.each([500, 503, 429, 408, 404])('sign-in: %i is worth a retry', status => {
  expect(refusalOfSignIn({ status, body: {} })).toBeNull()
})
