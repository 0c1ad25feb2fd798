import { expect, test } from 'vitest'
import { isPageRequest, refuseRequest } from './operation-request.ts'

const token = { authorization: 'Bearer x' }
const cookie = { cookie: 'lectern.session_token=x.y' }
const json = { 'content-type': 'application/json' }

test.each([
  ['POST', json, undefined],
  ['POST', { ...json, ...cookie }, undefined],
  ['POST', { 'content-type': 'Application/JSON; charset=utf-8' }, undefined],
  ['POST', {}, 415],
  ['POST', { 'content-type': 'application/x-www-form-urlencoded', ...cookie }, 415],
  ['POST', { 'content-type': 'application/x-www-form-urlencoded', ...token }, 415],
  ['POST', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ['POST', { 'content-type': 'text/plain', ...cookie }, 415],
  ['POST', { 'content-type': 'text/plain; application/json', ...cookie }, 415],
  ['POST', { 'content-type': 'application/json-seq' }, 415],
  ['POST', { 'content-type': 'application/graphql' }, 415],
  ['GET', token, undefined],
  ['GET', cookie, 405],
  ['GET', {}, 405],
  ['HEAD', cookie, 405],
  ['PUT', { ...json, ...token }, 405],
  ['OPTIONS', {}, 405],
])('%s with %j is answered with %s', (method, headers, status) => {
  expect(refuseRequest({ method, headers })?.status).toBe(status)
})

test.each([
  ['GET', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['HEAD', 'application/json, TEXT/HTML', true],
  ['POST', 'text/html', false],
  ['GET', 'application/json', false],
  ['GET', 'application/text/html-like', false],
  ['GET', '*/*', false],
  ['GET', undefined, false],
])('%s with Accept: %s asks for a page: %s', (method, accept, isPage) => {
  expect(isPageRequest({ method, headers: { accept } })).toBe(isPage)
})
